package import Core
import Foundation
import GRDB

extension SQLiteStore {
  private static let one = "WHERE database = ? AND key = ?"
  private static let upsert = """
    INSERT INTO connections (database, key, staged, revision, saved_at, content, secrets) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (database, key, staged) DO UPDATE SET revision = excluded.revision, saved_at = excluded.saved_at,
      content = excluded.content, secrets = excluded.secrets
    """

  package func stage(_ connection: ConnectionRow) async throws(Failure) {
    try await ledger.write { db in
      try db.run(
        Self.upsert,
        [
          connection.database, connection.key, true, connection.revision, connection.savedAt.milliseconds,
          connection.content.text, Self.text(connection.secrets),
        ]
      )
    }
  }

  package func promote(database: Int64, key: String, revision: Int) async throws(Failure) -> Bool {
    try await ledger.write { db in
      let staged = "SELECT 1 AS found FROM connections \(Self.one) AND staged = 1 AND revision = ?"
      guard try db.first(staged, [database, key, revision], { _ in true }) != nil else { return false }
      try db.run("DELETE FROM connections \(Self.one) AND staged = 0", [database, key])
      try db.run("UPDATE connections SET staged = 0 \(Self.one) AND staged = 1", [database, key])
      return true
    }
  }

  package func connection(database: Int64, key: String, staged: Bool) async throws(Failure) -> ConnectionRow? {
    try await ledger.read { db in
      let sql = "SELECT * FROM connections \(Self.one) AND staged <= ? ORDER BY staged DESC LIMIT 1"
      return try db.first(sql, [database, key, staged], Self.connection)
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
    try await ledger.write { db in try db.run("DELETE FROM connections \(Self.one)", [database, key]) }
  }

  package func dropStaged(before moment: Timestamp) async throws(Failure) -> Int {
    try await ledger.write { db in
      try db.run("DELETE FROM connections WHERE staged = 1 AND saved_at < ?", [moment.milliseconds])
      return db.changesCount
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
  private static func text(_ secrets: [String: [UInt8]]) -> String {
    let members = secrets.sorted { $0.key < $1.key }
    return JSON.object(JSONObject(members.map { ($0.key, .string(Data($0.value).base64EncodedString())) })).text
  }

  private static func secrets(_ row: Row) throws -> [String: [UInt8]] {
    let encoded: [String: Data] = try row.coded("secrets") ?? [:]
    return encoded.mapValues { Array($0) }
  }
}
