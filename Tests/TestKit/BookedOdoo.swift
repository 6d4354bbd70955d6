package import Core
package import Odoo

/// An Odoo in memory without a table of ours: which record is which of a partner's stands in a book elsewhere.
package struct BookedOdoo: OdooGateway {
  private let odoo: FakeOdoo
  private let links: any LinkBook

  package init(_ odoo: FakeOdoo, _ links: any LinkBook) {
    self.odoo = odoo
    self.links = links
  }

  // MARK: The book

  package func bring(_ reference: OdooReference) async throws(Failure) -> Bool { try await links.bring(reference) }

  package func claim(_ reference: OdooReference) async throws(Failure) { try await links.claim(reference) }

  package func references(_ model: String, ids: [Int], flow: String, connection: String)
    async throws(Failure) -> [Int: OdooReference]
  {
    try await links.references(model, ids: ids, flow: flow, connection: connection)
  }

  package func claimed(_ externalID: String, flow: String, connection: String) async throws(Failure) -> OdooReference? {
    try await links.claimed(externalID, flow: flow, connection: connection)
  }

  package func referenced(_ externalIDs: [String], flow: String, connection: String)
    async throws(Failure) -> [String: OdooReference]
  {
    try await links.referenced(externalIDs, flow: flow, connection: connection)
  }

  // MARK: Odoo

  package func read(_ model: String, ids: [Int], fields: JSON, committed: Bool) async throws(Failure) -> OdooRead {
    try await odoo.read(model, ids: ids, fields: fields, committed: committed)
  }

  package func search(_ model: String, domain: JSON, fields: JSON, order: String?, limit: Int?)
    async throws(Failure) -> [JSON]
  {
    try await odoo.search(model, domain: domain, fields: fields, order: order, limit: limit)
  }

  package func create(_ model: String, values: [JSON], keys: [String]?) async throws(Failure) -> [Int] {
    try await odoo.create(model, values: values, keys: keys)
  }

  package func write(_ model: String, ids: [Int], values: JSON) async throws(Failure) {
    try await odoo.write(model, ids: ids, values: values)
  }

  package func call(_ model: String, ids: [Int], method: String, arguments: JSON) async throws(Failure) -> JSON {
    try await odoo.call(model, ids: ids, method: method, arguments: arguments)
  }

  package func has(_ field: String, in model: String) async throws(Failure) -> Bool {
    try await odoo.has(field, in: model)
  }

  package func actualName(of field: String, in model: String) async throws(Failure) -> String {
    try await odoo.actualName(of: field, in: model)
  }

  package func digits(of field: String, in model: String) async throws(Failure) -> Int? {
    try await odoo.digits(of: field, in: model)
  }

  package func serverTime() async throws(Failure) -> Timestamp? { try await odoo.serverTime() }
}
