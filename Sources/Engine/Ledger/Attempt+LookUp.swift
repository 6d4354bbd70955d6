import Core
import Storage

/// What becomes of an entry of which nobody knows whether the partner has it.
extension Attempt {
  /// Marks an entry as in doubt; its flow's repeat rule says what follows.
  @discardableResult
  func doubt(_ id: Int64, after failure: Failure) async throws(Failure) -> Entry? {
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
    // Said once it is written: until then there was no answer that could be believed, and none was asked for.
    patience.begin(id, at: environment.time.steady())
    KillPoint.reach("doubt.marked")
    if let entry { await tell(entry, .responseError, failure.code, failure.message) }
    return entry
  }

  /// Asks the partner and believes it where it may be believed: a document that it does not have goes again.
  func lookUp(_ entry: Entry) async throws(Failure) -> Entry? {
    let now = environment.time.steady()
    let over = patience.isOverSince(entry.id, after: environment.timing.lookupWait, at: now)
    switch try await ask(entry, notBefore: over ?? now) {
    case .nothing: return try await foundNothing(entry, counts: over != nil)
    case .ended(let after): return after
    }
  }

  /// Asks the partner at once: what it has counts, what it does not have may still be on its way.
  func lookUpEarly(_ entry: Entry) async throws(Failure) -> Entry? {
    switch try await ask(entry, notBefore: environment.time.steady()) {
    case .nothing: return entry
    case .ended(let after): return after
    }
  }

  private enum Asked {
    /// The partner does not have it.
    case nothing
    /// It has it, or nobody knows; the entry as it is now.
    case ended(Entry?)
  }

  /// Asks; `moment` is of the steady clock, an answer that was not asked for later is of no use.
  private func ask(_ entry: Entry, notBefore moment: Timestamp) async throws(Failure) -> Asked {
    guard entry.state == .sending, entry.inDoubtSince != nil else { return .ended(entry) }
    var steps = try await environment.store.steps(of: entry.id)
    guard let index = steps.firstIndex(where: { $0.state != .done }) else { return .ended(entry) }
    do throws(Failure) {
      guard let found = try await receipt(of: steps[index], entry, notBefore: moment) else { return .nothing }
      steps[index].state = .done
      let last = index == steps.count - 1
      guard let written = try await take(found, entry, steps, last: last), !last else {
        return .ended(try await environment.store.entry(entry.id))
      }
      return .ended(try await goOn(written))
    } catch {
      // What only a person can decide is not asked again.
      guard error.kind == .data else { return .ended(try await postpone(entry, after: error)) }
      await tell(entry, .dataIssue, error.code, error.message)
      return .ended(try await ledger.update(entry.id) { $0.inDoubtSince != nil && $0.askPerson(after: error) })
    }
  }

  private func receipt(of step: Step, _ entry: Entry, notBefore moment: Timestamp) async throws(Failure) -> Receipt? {
    let opened = try await open(entry)
    let http = opened.http.sharing(notBefore: moment)
    KillPoint.reach("lookup.beginning")
    defer { KillPoint.reach("lookup.answered") }
    do throws(Failure) {
      let found = try await opened.connector.lookUp(step, of: entry, opened.settings, http)
      return found.map { environment.redacted($0, opened.settings) }
    } catch {
      throw environment.redacted(error, opened.settings)
    }
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
    let pause = Duration.milliseconds(Int64((failure.retryAfter ?? 0) * 1000))
    let later = environment.time.now() + max(environment.timing.lookupWait, pause)
    return try await ledger.update(entry.id) { entry in
      entry.nextAttemptAt = later
      return entry.inDoubtSince != nil
    }
  }

  /// The partner does not have it. Said twice with the waiting time between, it is believed and the document sent again.
  private func foundNothing(_ entry: Entry, counts: Bool) async throws(Failure) -> Entry? {
    let now = environment.time.now()
    let later = now + environment.timing.lookupWait
    if counts { patience.begin(entry.id, at: environment.time.steady()) }
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
    let reconciled = try await environment.store.restoration().reconciledAt ?? now
    let steady = environment.time.steady()
    patience.reconciled(reconciled, at: steady)
    let over = patience.isRestoreOverSince(reconciled, after: environment.timing.lookupWait, at: steady)
    guard case .nothing = try await ask(doubted, notBefore: over ?? steady) else {
      return try await environment.store.entry(entry.id)
    }
    let later = over == nil ? environment.time.now() + environment.timing.lookupWait : nil
    return try await ledger.update(entry.id) { entry in
      entry.state == .sending && entry.inDoubtSince != nil && entry.isNotThere(at: now, lookAgainAt: later)
    }
  }
}

extension Entry {
  /// The partner has more than one that it could be: whoever decides sees them.
  fileprivate mutating func askPerson(after failure: Failure) -> Bool {
    self.failure = failure
    return askPerson(since: inDoubtSince ?? updatedAt)
  }

  /// The partner was asked first and does not have it: it goes now, or is looked up again when that can be believed.
  fileprivate mutating func isNotThere(at now: Timestamp, lookAgainAt later: Timestamp?) -> Bool {
    inDoubtSince = nil
    wasInDoubt = true
    state = .pending
    status = Outcome.Status.waiting.rawValue
    nextAttemptAt = later ?? now
    failure = later == nil ? nil : .restored
    if later == nil { context = context.setting(Entry.lookFirstKey, to: nil) }
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
