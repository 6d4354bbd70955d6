import Core
import Storage

/// One attempt at one entry: send its open steps, or look up what may have arrived.
struct Attempt: Sendable {
  let environment: Environment
  let ledger: Ledger
  let patience = DoubtPatience()

  /// - Returns: the entry after the attempt; nil when it could not even be read.
  func run(_ entry: Entry) async -> Entry? {
    do throws(Failure) {
      switch entry.state {
      case .pending: return try await send(entry)
      case .sending: return try await lookUp(entry)
      default: return entry
      }
    } catch {
      // The ledger itself failed: what is on disk stands, the next round or the next start goes on from there.
      environment.report(.error, error.message, ["code": error.code, "entry": "\(entry.id)"])
      return try? await environment.store.entry(entry.id)
    }
  }

  // MARK: Sending

  private func send(_ entry: Entry) async throws(Failure) -> Entry? {
    let opened: Opened
    do throws(Failure) {
      opened = try await open(entry)
    } catch {
      return try await conclude(entry.id, error)
    }
    if let held = try await holdBack(entry, opened) { return held }
    if entry.looksFirst, let known = try await lookFirst(entry) { return known }
    KillPoint.reach("delivery.beginning")
    guard var current = try await begin(entry) else { return try await environment.store.entry(entry.id) }
    var steps = try await environment.store.steps(of: entry.id)
    for index in steps.indices where steps[index].state != .done {
      KillPoint.reach("delivery.begun")
      var receipt: Receipt
      do throws(Failure) {
        receipt = try await opened.connector.deliver(steps[index], of: current, opened.settings, opened.http)
      } catch {
        if error.status == 429 || error.status == 503, let seconds = error.retryAfter {
          let until = environment.time.steady() + .milliseconds(Int64(seconds * 1000))
          environment.limiter.pause(opened.connector.limit(opened.settings).key, until: until)
        }
        KillPoint.reach("delivery.failed")
        return try await conclude(entry.id, error.redacted(opened.settings.secretValues))
      }
      KillPoint.reach("delivery.answered")
      receipt.message = receipt.message.map { Redaction.redact($0, opened.settings.secretValues) }
      steps[index].state = .done
      // A receipt that cannot be kept is no failed delivery: the entry stays in `sending` and is looked up.
      guard let written = try await take(receipt, current, steps, last: index == steps.count - 1) else { return nil }
      KillPoint.reach("delivery.received")
      current = written
    }
    return current
  }

  /// Leaves the entry waiting while its partner may not be called; nil when it may.
  private func holdBack(_ entry: Entry, _ opened: Opened) async throws(Failure) -> Entry? {
    let now = environment.time.now()
    let limit = opened.connector.limit(opened.settings)
    let isClick = entry.attempts == 0 && now - entry.waitsSince < .seconds(30)
    let steady = environment.time.steady()
    guard let pause = environment.limiter.take(limit, isClick: isClick, now: steady) else { return nil }
    return try await ledger.update(entry.id) { entry in
      guard entry.state == .pending else { return false }
      entry.nextAttemptAt = now + pause
      return true
    }
  }

  /// The ledger says `sending` before a byte leaves; nil when somebody else took the entry meanwhile.
  private func begin(_ entry: Entry) async throws(Failure) -> Entry? {
    var entry = entry
    entry.state = .sending
    entry.status = Outcome.Status.sending.rawValue
    entry.attempts += 1
    entry.nextAttemptAt = nil
    entry.updatedAt = environment.time.now()
    return try await environment.store.change(entry, steps: nil)
  }

  private func take(_ receipt: Receipt, _ entry: Entry, _ steps: [Step], last: Bool) async throws(Failure) -> Entry? {
    let now = environment.time.now()
    // Whatever became of the row meanwhile, a receipt is kept: the partner has the document.
    let written = try await ledger.update(entry.id, steps: steps) { current in
      guard !current.state.isAccepted else { return false }
      current.hash = entry.hash
      current.take(receipt, last: last, at: now)
      return true
    }
    patience.end(entry.id)
    if last { environment.pulse.delivered(entry.subject.connection, at: now) }
    if last, let written { await tell(written, .info, "delivery.\(written.status)", written.sentence) }
    return written
  }

  /// Asks the partner before a document of a restored ledger goes; nil when it may go.
  ///
  /// A look-up that finds nothing counts only some time after the restore, like one after a lost answer.
  private func lookFirst(_ entry: Entry) async throws(Failure) -> Entry? {
    let now = environment.time.now()
    let doubted = try await ledger.update(entry.id) { entry in
      entry.state == .pending && entry.doubt(since: now, lookUpAt: now)
    }
    guard let doubted, doubted.state == .sending else { return doubted }
    let asked = try await lookUp(doubted, early: true)
    guard let asked, asked.state == .sending, asked.inDoubtSince != nil else { return asked }
    let reconciled = try await environment.store.restoration().reconciledAt ?? now
    let trustedFrom = reconciled + environment.timing.lookupWait
    return try await ledger.update(entry.id) { entry in
      entry.state == .sending && entry.inDoubtSince != nil && entry.isNotThere(at: now, trustedFrom: trustedFrom)
    }
  }

  // MARK: Not delivered

  /// Keeps what an attempt ended with and decides how it goes on.
  private func conclude(_ id: Int64, _ failure: Failure) async throws(Failure) -> Entry? {
    guard let entry = try await environment.store.entry(id) else { return nil }
    let now = environment.time.now()
    switch Verdict(failure, age: now - entry.waitsSince, attempt: entry.attempts, environment) {
    case .doubt:
      guard let after = try await doubt(id, after: failure) else { return nil }
      return try await lookUp(after, early: true)
    case .wait(let pause):
      await tell(entry, .responseError, failure.code, failure.message)
      return try await ledger.update(id) { $0.isOpen && $0.wait(for: failure, until: now + pause) }
    case .quarantine:
      await tell(entry, failure.kind == .data ? .dataIssue : .responseError, failure.code, failure.message)
      return try await ledger.update(id) { $0.isOpen && $0.quarantine(failure) }
    }
  }

  /// Marks an entry as in doubt; its flow's repeat rule says what follows.
  @discardableResult
  func doubt(_ id: Int64, after failure: Failure) async throws(Failure) -> Entry? {
    patience.begin(id, at: environment.time.steady())
    let rule = try await environment.store.steps(of: id).first { $0.state != .done }?.repeatRule ?? .never
    let now = environment.time.now()
    let later = now + environment.timing.lookupWait
    let entry = try await ledger.update(id) { entry in
      guard entry.state == .sending, entry.inDoubtSince == nil else { return false }
      entry.failure = failure
      switch rule {
      case .safe: return entry.sendAgain(after: failure, at: now, environment)
      case .lookup: return entry.doubt(since: now, lookUpAt: later)
      case .never: return entry.askPerson(since: now)
      }
    }
    KillPoint.reach("doubt.marked")
    if let entry { await tell(entry, .responseError, failure.code, failure.message) }
    return entry
  }

  // MARK: In doubt

  /// Asks the partner. A look-up that finds it counts at once; one that finds nothing counts only when it is `early` no more.
  private func lookUp(_ entry: Entry, early: Bool = false) async throws(Failure) -> Entry? {
    guard entry.state == .sending, entry.inDoubtSince != nil else { return entry }
    var steps = try await environment.store.steps(of: entry.id)
    guard let index = steps.firstIndex(where: { $0.state != .done }) else { return entry }
    do throws(Failure) {
      let opened = try await open(entry)
      KillPoint.reach("lookup.beginning")
      let found: Receipt?
      do throws(Failure) {
        found = try await opened.connector.lookUp(steps[index], of: entry, opened.settings, opened.http)
      } catch {
        throw error.redacted(opened.settings.secretValues)
      }
      KillPoint.reach("lookup.answered")
      if let found {
        steps[index].state = .done
        let last = index == steps.count - 1
        guard let written = try await take(found, entry, steps, last: last), !last else {
          return try await environment.store.entry(entry.id)
        }
        return try await goOn(written)
      }
    } catch {
      return try await postpone(entry, after: error)
    }
    return early ? entry : try await foundNothing(entry)
  }

  /// The step in doubt has arrived; the ones after it are still to be sent.
  private func goOn(_ entry: Entry) async throws(Failure) -> Entry? {
    let now = environment.time.now()
    return try await ledger.update(entry.id) { entry in
      guard entry.state == .sending else { return false }
      entry.state = .pending
      entry.status = Outcome.Status.waiting.rawValue
      entry.nextAttemptAt = now
      return true
    }
  }

  private func postpone(_ entry: Entry, after failure: Failure) async throws(Failure) -> Entry? {
    await tell(entry, .responseError, failure.code, "Looking it up failed: \(failure.message)")
    let later = environment.time.now() + environment.timing.lookupWait
    return try await ledger.update(entry.id) { entry in
      entry.nextAttemptAt = later
      return entry.inDoubtSince != nil
    }
  }

  /// The partner does not have it. Said twice with the waiting time between, it is believed and the document sent again.
  private func foundNothing(_ entry: Entry) async throws(Failure) -> Entry? {
    let now = environment.time.now()
    let later = now + environment.timing.lookupWait
    let counts = patience.isOver(entry.id, after: environment.timing.lookupWait, at: environment.time.steady())
    let round = counts ? "look-up \(entry.lookups + 1) of 2" : "too early to believe it"
    await tell(entry, .info, "delivery.not_found", "The partner does not have it (\(round)).")
    return try await ledger.update(entry.id) { entry in
      guard entry.state == .sending, entry.inDoubtSince != nil else { return false }
      guard counts else {
        entry.nextAttemptAt = later
        return true
      }
      entry.lookups += 1
      guard entry.lookups >= 2 else {
        entry.nextAttemptAt = later
        return true
      }
      entry.inDoubtSince = nil
      entry.lookups = 0
      entry.wasInDoubt = true
      entry.state = .pending
      entry.status = Outcome.Status.waiting.rawValue
      entry.nextAttemptAt = now
      return true
    }
  }

  // MARK: Around

  private struct Opened {
    let connector: any Connector
    let settings: Settings
    let http: LoggedTransport
  }

  private func open(_ entry: Entry) async throws(Failure) -> Opened {
    let (connector, settings) = try await Connections(environment).open(
      database: entry.subject.database,
      key: entry.subject.connection
    )
    guard settings.isValidated else { throw .notValidated(settings.name) }
    return Opened(
      connector: connector,
      settings: settings,
      http: LoggedTransport(environment, entry: entry, secrets: settings.secretValues)
    )
  }

  private func tell(_ entry: Entry, _ level: LogRow.Level, _ code: String, _ message: String) async {
    await EngineLog(environment).write(entry, level, code, message)
  }
}

extension Entry {
  /// The partner was asked first and does not have it: it goes now, or is looked up again when that can be believed.
  fileprivate mutating func isNotThere(at now: Timestamp, trustedFrom: Timestamp) -> Bool {
    inDoubtSince = nil
    wasInDoubt = true
    state = .pending
    status = Outcome.Status.waiting.rawValue
    nextAttemptAt = max(now, trustedFrom)
    failure = now < trustedFrom ? .restored : nil
    if now >= trustedFrom { context = context.setting(Entry.lookFirstKey, to: nil) }
    return true
  }

  /// True while an attempt may end it; a person may have taken it off the road meanwhile.
  fileprivate var isOpen: Bool { state == .pending || state == .sending }

  /// A repeat does no harm: it waits like bad weather does, and goes to a person when that lasts too long.
  fileprivate mutating func sendAgain(after failure: Failure, at now: Timestamp, _ environment: Environment) -> Bool {
    switch Verdict.waitOrGiveUp(failure, now - waitsSince, attempts, environment) {
    case .wait(let pause): wait(for: failure, until: now + pause)
    case .doubt, .quarantine: quarantine(failure)
    }
  }
}
