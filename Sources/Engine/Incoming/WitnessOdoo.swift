import Core
import Odoo
import Storage
import Synchronization

/// Sees what a flow does to records of Odoo, for the line of the log that says it.
final class WitnessOdoo: OdooGateway {
  private struct Seen {
    var created: Set<OdooRow> = []
    var isChanged = false
  }
  private let odoo: any OdooGateway
  private let seen = Mutex(Seen())

  init(_ odoo: any OdooGateway) { self.odoo = odoo }

  /// What was done to make a document this record.
  func action(on row: OdooRow) -> LogRow.Audit.Action {
    seen.withLock { $0.created.contains(row) ? .created : $0.isChanged ? .updated : .unchanged }
  }

  func create(_ model: String, values: [JSON], keys: [String]?) async throws(Failure) -> [Int] {
    let ids = try await odoo.create(model, values: values, keys: keys)
    seen.withLock { $0.created.formUnion(ids.map { OdooRow(model: model, id: $0) }) }
    return ids
  }

  func write(_ model: String, ids: [Int], values: JSON) async throws(Failure) {
    seen.withLock { $0.isChanged = true }
    try await odoo.write(model, ids: ids, values: values)
  }

  func call(_ model: String, ids: [Int], method: String, arguments: JSON) async throws(Failure) -> JSON {
    seen.withLock { $0.isChanged = true }
    return try await odoo.call(model, ids: ids, method: method, arguments: arguments)
  }

  // MARK: What changes nothing

  func read(_ model: String, ids: [Int], fields: JSON, committed: Bool) async throws(Failure) -> OdooRead {
    try await odoo.read(model, ids: ids, fields: fields, committed: committed)
  }

  func search(_ model: String, domain: JSON, fields: JSON, order: String?, limit: Int?)
    async throws(Failure) -> [JSON]
  {
    try await odoo.search(model, domain: domain, fields: fields, order: order, limit: limit)
  }

  func bring(_ reference: OdooReference) async throws(Failure) -> Bool { try await odoo.bring(reference) }

  func references(_ model: String, ids: [Int], flow: String, connection: String)
    async throws(Failure) -> [Int: OdooReference]
  {
    try await odoo.references(model, ids: ids, flow: flow, connection: connection)
  }

  func claim(_ reference: OdooReference) async throws(Failure) { try await odoo.claim(reference) }

  func claimed(_ externalID: String, flow: String, connection: String) async throws(Failure) -> OdooReference? {
    try await odoo.claimed(externalID, flow: flow, connection: connection)
  }

  func referenced(_ externalIDs: [String], flow: String, connection: String)
    async throws(Failure) -> [String: OdooReference]
  {
    try await odoo.referenced(externalIDs, flow: flow, connection: connection)
  }

  func has(_ field: String, in model: String) async throws(Failure) -> Bool { try await odoo.has(field, in: model) }

  func actualName(of field: String, in model: String) async throws(Failure) -> String {
    try await odoo.actualName(of: field, in: model)
  }

  func digits(of field: String, in model: String) async throws(Failure) -> Int? {
    try await odoo.digits(of: field, in: model)
  }

  func serverTime() async throws(Failure) -> Timestamp? { try await odoo.serverTime() }
}
