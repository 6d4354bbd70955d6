import Core
import Odoo

/// Which record of Odoo is which of a partner's: the references of one kind, in Odoo's own database.
struct Links: Sendable {
  private let flow: any ImportFlow
  private let connection: String
  private let odoo: any OdooGateway

  init(_ flow: any ImportFlow, _ connection: String, _ odoo: any OdooGateway) {
    self.flow = flow
    self.connection = connection
    self.odoo = odoo
  }

  /// The links of these partner's ids whose record is still there.
  func existing(_ ids: [String]) async throws(Failure) -> [String: OdooReference] {
    let wanted = Set(ids).sorted()
    guard !wanted.isEmpty else { return [:] }
    let found = try await odoo.referenced(wanted, flow: flow.link, connection: connection)
      .filter { $0.value.model == flow.model }
    guard !found.isEmpty else { return [:] }
    let records = Set(found.values.map(\.record)).sorted()
    let empty = JSON.object(JSONObject())
    let gone = Set(try await odoo.read(flow.model, ids: records, fields: empty, committed: false).missing)
    return found.filter { !gone.contains($0.value.record) }
  }

  /// The record that carries the link of one that was chosen.
  ///
  /// - Throws: `.data` `import.record_gone` when the chosen one is not there, `import.taken` when it is linked to
  ///   something else of the partner's.
  func carrier(of record: Int, for link: String?, _ title: String) async throws(Failure) -> Match.Candidate {
    let tree = flow.owner.map { JSON.record([($0, .object(JSONObject()))]) } ?? .object(JSONObject())
    let read = try await odoo.read(flow.model, ids: [record], fields: tree, committed: false)
    guard let document = read.records.first, let own = Match.Candidate(document) else {
      throw .gone(flow.model, record, title)
    }
    let carrier = flow.owner.flatMap { document[$0] }.flatMap(Match.Candidate.init) ?? own
    let known = try await odoo.references(
      flow.model,
      ids: [carrier.id],
      flow: flow.link,
      connection: connection
    )
    if let other = known[carrier.id]?.externalID, !other.isEmpty, let link, other != link {
      throw .taken(flow.model, carrier, other, title)
    }
    return carrier
  }

  func write(_ link: String, to record: Int, entry: Int64) async throws(Failure) {
    try await odoo.bring(
      OdooReference(
        model: flow.model,
        record: record,
        connection: connection,
        flow: flow.link,
        externalID: link,
        number: nil,
        entry: entry
      )
    )
  }
}

extension Failure {
  private static func data(_ issue: Issue) -> Failure { Failure(.data, issue.code, issue.message, issues: [issue]) }

  fileprivate static func gone(_ model: String, _ record: Int, _ title: String) -> Failure {
    data(
      Issue(
        "import.record_gone",
        "The record that \(title) was to be linked to does not exist any more.",
        model: model,
        repair: "Choose another one.",
        params: ["name": title]
      )
    )
  }

  fileprivate static func taken(_ model: String, _ record: Match.Candidate, _ other: String, _ title: String)
    -> Failure
  {
    data(
      Issue(
        "import.taken",
        "\(record.name) is linked to \(other) of the partner already and cannot be \(title) as well.",
        model: model,
        record: record.id,
        recordName: record.name,
        repair: "Choose another record, or add a new one.",
        params: ["name": title, "other": other]
      )
    )
  }
}
