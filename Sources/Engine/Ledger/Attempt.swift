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

  private func send(_ waiting: Entry) async throws(Failure) -> Entry? {
    let entry: Entry
    do throws(Failure) {
      guard let supplied = try await supplied(waiting) else { return try await environment.store.entry(waiting.id) }
      entry = supplied
    } catch {
      guard error.code == "need.place" else { throw error }
      return try await conclude(waiting.id, error)
    }
    var opened: Opened
    do throws(Failure) {
      opened = try await open(entry)
    } catch {
      return try await conclude(entry.id, error)
    }
    if let held = try await holdBack(entry, opened) { return held }
    opened.http = opened.http.withOneTaken()
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
        KillPoint.reach("delivery.failed")
        return try await conclude(entry.id, environment.redacted(error, opened.settings))
      }
      KillPoint.reach("delivery.answered")
      receipt = environment.redacted(receipt, opened.settings)
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
    let (isClick, steady) = (entry.isClick(at: now), environment.time.steady())
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

  func take(_ receipt: Receipt, _ entry: Entry, _ steps: [Step], last: Bool) async throws(Failure) -> Entry? {
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

  // MARK: Not delivered

  /// Keeps what an attempt ended with and decides how it goes on.
  private func conclude(_ id: Int64, _ failure: Failure) async throws(Failure) -> Entry? {
    guard let entry = try await environment.store.entry(id) else { return nil }
    let now = environment.time.now()
    switch Verdict(failure, age: now - entry.waitsSince, attempt: entry.attempts, environment) {
    case .doubt:
      guard let after = try await doubt(id, after: failure) else { return nil }
      return try await lookUpEarly(after)
    case .wait(let pause):
      await tell(entry, .responseError, failure.code, failure.message, page: failure.url)
      return try await ledger.update(id) { $0.isOpen && $0.wait(for: failure, until: now + pause) }
    case .quarantine:
      let level: LogRow.Level = failure.kind == .data ? .dataIssue : .responseError
      await tell(entry, level, failure.code, failure.message, page: failure.url)
      return try await ledger.update(id) { $0.isOpen && $0.quarantine(failure) }
    }
  }

  // MARK: Around

  struct Opened {
    let connector: any Connector
    let settings: Settings
    var http: PartnerTransport
  }

  func open(_ entry: Entry) async throws(Failure) -> Opened {
    let (connector, settings) = try await Connections(environment).open(
      database: entry.subject.database,
      key: entry.subject.connection
    )
    guard settings.isValidated else { throw .notValidated(settings.name) }
    let logged = LoggedTransport(environment, entry: entry, secrets: settings.secretValues, connector: connector)
    return Opened(
      connector: connector,
      settings: settings,
      http: PartnerTransport(
        environment,
        connector,
        settings,
        logged: logged,
        isClick: entry.isClick(at: environment.time.now())
      )
    )
  }

  func tell(_ entry: Entry, _ level: LogRow.Level, _ code: String, _ message: String, page: String? = nil) async {
    let log = EngineLog(environment)
    var line = log.line(entry, level, code, message)
    line.page = page
    await log.write([line])
  }
}

extension Entry {
  /// True while an attempt may end it; a person may have taken it off the road meanwhile.
  fileprivate var isOpen: Bool { state == .pending || state == .sending }

  /// True while somebody is likely to wait for it.
  fileprivate func isClick(at now: Timestamp) -> Bool { attempts == 0 && now - waitsSince < .seconds(30) }
}
