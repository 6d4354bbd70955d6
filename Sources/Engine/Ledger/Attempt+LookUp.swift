import Core
import Storage

/// What becomes of an entry of which nobody knows whether the partner has it.
extension Attempt {
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

  /// Asks the partner. A look-up that finds it counts at once; one that finds nothing counts only when it is `early` no more.
  func lookUp(_ entry: Entry, early: Bool = false) async throws(Failure) -> Entry? {
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

  /// Asks the partner before a document of a restored ledger goes; nil when it may go.
  ///
  /// A look-up that finds nothing counts only some time after the restore, like one after a lost answer.
  func lookFirst(_ entry: Entry) async throws(Failure) -> Entry? {
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

  /// A repeat does no harm: it waits like bad weather does, and goes to a person when that lasts too long.
  fileprivate mutating func sendAgain(after failure: Failure, at now: Timestamp, _ environment: Environment) -> Bool {
    switch Verdict.waitOrGiveUp(failure, now - waitsSince, attempts, environment) {
    case .wait(let pause): wait(for: failure, until: now + pause)
    case .doubt, .quarantine: quarantine(failure)
    }
  }
}
