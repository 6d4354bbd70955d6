package import Core
import GRDB

extension SQLiteStore {
  private static let upsertJob = """
    INSERT INTO jobs (database, connection, name, asked_at, ended_at, content) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (database, connection, name) DO UPDATE SET asked_at = excluded.asked_at, ended_at = excluded.ended_at,
      content = excluded.content
    """

  package func keep(_ job: JobRow) async throws(Failure) {
    try await ledger.write { db in
      try db.run(
        Self.upsertJob,
        [
          job.database, job.connection, job.name, job.askedAt.milliseconds, job.endedAt?.milliseconds,
          job.content.text,
        ]
      )
    }
  }

  package func job(database: Int64, connection: String, name: String) async throws(Failure) -> JobRow? {
    try await ledger.read { db in
      let sql = "SELECT * FROM jobs WHERE database = ? AND connection = ? AND name = ?"
      return try db.first(sql, [database, connection, name], Self.job)
    }
  }

  package func openJobs(database: Int64?) async throws(Failure) -> [JobRow] {
    try await ledger.read { db in
      var conditions = SQLConditions()
      conditions.add("ended_at IS NULL")
      conditions.add("database = ?", database)
      let sql = "SELECT * FROM jobs\(conditions.clause) ORDER BY database, connection, name"
      return try db.all(sql, conditions.arguments, Self.job)
    }
  }

  private static func job(_ row: Row) throws -> JobRow {
    JobRow(
      database: try row.value("database"),
      connection: try row.value("connection"),
      name: try row.value("name"),
      askedAt: try row.timestamp("asked_at"),
      endedAt: try row.timestampIfPresent("ended_at"),
      content: try row.json("content") ?? .object(JSONObject())
    )
  }
}
