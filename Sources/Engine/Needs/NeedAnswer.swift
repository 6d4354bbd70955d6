import Core
import Storage

/// How a needed record stands.
enum NeedAnswer: Sendable {
  /// The partner knows it by this id.
  case known(String)
  /// It is on its way to the partner.
  case waits
  /// A person must do something about it first.
  case held(Issue)

  init(_ needed: Entry) {
    switch needed.state {
    case .delivered, .settled:
      self = needed.externalID.map { .known($0) } ?? .held(.neededWithoutID(needed))
    case .quarantined, .dropped, .proposed:
      self = .held(.neededHeld(needed))
    case .pending, .sending:
      self = .waits
    }
  }
}

extension Issue {
  private static let heldCodes: Set<String> = ["need.held", "need.no_id", "need.unlinked"]

  /// True for what the engine says of a needed record: it goes when that record is with the partner.
  var isNeed: Bool { Self.heldCodes.contains(code) }

  /// A record that must be with the partner first cannot be sent: its own first issue says why.
  static func neededHeld(_ needed: Entry) -> Issue {
    let first = needed.issues.first { $0.severity == .error }
    let isDoubted = needed.inDoubtSince != nil
    let reason =
      first?.message
      ?? (isDoubted
        ? "Nobody knows whether the partner has it."
        : needed.state == .dropped
          ? "It was set aside (\(needed.causeText ?? "no reason given"))." : needed.failure?.message)
      ?? "It is held back."
    let repair =
      first?.repair
      ?? (isDoubted
        ? "Say on its document whether it was sent."
        : "Mend it, then retry its document; this one follows by itself.")
    return needed.heldIssue(reason, repair, first)
  }

  /// The same for a record that was only looked at: nothing of it is in the ledger.
  static func neededHeld(_ document: OpenedDocument, _ first: Issue) -> Issue {
    let subject = document.subject
    return held(subject.model, subject.record, document.recordName, first.message, first.repair, first)
  }

  static func neededWithoutID(_ needed: Entry) -> Issue {
    let (model, record, name) = (needed.subject.model, needed.subject.record, needed.recordName)
    return Issue(
      "need.no_id",
      "The partner has \(name), but its id is not known here.",
      model: model,
      record: record,
      recordName: name,
      repair: "Enter the partner's id of \(name).",
      params: ["name": name],
      probe: .field(model: model, record: record, field: "write_date")
    )
  }

  /// Odoo had its id, and somebody has taken it away: nobody but a person knows what it is to be now.
  static func neededUnlinked(_ needed: Entry) -> Issue {
    let (model, record, name) = (needed.subject.model, needed.subject.record, needed.recordName)
    let id = needed.externalID ?? ""
    return Issue(
      "need.unlinked",
      "\(name) was \(id) at the partner, but its id was removed in Odoo.",
      model: model,
      record: record,
      recordName: name,
      repair: "Enter the partner's id of \(name): \(id) again, or another.",
      params: ["name": name, "id": id],
      probe: .field(model: model, record: record, field: "write_date")
    )
  }

  fileprivate static func held(
    _ model: String,
    _ record: Int,
    _ name: String,
    _ reason: String,
    _ repair: String?,
    _ first: Issue?
  ) -> Issue {
    let isAboutIt = first?.model == model && first?.record == record
    return Issue(
      "need.held",
      "\(name) must be with the partner first. \(reason)",
      model: model,
      record: record,
      recordName: name,
      field: isAboutIt ? first?.field : nil,
      label: isAboutIt ? first?.label : nil,
      repair: repair,
      params: ["name": name, "reason": reason],
      probe: first?.probe ?? .field(model: model, record: record, field: "write_date")
    )
  }
}

extension Entry {
  fileprivate func heldIssue(_ reason: String, _ repair: String, _ first: Issue?) -> Issue {
    Issue.held(subject.model, subject.record, recordName, reason, repair, first)
  }
}
