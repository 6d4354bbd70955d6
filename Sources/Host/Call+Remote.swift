import Core
import Engine
import Odoo
import Storage

extension Call {
  /// The database of the peer or the one that it names, with its road.
  func databaseRow() async throws(Failure) -> DatabaseRow {
    let id = try await database()
    guard let row = try await host.environment.store.databases().first(where: { $0.id == id }) else {
      throw Failure(.protocol, "session.no_database", "There is no database \(id).")
    }
    return row
  }

  /// The same, of one that is reached over HTTP; with the addon these things are Odoo's own and answered by `refusal`.
  func remoteDatabase(_ refusal: Failure) async throws(Failure) -> DatabaseRow {
    let row = try await databaseRow()
    guard row.road == "http" else { throw refusal }
    return row
  }

  /// The connection of the database that the call names, by its key or by a name that only one has.
  ///
  /// - Throws: `.configuration` `connection.unknown`.
  func connection(of database: Int64) async throws(Failure) -> ConnectionRow {
    let wanted = try text("connection")
    let rows = try await host.environment.store.connections(database: database)
    if let row = rows.first(where: { $0.key == wanted }) { return row }
    let named = rows.filter { $0.content["name"]?.stringValue == wanted }
    guard named.count == 1 else { throw .unknownConnection(wanted, rows) }
    return named[0]
  }

  /// The one that the call narrows a listing to; nil for all.
  func chosenConnection(of database: Int64) async throws(Failure) -> String? {
    guard try optionalText("connection") != nil else { return nil }
    return try await connection(of: database).key
  }

  /// Odoo behind a connection, whichever road leads there.
  func gateway(_ database: DatabaseRow, _ settings: Settings, scope: String) async throws(Failure) -> any OdooGateway {
    guard database.road == "http" else {
      return odoo(company: settings.company, language: settings.language, database: database.id)
    }
    return try await host.gateways.gateway(
      database: database.id,
      company: settings.company,
      language: settings.language,
      scope: scope
    )
  }
}

extension Failure {
  fileprivate static func unknownConnection(_ wanted: String, _ rows: [ConnectionRow]) -> Failure {
    let known = rows.map { $0.content["name"]?.stringValue ?? $0.key }.joined(separator: ", ")
    return Failure(
      .configuration,
      "connection.unknown",
      "The sidecar does not know the connector \(wanted).",
      hint: known.isEmpty
        ? "This database has none yet." : "Name it by its key, or by a name that only one has: \(known)."
    )
  }
}
