import Core
import GRDB

/// How an entry stands in `ledger.db`.
enum EntryRow {
  /// Given with the insert, never changed: the subject's own, and what the indexes of the key are made of.
  static let fixedColumns = [
    "database", "company", "connection", "flow", "model", "record", "revision", "created_at", "arrival",
    "about",
  ]
  static let changingColumns = [
    "record_name", "record_created", "state", "in_doubt_since", "lookups", "hash", "context", "issues", "failure",
    "cause", "cause_text", "external_id", "number", "status", "attempts", "next_attempt_at", "updated_at", "sent_at",
    "settled_at", "user", "correlation", "report", "waits_for",
  ]

  static let insert: String = {
    let columns = ["seq"] + fixedColumns + changingColumns
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    return "INSERT INTO entries (\(columns.joined(separator: ", "))) VALUES (\(places))"
  }()

  static let update: String = {
    let assignments = (["seq"] + changingColumns).map { "\($0) = ?" }.joined(separator: ", ")
    return "UPDATE entries SET \(assignments) WHERE id = ?"
  }()

  static let subject =
    "database = ? AND company = ? AND connection = ? AND flow = ? AND model = ? AND record = ? AND arrival IS NULL"
  static let arrival = "database = ? AND connection = ? AND arrival = ?"
  /// The record of a document that came in is known only once Odoo has it.
  static let updateRecord = "UPDATE entries SET record = ? WHERE id = ? AND record <> ?"

  static func key(_ subject: EntrySubject) -> StatementArguments {
    [
      subject.database, subject.company, subject.connection, subject.flow, subject.model, subject.record,
    ]
  }

  static func fixed(_ entry: Entry) -> StatementArguments {
    key(entry.subject) + [entry.revision, entry.createdAt.milliseconds, entry.subject.arrival, entry.about]
  }

  static func changing(_ entry: Entry) throws -> StatementArguments {
    [
      entry.recordName, entry.recordCreated, entry.state.rawValue, entry.inDoubtSince?.milliseconds, entry.lookups,
      entry.hash, entry.context.text, entry.issues.isEmpty ? nil : try StoredJSON.text(entry.issues),
      try entry.failure.map { try StoredJSON.text($0) }, entry.cause, entry.causeText, entry.externalID, entry.number,
      entry.status, entry.attempts, entry.nextAttemptAt?.milliseconds, entry.updatedAt.milliseconds,
      entry.sentAt?.milliseconds, entry.settledAt?.milliseconds, entry.user, entry.correlation, entry.report?.rawValue,
      entry.waitsFor,
    ]
  }

  static func entry(_ row: Row) throws -> Entry {
    var entry = Entry(
      subject: try subject(row),
      revision: try row.value("revision"),
      recordName: try row.value("record_name"),
      correlation: try row.value("correlation"),
      at: try row.timestamp("created_at")
    )
    entry.id = try row.value("id")
    entry.seq = try row.value("seq")
    entry.recordCreated = try row.value("record_created")
    entry.hash = try row.value("hash")
    entry.context = try row.json("context") ?? .null
    entry.externalID = try row.value("external_id")
    entry.number = try row.value("number")
    entry.about = try row.value("about")
    entry.status = try row.value("status")
    entry.user = try row.value("user")
    entry.report = try row.choiceIfPresent("report")
    try readCourse(of: &entry, row)
    try readTrouble(of: &entry, row)
    return entry
  }

  private static func subject(_ row: Row) throws -> EntrySubject {
    EntrySubject(
      database: try row.value("database"),
      company: try row.value("company"),
      connection: try row.value("connection"),
      flow: try row.value("flow"),
      model: try row.value("model"),
      record: try row.value("record"),
      arrival: try row.value("arrival")
    )
  }

  private static func readCourse(of entry: inout Entry, _ row: Row) throws {
    entry.state = try row.choice("state")
    entry.attempts = try row.value("attempts")
    entry.nextAttemptAt = try row.timestampIfPresent("next_attempt_at")
    entry.updatedAt = try row.timestamp("updated_at")
    entry.sentAt = try row.timestampIfPresent("sent_at")
    entry.settledAt = try row.timestampIfPresent("settled_at")
    entry.waitsFor = try row.value("waits_for")
  }

  private static func readTrouble(of entry: inout Entry, _ row: Row) throws {
    entry.inDoubtSince = try row.timestampIfPresent("in_doubt_since")
    entry.lookups = try row.value("lookups")
    entry.issues = try row.coded("issues") ?? []
    entry.failure = try row.coded("failure")
    entry.cause = try row.value("cause")
    entry.causeText = try row.value("cause_text")
  }
}
