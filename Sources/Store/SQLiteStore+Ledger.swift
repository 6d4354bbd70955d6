package import Core
import GRDB

extension SQLiteStore {
  static let newest = "SELECT * FROM entries WHERE \(EntryRow.subject) ORDER BY revision DESC LIMIT 1"
  static let arrived = "SELECT * FROM entries WHERE \(EntryRow.arrival)"
  static let changes = "SELECT * FROM entries WHERE database = ? AND seq > ? ORDER BY seq LIMIT ?"
  private static let exists = "SELECT 1 AS found FROM entries WHERE \(EntryRow.subject) AND revision = ?"

  package func newest(_ subject: EntrySubject) async throws(Failure) -> Entry? {
    try await ledger.read { db in
      guard let arrival = subject.arrival else {
        return try db.first(Self.newest, EntryRow.key(subject), EntryRow.entry)
      }
      return try db.first(Self.arrived, [subject.database, subject.connection, arrival], EntryRow.entry)
    }
  }

  package func entry(_ id: Int64) async throws(Failure) -> Entry? {
    try await ledger.read { db in try db.first("SELECT * FROM entries WHERE id = ?", [id], EntryRow.entry) }
  }

  package func insert(_ entry: Entry, steps: [Step]) async throws(Failure) -> Entry? {
    try await ledger.write { db in try Self.insert(entry, steps, db) }
  }

  package func insert(_ entries: [(entry: Entry, step: Step)]) async throws(Failure) -> [Entry?] {
    try await ledger.write { db in try entries.map { try Self.insert($0.entry, [$0.step], db) } }
  }

  package func change(_ entry: Entry, steps: [Step]?) async throws(Failure) -> Entry? {
    try await ledger.write { db in
      let seq: Int64? = try db.first("SELECT seq FROM entries WHERE id = ?", [entry.id]) { row in try row.value("seq") }
      guard seq == entry.seq else { return nil }
      var changed = entry
      changed.seq = try Self.nextSeq(db)
      try db.run(EntryRow.update, [changed.seq] + (try EntryRow.changing(entry)) + [entry.id])
      if entry.subject.arrival != nil {
        try db.run(EntryRow.updateRecord, [entry.subject.record, entry.id, entry.subject.record])
      }
      if let steps { try StepRow.replace(steps, of: entry.id, db) }
      return changed
    }
  }

  package func steps(of entry: Int64) async throws(Failure) -> [Step] {
    try await ledger.read { db in try db.all(StepRow.select, [entry], StepRow.step) }
  }

  package func entries(_ query: EntryQuery) async throws(Failure) -> [Entry] {
    if query.states?.isEmpty == true { return [] }
    return try await ledger.read { db in
      let (sql, arguments) = query.statement
      return try db.all(sql, arguments, EntryRow.entry)
    }
  }

  package func counts(database: Int64?) async throws(Failure) -> [EntryState: Int] {
    let rows = try await ledger.read { db in
      var conditions = SQLConditions()
      conditions.add("database = ?", database)
      let sql = "SELECT state, sum(entries) AS entries FROM entry_counts\(conditions.clause) GROUP BY state"
      return try db.all(sql, conditions.arguments) { row -> (state: EntryState, count: Int) in
        (try row.choice("state"), try row.value("entries"))
      }
    }
    return rows.reduce(into: [:]) { counts, row in
      if row.count > 0 { counts[row.state] = row.count }
    }
  }

  package func changes(database: Int64, after seq: Int64, limit: Int) async throws(Failure) -> [Entry] {
    try await ledger.read { db in try db.all(Self.changes, [database, seq, limit], EntryRow.entry) }
  }

  private static func insert(_ entry: Entry, _ steps: [Step], _ db: Database) throws -> Entry? {
    guard try !isThere(entry, db) else { return nil }
    var added = entry
    added.seq = try nextSeq(db)
    try db.run(EntryRow.insert, [added.seq] + EntryRow.fixed(entry) + (try EntryRow.changing(entry)))
    added.id = db.lastInsertedRowID
    try StepRow.replace(steps, of: added.id, db)
    return added
  }

  private static func isThere(_ entry: Entry, _ db: Database) throws -> Bool {
    let subject = entry.subject
    if let arrival = subject.arrival {
      return try db.first(arrived, [subject.database, subject.connection, arrival], { _ in true }) != nil
    }
    return try db.first(exists, EntryRow.key(subject) + [entry.revision], { _ in true }) != nil
  }

  private static func nextSeq(_ db: Database) throws -> Int64 {
    let seq: Int64? = try db.first("UPDATE store SET seq = seq + 1 RETURNING seq") { row in try row.value("seq") }
    guard let seq else { throw Failure.storeCorrupt("no row in the table store") }
    return seq
  }
}
