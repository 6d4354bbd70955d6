import Core
import Storage

/// What a document that came in says of itself once the partner says something else of it, or nothing any more.
extension Entry {
  static let withdrawn = "withdrawn"
  private static let withdrawnCode = "arrival.withdrawn"
  private static let changedCode = "arrival.changed"

  /// The partner does not list it any more: what is not in Odoo yet does not come there; what is stays, with a warning.
  ///
  /// - Returns: whether anything is different now.
  mutating func withdraw() -> Bool {
    switch state {
    case .delivered, .settled: return warn(Self.withdrawnCode, "The partner does not list \(recordName) any more.")
    case .pending, .quarantined, .proposed:
      state = .dropped
      status = Self.withdrawn
      failure = nil
      issues = []
      cause = nil
      causeText = "The partner does not list it any more."
      nextAttemptAt = nil
      report = nil
      return true
    case .sending, .dropped: return false
    }
  }

  /// The partner lists it, with the content that Odoo has or with another one.
  ///
  /// - Returns: whether anything is different now.
  mutating func isListed(changed: Bool) -> Bool {
    guard state.isAccepted else { return false }
    let before = issues
    issues.removeAll { $0.code == Self.withdrawnCode || ($0.code == Self.changedCode && !changed) }
    guard changed else { return issues != before }
    return warn(Self.changedCode, "The partner changed \(recordName) after it came into Odoo.") || issues != before
  }

  /// The warnings that the partner's later words gave it.
  var partnerWarnings: [Issue] {
    issues.filter { $0.code == Self.withdrawnCode || $0.code == Self.changedCode }
  }

  private mutating func warn(_ code: String, _ message: String) -> Bool {
    guard !issues.contains(where: { $0.code == code }) else { return false }
    issues.append(
      Issue(
        code,
        message,
        severity: .warning,
        model: subject.model,
        record: subject.record,
        recordName: recordName,
        repair: "Nothing is undone in Odoo by itself. Compare it with the partner and correct it by hand.",
        params: ["name": recordName, "number": number ?? externalID ?? ""]
      )
    )
    return true
  }
}
