package import Core
import GRDB

extension SQLiteStore {
  package func log(_ lines: [LogRow]) async throws(Failure) {
    guard !lines.isEmpty else { return }
    try await self.lines.write { db in
      for line in lines { try LogLine.add(line, db) }
    }
  }

  package func logs(_ query: LogQuery) async throws(Failure) -> [LogRow] {
    try await lines.read { db in
      let (sql, arguments) = query.statement
      return try db.all(sql, arguments, LogLine.line)
    }
  }

  package func logLine(_ id: Int64) async throws(Failure) -> LogRow? {
    try await lines.read { db in
      let sql = "SELECT * FROM lines LEFT JOIN bodies ON bodies.line = lines.id WHERE id = ?"
      return try db.first(sql, [id]) { row in
        var line = try LogLine.line(row)
        line.request = try row.coded("request")
        line.response = try row.coded("response")
        return line
      }
    }
  }

  /// In portions, so that lines that arrive meanwhile do not wait for all of it.
  package func trimLog(before moment: Timestamp, maximumBytes: Int64) async throws(Failure) -> Int {
    var forgotten = 0
    while true {
      let count = try await lines.write { db in try Self.trim(before: moment, maximumBytes: maximumBytes, db) }
      guard count > 0 else { return forgotten }
      forgotten += count
    }
  }

  private static func trim(before moment: Timestamp, maximumBytes: Int64, _ db: Database) throws -> Int {
    var doomed: [Int64] = try db.all("SELECT id FROM lines WHERE at < ? LIMIT 1000", [moment.milliseconds]) { row in
      try row.value("id")
    }
    if doomed.isEmpty { doomed = try oldest(beyond: maximumBytes, db) }
    for id in doomed { try db.run("DELETE FROM lines WHERE id = ?", [id]) }
    if !doomed.isEmpty { try db.run("PRAGMA incremental_vacuum") }
    return doomed.count
  }

  private static func oldest(beyond maximumBytes: Int64, _ db: Database) throws -> [Int64] {
    let total: Int64? = try db.first("SELECT bytes FROM totals", []) { row in try row.value("bytes") }
    var excess = (total ?? 0) - maximumBytes
    guard excess > 0 else { return [] }
    let lines: [(id: Int64, bytes: Int64)] = try db.all("SELECT id, bytes FROM lines ORDER BY id LIMIT 1000") { row in
      (try row.value("id"), try row.value("bytes"))
    }
    return lines.prefix { line in
      defer { excess -= line.bytes }
      return excess > 0
    }.map(\.id)
  }
}

extension LogQuery {
  var statement: (sql: String, arguments: StatementArguments) {
    var conditions = SQLConditions()
    conditions.add("database = ?", database)
    conditions.add("entry = ?", entry)
    conditions.add("level = ?", level?.rawValue)
    conditions.add("id > ?", after)
    return ("SELECT * FROM lines\(conditions.clause) ORDER BY id LIMIT ?", conditions.arguments + [limit])
  }
}
