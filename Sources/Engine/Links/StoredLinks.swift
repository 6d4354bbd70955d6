package import Core
package import Odoo
import Storage

/// The links of one database over HTTP, in our own store.
package struct StoredLinks: LinkBook {
  private let environment: Environment
  private let database: Int64

  package init(_ environment: Environment, database: Int64) {
    self.environment = environment
    self.database = database
  }

  package func bring(_ reference: OdooReference) async throws(Failure) -> Bool {
    try await environment.store.keep(row(reference, .delivery))
  }

  package func claim(_ reference: OdooReference) async throws(Failure) {
    _ = try await environment.store.keep(row(reference, .arrival))
  }

  package func references(_ model: String, ids: [Int], flow: String, connection: String)
    async throws(Failure) -> [Int: OdooReference]
  {
    var query = LinkQuery(database: database, connection: connection, kind: flow)
    (query.model, query.records) = (model, ids)
    let found = try await environment.store.links(query).filter { !$0.externalID.isEmpty }
    // The latest says most, as in Odoo, where the newest row comes first.
    return Dictionary(found.map { ($0.record, $0.reference) }, uniquingKeysWith: { _, last in last })
  }

  package func claimed(_ externalID: String, flow: String, connection: String) async throws(Failure) -> OdooReference? {
    var query = LinkQuery(database: database, connection: connection, kind: flow)
    (query.externalIDs, query.isArrival) = ([externalID], true)
    return try await environment.store.links(query).first?.reference
  }

  package func referenced(_ externalIDs: [String], flow: String, connection: String)
    async throws(Failure) -> [String: OdooReference]
  {
    var query = LinkQuery(database: database, connection: connection, kind: flow)
    (query.externalIDs, query.isArrival) = (externalIDs, false)
    let found = try await environment.store.links(query)
    // What a person chose counts, whatever a flow brought since.
    let chosen = found.filter { $0.origin == .person } + found.filter { $0.origin != .person }.reversed()
    return Dictionary(chosen.map { ($0.externalID, $0.reference) }, uniquingKeysWith: { first, _ in first })
  }

  private func row(_ reference: OdooReference, _ origin: LinkRow.Origin) -> LinkRow {
    var row = LinkRow(
      database: database,
      connection: reference.connection,
      kind: reference.flow,
      externalID: reference.externalID,
      origin: origin,
      model: reference.model,
      record: reference.record,
      at: environment.time.now()
    )
    row.number = reference.number
    row.entry = reference.entry
    row.status = reference.status
    row.sentAt = reference.sentAt
    return row
  }
}

extension LinkRow {
  package var reference: OdooReference {
    OdooReference(
      model: model,
      record: record,
      connection: connection,
      flow: kind,
      externalID: externalID,
      number: number,
      entry: entry,
      status: status,
      sentAt: sentAt
    )
  }
}
