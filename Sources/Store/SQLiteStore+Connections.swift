package import Core
import Foundation
import GRDB

extension SQLiteStore {
  private static let one = "WHERE database = ? AND key = ?"
  /// The column `staged` is 0 in the current row and the revision in a staged one, so that several can wait; files from
  /// before hold one with 1, whatever its revision.
  private static let stagedOne = "\(one) AND staged > 0 AND revision = ?"
  private static let upsert = """
    INSERT INTO connections (database, key, staged, revision, saved_at, content, secrets) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (database, key, staged) DO UPDATE SET revision = excluded.revision, saved_at = excluded.saved_at,
      content = excluded.content, secrets = excluded.secrets
    """

  package func stage(_ connection: ConnectionRow) async throws(Failure) {
    try await ledger.write { db in
      let subject: StatementArguments = [connection.database, connection.key, connection.revision]
      try db.run("DELETE FROM connections \(Self.stagedOne)", subject)
      try db.run(
        Self.upsert,
        [
          connection.database, connection.key, max(1, connection.revision), connection.revision,
          connection.savedAt.milliseconds, connection.content.text, Self.text(connection.secrets),
        ]
      )
    }
  }

  package func promote(database: Int64, key: String, revision: Int) async throws(Failure) -> Bool {
    try await ledger.write { db in
      let staged = "SELECT 1 AS found FROM connections \(Self.stagedOne)"
      guard try db.first(staged, [database, key, revision], { _ in true }) != nil else { return false }
      try db.run("DELETE FROM connections \(Self.one) AND staged = 0", [database, key])
      try db.run("UPDATE connections SET staged = 0 \(Self.stagedOne)", [database, key, revision])
      try db.run("DELETE FROM connections \(Self.one) AND staged > 0 AND revision < ?", [database, key, revision])
      return true
    }
  }

  package func connection(database: Int64, key: String, staged: Bool) async throws(Failure) -> ConnectionRow? {
    try await ledger.read { db in
      let which = staged ? "ORDER BY staged > 0 DESC, revision DESC LIMIT 1" : "AND staged = 0"
      return try db.first("SELECT * FROM connections \(Self.one) \(which)", [database, key], Self.connection)
    }
  }

  package func connections(database: Int64?) async throws(Failure) -> [ConnectionRow] {
    try await ledger.read { db in
      var conditions = SQLConditions()
      conditions.add("staged = 0")
      conditions.add("database = ?", database)
      let sql = "SELECT * FROM connections\(conditions.clause) ORDER BY database, key"
      return try db.all(sql, conditions.arguments, Self.connection)
    }
  }

  package func removeConnection(database: Int64, key: String) async throws(Failure) {
    try await ledger.write { db in
      try db.run("DELETE FROM connections \(Self.one)", [database, key])
      try db.run("DELETE FROM snapshots WHERE database = ? AND connection = ?", [database, key])
      try db.run("DELETE FROM marks WHERE database = ? AND connection = ?", [database, key])
      try db.run("DELETE FROM schedules WHERE database = ? AND connection = ?", [database, key])
    }
  }

  package func staged(database: Int64?, key: String?) async throws(Failure) -> [ConnectionRow] {
    try await ledger.read { db in
      var conditions = SQLConditions()
      conditions.add("staged > 0")
      conditions.add("database = ?", database)
      conditions.add("key = ?", key)
      let sql = "SELECT * FROM connections\(conditions.clause) ORDER BY database, key, revision"
      return try db.all(sql, conditions.arguments, Self.connection)
    }
  }

  package func dropStaged(_ row: ConnectionRow) async throws(Failure) -> Bool {
    try await ledger.write { db in
      try db.run(
        "DELETE FROM connections \(Self.stagedOne) AND saved_at = ?",
        [row.database, row.key, row.revision, row.savedAt.milliseconds]
      )
      return db.changesCount > 0
    }
  }

  private static func connection(_ row: Row) throws -> ConnectionRow {
    ConnectionRow(
      database: try row.value("database"),
      key: try row.value("key"),
      revision: try row.value("revision"),
      staged: try row.value("staged"),
      savedAt: try row.timestamp("saved_at"),
      content: try row.json("content") ?? .null,
      secrets: try secrets(row)
    )
  }

  /// Sealed already; base64 only because JSON has no bytes.
  static func text(_ secrets: [String: [UInt8]]) -> String {
    let members = secrets.sorted { $0.key < $1.key }
    return JSON.object(JSONObject(members.map { ($0.key, .string(Data($0.value).base64EncodedString())) })).text
  }

  static func secrets(_ row: Row) throws -> [String: [UInt8]] {
    let encoded: [String: Data] = try row.coded("secrets") ?? [:]
    return encoded.mapValues { Array($0) }
  }
}
