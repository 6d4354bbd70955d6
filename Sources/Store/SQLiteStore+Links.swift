package import Core
import GRDB

extension SQLiteStore {
  /// Ids in one statement.
  private static let chunk = 500

  package func keep(_ link: LinkRow) async throws(Failure) -> Bool {
    try await ledger.write { db in
      switch link.origin {
      case .arrival: try Self.claim(link, db)
      case .delivery: try Self.bring(link, db)
      case .person: try Self.choose(link, db)
      }
    }
  }

  package func links(_ query: LinkQuery) async throws(Failure) -> [LinkRow] {
    try await ledger.read { db in
      var found: [LinkRow] = []
      for externalIDs in Self.chunks(query.externalIDs) {
        for records in Self.chunks(query.records) { found += try Self.find(query, externalIDs, records, db) }
      }
      guard query.externalIDs != nil || query.records != nil else { return found }
      return Array(found.sorted { $0.id < $1.id }.prefix(query.limit ?? found.count))
    }
  }

  package func removeLinks(database: Int64, connection: String, kind: String, externalID: String)
    async throws(Failure) -> Int
  {
    try await ledger.write { db in
      try Self.remove(database, connection, kind, externalID, db)
      return db.changesCount
    }
  }

  // MARK: Writing

  /// A document becomes one record; what was noted first stays.
  private static func claim(_ link: LinkRow, _ db: Database) throws -> Bool {
    guard try first("origin = 'arrival' AND external_id = ?", [link.externalID], like: link, db) == nil else {
      return false
    }
    try insert(link, db)
    return true
  }

  /// One of a record; what somebody linked by hand to the same is kept and gets the rest.
  private static func bring(_ link: LinkRow, _ db: Database) throws -> Bool {
    let of: StatementArguments = [link.model, link.record]
    let chosen = try first(
      "origin = 'person' AND model = ? AND record = ? AND external_id = ?",
      of + [link.externalID],
      like: link,
      db
    )
    let known = try chosen ?? first("origin = 'delivery' AND model = ? AND record = ?", of, like: link, db)
    guard let known else {
      try insert(link, db)
      return true
    }
    var brought = known
    (brought.externalID, brought.number, brought.entry) = (link.externalID, link.number, link.entry)
    brought.status = link.status ?? known.status
    brought.sentAt = link.sentAt ?? known.sentAt
    brought.recordName = link.recordName ?? known.recordName
    guard brought != known else { return false }
    brought.at = link.at
    try update(brought, db)
    return true
  }

  /// What a person says replaces whatever the partner's id was linked to.
  private static func choose(_ link: LinkRow, _ db: Database) throws -> Bool {
    let known = try first("origin = 'person' AND external_id = ?", [link.externalID], like: link, db)
    if var known, known.model == link.model, known.record == link.record {
      known.recordName = link.recordName ?? known.recordName
      try update(known, db)
      return false
    }
    try remove(link.database, link.connection, link.kind, link.externalID, db)
    try insert(link, db)
    return true
  }

  private static func remove(_ database: Int64, _ connection: String, _ kind: String, _ id: String, _ db: Database)
    throws
  {
    let sql = """
      DELETE FROM links WHERE database = ? AND connection = ? AND kind = ? AND external_id = ? AND origin <> 'arrival'
      """
    try db.run(sql, [database, connection, kind, id])
  }

  private static func insert(_ link: LinkRow, _ db: Database) throws {
    let sql = """
      INSERT INTO links (database, connection, kind, external_id, origin, model, record, record_name, number, entry,
        status, sent_at, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    try db.run(
      sql,
      [
        link.database, link.connection, link.kind, link.externalID, link.origin.rawValue, link.model, link.record,
        link.recordName, link.number, link.entry, link.status, link.sentAt?.milliseconds, link.at.milliseconds,
      ]
    )
  }

  private static func update(_ link: LinkRow, _ db: Database) throws {
    let sql = """
      UPDATE links SET external_id = ?, record_name = ?, number = ?, entry = ?, status = ?, sent_at = ?, at = ?
      WHERE id = ?
      """
    try db.run(
      sql,
      [
        link.externalID, link.recordName, link.number, link.entry, link.status, link.sentAt?.milliseconds,
        link.at.milliseconds, link.id,
      ]
    )
  }

  // MARK: Reading

  private static func first(_ terms: String, _ values: StatementArguments, like link: LinkRow, _ db: Database)
    throws -> LinkRow?
  {
    let sql = "SELECT * FROM links WHERE database = ? AND connection = ? AND kind = ? AND \(terms)"
    return try db.first(sql, [link.database, link.connection, link.kind] + values, Self.link)
  }

  private static func find(_ query: LinkQuery, _ externalIDs: [String]?, _ records: [Int]?, _ db: Database)
    throws -> [LinkRow]
  {
    var conditions = SQLConditions()
    conditions.add("database = ?", query.database)
    conditions.add("connection = ?", query.connection)
    conditions.add("kind = ?", query.kind)
    conditions.add("model = ?", query.model)
    conditions.add(oneOf: externalIDs, "external_id")
    conditions.add(oneOf: records, "record")
    if let isArrival = query.isArrival { conditions.add(isArrival ? "origin = 'arrival'" : "origin <> 'arrival'") }
    conditions.add("id > ?", query.after)
    let sql = "SELECT * FROM links\(conditions.clause) ORDER BY id LIMIT \(query.limit ?? -1)"
    return try db.all(sql, conditions.arguments, Self.link)
  }

  private static func chunks<T>(_ all: [T]?) -> [[T]?] {
    guard let all else { return [nil] }
    return stride(from: 0, to: all.count, by: chunk).map { Array(all[$0..<min($0 + chunk, all.count)]) }
  }

  private static func link(_ row: Row) throws -> LinkRow {
    var link = LinkRow(
      database: try row.value("database"),
      connection: try row.value("connection"),
      kind: try row.value("kind"),
      externalID: try row.value("external_id"),
      origin: try row.choice("origin"),
      model: try row.value("model"),
      record: try row.value("record"),
      at: try row.timestamp("at")
    )
    link.id = try row.value("id")
    link.recordName = try row.value("record_name")
    link.number = try row.value("number")
    link.entry = try row.value("entry")
    link.status = try row.value("status")
    link.sentAt = try row.timestampIfPresent("sent_at")
    return link
  }
}
