package import Core
import GRDB

extension SQLiteStore {
  private static let upsertSnapshot = """
    INSERT INTO snapshots (database, connection, name, fetched_at, content) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (database, connection, name) DO UPDATE SET fetched_at = excluded.fetched_at, content = excluded.content
    """

  package func keep(_ snapshot: SnapshotRow) async throws(Failure) {
    try await ledger.write { db in
      try db.run(
        Self.upsertSnapshot,
        [
          snapshot.database, snapshot.connection, snapshot.name, snapshot.fetchedAt.milliseconds, snapshot.content.text,
        ]
      )
    }
  }

  package func snapshot(database: Int64, connection: String, name: String) async throws(Failure) -> SnapshotRow? {
    try await ledger.read { db in
      let sql = "SELECT * FROM snapshots WHERE database = ? AND connection = ? AND name = ?"
      return try db.first(sql, [database, connection, name], Self.snapshot)
    }
  }

  private static func snapshot(_ row: Row) throws -> SnapshotRow {
    SnapshotRow(
      database: try row.value("database"),
      connection: try row.value("connection"),
      name: try row.value("name"),
      fetchedAt: try row.timestamp("fetched_at"),
      content: try row.json("content") ?? .null
    )
  }
}
