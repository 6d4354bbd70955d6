package import Core
import GRDB

extension SQLiteStore {
  private static let select = "SELECT * FROM databases"
  private static let insert = """
    INSERT INTO databases (uuid, name, oid, system_identifier, road, first_seen) VALUES (?, ?, ?, ?, ?, ?)
    """

  package func database(
    _ identity: DatabaseIdentity,
    road: String,
    at now: Timestamp
  ) async throws(Failure) -> (row: DatabaseRow, others: [DatabaseRow]) {
    if let known = try await ledger.read({ db in try Self.find(identity, db) }) { return known }
    return try await ledger.write { db in
      if let known = try Self.find(identity, db) { return known }
      try db.run(Self.insert, Self.arguments(identity) + [road, now.milliseconds])
      guard let added = try Self.find(identity, db) else { throw Failure.storeCorrupt("a row is not there") }
      return added
    }
  }

  package func databases() async throws(Failure) -> [DatabaseRow] {
    try await ledger.read { db in try db.all(Self.select + " ORDER BY id", [], Self.database) }
  }

  package func adopt(_ identity: DatabaseIdentity, as row: Int64) async throws(Failure) {
    let copy = try await ledger.write { db in
      let copy = try Self.find(identity, db)?.row.id
      guard copy != row else { return copy }
      if let copy { try Self.remove(copy, db) }
      try db.run("UPDATE databases SET \(Self.assignments) WHERE id = ?", Self.arguments(identity) + [row])
      guard db.changesCount == 1 else { throw Self.unknown(row) }
      return copy
    }
    guard let copy, copy != row else { return }
    try await lines.write { db in try db.run("UPDATE lines SET database = ? WHERE database = ?", [row, copy]) }
  }

  private static let assignments = "uuid = ?, name = ?, oid = ?, system_identifier = ?"

  /// A copy is read-only until it is adopted, so it has no entries of its own.
  private static func remove(_ copy: Int64, _ db: Database) throws {
    let used = try db.first("SELECT 1 AS found FROM entries WHERE database = ? LIMIT 1", [copy]) { _ in true }
    guard used == nil else {
      throw Failure(
        .configuration,
        "store.identity_in_use",
        "This database has documents of its own and cannot become the continuation of another one.",
        hint: "Let it stay a database of its own."
      )
    }
    try db.run("DELETE FROM databases WHERE id = ?", [copy])
  }

  private static func unknown(_ row: Int64) -> Failure {
    Failure(.configuration, "store.unknown_database", "There is no database \(row) in this store.")
  }

  private static func find(
    _ identity: DatabaseIdentity,
    _ db: Database
  ) throws -> (row: DatabaseRow, others: [DatabaseRow])? {
    let known = try db.all(select + " WHERE uuid = ? ORDER BY id", [identity.uuid], database)
    guard let row = known.first(where: { $0.identity == identity }) else { return nil }
    return (row, known.filter { $0.id != row.id })
  }

  private static func arguments(_ identity: DatabaseIdentity) -> StatementArguments {
    [identity.uuid, identity.name, identity.oid, identity.systemIdentifier]
  }

  private static func database(_ row: Row) throws -> DatabaseRow {
    DatabaseRow(
      id: try row.value("id"),
      identity: DatabaseIdentity(
        uuid: try row.value("uuid"),
        name: try row.value("name"),
        oid: try row.value("oid"),
        systemIdentifier: try row.value("system_identifier")
      ),
      road: try row.value("road"),
      firstSeen: try row.timestamp("first_seen")
    )
  }
}
