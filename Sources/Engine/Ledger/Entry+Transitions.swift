import Core
package import Storage

/// The moves an entry makes; each says what it changes and answers true so that it can end an edit.
extension Entry {
  /// True once a look-up has found nothing and the document was sent again: a "received already" then means delivered.
  package internal(set) var wasInDoubt: Bool {
    get { context["was_in_doubt"]?.boolValue ?? false }
    set { context = context.setting("was_in_doubt", to: newValue ? true : nil) }
  }

  /// Since when the present content waits for the partner; patience with bad weather counts from here.
  var waitsSince: Timestamp {
    get { context["waits_since"]?.intValue.map { Timestamp(milliseconds: Int64($0)) } ?? createdAt }
    set { context = context.setting("waits_since", to: newValue == createdAt ? nil : .int(Int(newValue.milliseconds))) }
  }

  mutating func take(_ receipt: Receipt, last: Bool, at now: Timestamp) {
    externalID = receipt.externalID ?? externalID
    number = receipt.number ?? number
    inDoubtSince = nil
    lookups = 0
    failure = nil
    updatedAt = now
    keep(receipt.details)
    issues += receipt.warnings.map(\.asWarning).filter { !issues.contains($0) }
    guard last else { return }
    state = .delivered
    waitsFor = nil
    sentAt = now
    nextAttemptAt = nil
    status = (receipt.acceptedOnly ? Outcome.Status.accepted : .sent).rawValue
    issues.removeAll { $0.severity == .error }
    if let message = receipt.message { context = context.setting("partner_message", to: .string(message)) }
    nameCause()
  }

  /// Lays what a step brought over what the steps before it brought.
  private mutating func keep(_ details: JSON) {
    guard let told = details.objectValue, !told.members.isEmpty else { return }
    var kept = receiptDetails
    for (key, value) in told.members { kept = kept.setting(key, to: value) }
    context = context.setting(Self.receiptKey, to: kept)
  }

  mutating func wait(for reason: Failure, until moment: Timestamp) -> Bool {
    state = .pending
    status = Outcome.Status.waiting.rawValue
    failure = reason
    inDoubtSince = nil
    nextAttemptAt = moment
    nameCause()
    return true
  }

  mutating func quarantine(_ reason: Failure) -> Bool {
    state = .quarantined
    failure = reason
    issues = issues.filter { $0.severity == .warning } + reason.issues
    nextAttemptAt = nil
    inDoubtSince = nil
    status = (reason.kind == .response ? Outcome.Status.rejected : .issues).rawValue
    nameCause()
    return true
  }

  mutating func doubt(since now: Timestamp, lookUpAt later: Timestamp) -> Bool {
    state = .sending
    status = Outcome.Status.inDoubt.rawValue
    inDoubtSince = inDoubtSince ?? now
    nextAttemptAt = later
    nameCause()
    return true
  }

  mutating func askPerson(since now: Timestamp) -> Bool {
    state = .quarantined
    status = Outcome.Status.inDoubt.rawValue
    inDoubtSince = inDoubtSince ?? now
    nextAttemptAt = nil
    nameCause()
    return true
  }

  /// One English sentence for the log: what the partner has now.
  var sentence: String {
    let number = number ?? externalID
    let name = number.map { " as \($0)" } ?? ""
    return status == Outcome.Status.accepted.rawValue
      ? "The partner accepted \(recordName)\(name) but does not forward it."
      : "\(recordName) was delivered\(name)."
  }
}

extension Issue {
  /// The same as something that holds nothing up.
  fileprivate var asWarning: Issue {
    var issue = self
    issue.severity = .warning
    return issue
  }
}

extension JSON {
  /// The object with this member set, or without it for nil; anything else becomes an object.
  func setting(_ key: String, to value: JSON?) -> JSON {
    var object = objectValue ?? JSONObject()
    object[key] = value
    return .object(object)
  }
}
