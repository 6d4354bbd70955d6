import Core
import GRDB

/// How a line of the log stands in `log.db`.
enum LogLine {
  /// What SQLite spends on a line besides its texts, roughly: numbers, headers and five indexes.
  private static let overhead = 200

  private static let insert = """
    INSERT INTO lines (database, entry, level, code, message, at, correlation, company, connection, flow, model,
      record, record_name, method, url, page, status, duration, audit, bytes)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  private static let insertBodies = "INSERT INTO bodies (line, request, response) VALUES (?, ?, ?)"

  static func add(_ line: LogRow, _ db: Database) throws {
    let request = try line.request.map { try StoredJSON.text($0) }
    let response = try line.response.map { try StoredJSON.text($0) }
    let audit = try line.audit.map { try StoredJSON.text($0) }
    let texts = [audit, line.code, line.message, line.correlation, line.url, line.page, request, response].map {
      $0 ?? ""
    }
    let bytes = texts.reduce(overhead) { $0 + $1.utf8.count }
    try db.run(insert, arguments(line) + [audit, bytes])
    guard request != nil || response != nil else { return }
    try db.run(insertBodies, [db.lastInsertedRowID, request, response])
  }

  static func line(_ row: Row) throws -> LogRow {
    var line = LogRow(
      level: try row.choice("level"),
      code: try row.value("code"),
      message: try row.value("message"),
      at: try row.timestamp("at"),
      correlation: try row.value("correlation"),
      database: try row.value("database"),
      entry: try row.value("entry"),
      subject: try subject(row),
      recordName: try row.value("record_name")
    )
    line.id = try row.value("id")
    line.method = try row.value("method")
    line.url = try row.value("url")
    line.page = try row.value("page")
    line.status = try row.value("status")
    line.durationMilliseconds = try row.value("duration")
    line.audit = try row.coded("audit")
    return line
  }

  private static func subject(_ row: Row) throws -> EntrySubject? {
    guard let model: String = try row.value("model") else { return nil }
    return EntrySubject(
      database: try row.value("database"),
      company: try row.value("company"),
      connection: try row.value("connection"),
      flow: try row.value("flow"),
      model: model,
      record: try row.value("record")
    )
  }

  private static func arguments(_ line: LogRow) -> StatementArguments {
    [
      line.database ?? line.subject?.database, line.entry, line.level.rawValue, line.code, line.message,
      line.at.milliseconds, line.correlation, line.subject?.company, line.subject?.connection, line.subject?.flow,
      line.subject?.model, line.subject?.record, line.recordName, line.method, line.url, line.page, line.status,
      line.durationMilliseconds,
    ]
  }
}
