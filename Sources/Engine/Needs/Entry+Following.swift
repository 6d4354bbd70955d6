import Core
import Storage

extension Entry {
  /// Brings a document that waits to the state that the needed one calls for.
  ///
  /// - Returns: whether anything is different now.
  mutating func follow(_ needed: Entry, at now: Timestamp) -> Bool {
    guard state == .pending || (state == .quarantined && inDoubtSince == nil && failure == nil) else { return false }
    let before = self
    waitsFor = needed.id
    issues.removeAll(where: \.isNeed)
    switch NeedAnswer(needed) {
    case .held(let issue): hold(issue)
    case .known: if !issues.hasErrors { goOn(at: now, after: before) }
    case .waits: if !issues.hasErrors { waitBehind(needed) }
    }
    nameCause()
    return self != before
  }

  private mutating func hold(_ issue: Issue) {
    issues.append(issue)
    state = .quarantined
    status = Outcome.Status.issues.rawValue
    failure = nil
    nextAttemptAt = nil
  }

  /// The worker takes it up, and with it the ids.
  private mutating func goOn(at now: Timestamp, after before: Entry) {
    state = .pending
    status = Outcome.Status.waiting.rawValue
    failure = nil
    nextAttemptAt = nextAttemptAt ?? now
    // Patience with bad weather begins with its own first try.
    if before.nextAttemptAt == nil { waitsSince = now }
  }

  private mutating func waitBehind(_ needed: Entry) {
    state = .pending
    status = Outcome.Status.waiting.rawValue
    failure = needed.failure == nil && needed.inDoubtSince == nil ? nil : .waitsBehind(needed)
    nextAttemptAt = nil
  }
}

extension [Issue] {
  fileprivate var hasErrors: Bool { contains { $0.severity == .error } }
}

extension Failure {
  fileprivate static func waitsBehind(_ needed: Entry) -> Failure {
    Failure(
      .transport,
      "need.waiting",
      "\(needed.recordName) must be with the partner first. \(needed.failure?.message ?? "It is being looked up.")",
      hint: "It goes by itself when that is done."
    )
  }
}
