import Core
import Storage

/// Says what happened to an entry, for people; a log that cannot be written never stops a delivery.
struct EngineLog: Sendable {
  private let environment: Environment

  init(_ environment: Environment) { self.environment = environment }

  func write(
    _ entry: Entry,
    _ level: LogRow.Level,
    _ code: String,
    _ message: String,
    audit: LogRow.Audit? = nil
  ) async {
    var line = line(entry, level, code, message)
    line.audit = audit
    await write([line])
  }

  func line(_ entry: Entry, _ level: LogRow.Level, _ code: String, _ message: String) -> LogRow {
    LogRow(
      level: level,
      code: code,
      message: message,
      at: environment.time.now(),
      correlation: entry.correlation,
      database: entry.subject.database,
      entry: entry.id,
      subject: entry.subject,
      recordName: entry.recordName
    )
  }

  func write(_ lines: [LogRow]) async {
    guard !lines.isEmpty else { return }
    do throws(Failure) {
      try await environment.store.log(lines)
    } catch {
      environment.report(.error, "The log could not be written: \(error.message)", ["code": error.code])
    }
  }
}
