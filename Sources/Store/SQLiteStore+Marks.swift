package import Core
import GRDB

extension SQLiteStore {
  private static let upsertMark = """
    INSERT INTO marks (database, connection, stream, value, at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (database, connection, stream) DO UPDATE SET value = excluded.value, at = excluded.at
    """

  package func keep(_ mark: MarkRow) async throws(Failure) {
    try await ledger.write { db in
      try db.run(Self.upsertMark, [mark.database, mark.connection, mark.stream, mark.value, mark.at.milliseconds])
    }
  }

  package func mark(database: Int64, connection: String, stream: String) async throws(Failure) -> MarkRow? {
    try await ledger.read { db in
      let sql = "SELECT * FROM marks WHERE database = ? AND connection = ? AND stream = ?"
      return try db.first(sql, [database, connection, stream], Self.mark)
    }
  }

  package func marks(database: Int64, connection: String?) async throws(Failure) -> [MarkRow] {
    try await ledger.read { db in
      var conditions = SQLConditions()
      conditions.add("database = ?", database)
      conditions.add("connection = ?", connection)
      let sql = "SELECT * FROM marks\(conditions.clause) ORDER BY connection, stream"
      return try db.all(sql, conditions.arguments, Self.mark)
    }
  }

  package func removeMark(database: Int64, connection: String, stream: String) async throws(Failure) -> Bool {
    try await ledger.write { db in
      let sql = "DELETE FROM marks WHERE database = ? AND connection = ? AND stream = ?"
      try db.run(sql, [database, connection, stream])
      return db.changesCount > 0
    }
  }

  private static func mark(_ row: Row) throws -> MarkRow {
    MarkRow(
      database: try row.value("database"),
      connection: try row.value("connection"),
      stream: try row.value("stream"),
      value: try row.value("value"),
      at: try row.timestamp("at")
    )
  }
}
