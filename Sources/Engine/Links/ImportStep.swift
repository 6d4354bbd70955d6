import Core
import Odoo
import Storage

/// Does with one row what a person decided, in the open transaction of Odoo.
struct ImportStep: Sendable {
  let flow: any ImportFlow
  let settings: Settings
  let odoo: any OdooGateway
  let ledger: Ledger

  /// What became of a row.
  enum Done: Sendable {
    case applied(Applied)
    /// Somebody linked it meanwhile.
    case linked(OdooReference)
    /// Nothing, as the sentence says.
    case leftAlone(String)
  }

  /// - Throws: `.transport` `import.parent_waits` while its parent is not in Odoo yet; `.data` for what a person mends.
  func apply(_ arrival: Arrival, _ entry: Entry) async throws(Failure) -> Done {
    guard let decision = arrival.decision else { throw .undecided(entry) }
    let links = Links(flow, settings.key, odoo)
    if let link = entry.link, let known = try await links.existing([link])[link] { return .linked(known) }
    var arrival = arrival
    arrival.decision?.parent = try await parent(of: entry, links)
    let applied: Applied
    switch decision.action {
    case .update:
      guard let record = decision.record else { throw .undecided(entry) }
      let carrier = try await links.carrier(of: record, for: entry.link, entry.title)
      applied = Applied(record: carrier.id, recordName: carrier.name, facts: ["action": decision.action.rawValue])
    case .add:
      applied = try await flow.apply(arrival, odoo, settings)
    }
    if let link = entry.link { try await links.write(link, to: applied.record, entry: entry.id) }
    return .applied(applied)
  }

  /// The record of the row that this one belongs to; nil when it belongs to none.
  private func parent(of entry: Entry, _ links: Links) async throws(Failure) -> Int? {
    guard let parent = entry.parent else { return nil }
    var subject = entry.subject
    subject.arrival = parent
    if let above = try await ledger.store.newest(subject) {
      if above.state.isAccepted { return above.subject.record }
      if above.state == .pending { throw .parentWaits(entry, above) }
    }
    if let link = entry.parentLink, let known = try await links.existing([link])[link] { return known.record }
    throw .noParent(entry)
  }
}

extension Failure {
  fileprivate static func undecided(_ entry: Entry) -> Failure {
    Failure(.internal, "import.undecided", "Nobody decided what becomes of \(entry.title).")
  }

  fileprivate static func parentWaits(_ entry: Entry, _ parent: Entry) -> Failure {
    Failure(
      .transport,
      "import.parent_waits",
      "\(entry.title) belongs to \(parent.title), which is not in Odoo yet; it comes after that one."
    )
  }

  fileprivate static func noParent(_ entry: Entry) -> Failure {
    let issue = Issue(
      "import.no_parent",
      "\(entry.title) belongs to a record that is not in Odoo.",
      repair: "Add or update the one it belongs to first, then this one.",
      params: ["name": entry.title]
    )
    return Failure(.data, issue.code, issue.message, issues: [issue])
  }
}
