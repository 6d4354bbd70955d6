package import Core
package import Odoo
import Storage

/// What changed in a model of Odoo since it was looked at last: none passed over, none twice.
///
/// `write_date` is the start of a transaction, so a row may turn up that is older than rows that were read before. Each
/// look therefore begins some time before the end of the last one and leaves out what it brought
/// (`reference/odoo.md`, 6.5). Windows are whole seconds, `>=` and `<`: these mean the same in every series.
///
/// A record that is written twice within one second, by two transactions of which the second commits after a look, is
/// told apart by what was read of it.
package struct ChangedRecords: Sendable {
  /// Longer than a transaction that writes takes: requests and scheduled actions of Odoo end after two minutes.
  package static let overlap = Duration.seconds(900)
  /// Odoo's clock goes on while it is read.
  private static let margin = 2
  private static let pageSize = 500

  private let store: any Store
  private let time: any TimeSource
  private let database: Int64
  private let connection: String
  private let model: String

  package init(_ environment: Environment, database: Int64, connection: String, model: String) {
    store = environment.store
    time = environment.time
    self.database = database
    self.connection = connection
    self.model = model
  }

  /// The high-water mark: `odoo.res.partner.write_date`.
  package var stream: String { "odoo.\(model).write_date" }

  /// What one look brought; it is told again by the next one unless `keep` is called.
  package struct Changes: Sendable {
    package let records: [JSON]
    fileprivate let mark: WatchMark
    fileprivate let isNews: Bool
  }

  /// Looks for what changed since the last look that was kept.
  ///
  /// - Parameters:
  ///   - moment: what changed before it, the overlap aside, is of no interest; nil where everything is.
  ///   - fields: the tree to read besides `write_date`.
  ///   - domain: further leaves that records must fit.
  ///   - odoo: where to look.
  /// - Returns: the records, by their ids.
  /// - Throws: what a search or the store throws.
  package func look(
    since moment: Timestamp?,
    fields: JSON = [:],
    domain: [JSON] = [],
    _ odoo: any OdooGateway
  ) async throws(Failure) -> Changes {
    let row = try await store.mark(database: database, connection: connection, stream: stream)
    let known = row.flatMap { WatchMark($0.value) } ?? WatchMark()
    let end = (try await odoo.serverTime() ?? time.now()).wholeSeconds + .seconds(-Self.margin)
    let start = known.start(since: moment, end: end)
    var mark = WatchMark(until: end)
    var news: [JSON] = []
    for record in try await records(from: start, to: end, fields, domain, odoo) {
      guard let id = record["id"]?.intValue else { continue }
      let seen = Self.look(of: record)
      mark.see(id, seen)
      if known.seen[id] != seen { news.append(record) }
    }
    return Changes(records: news, mark: mark, isNews: !news.isEmpty || known.isOlder(than: mark))
  }

  /// Says that what the look brought was seen to; the next one goes on from there.
  package func keep(_ changes: Changes) async throws(Failure) {
    guard changes.isNews else { return }
    try await store.keep(
      MarkRow(
        database: database,
        connection: connection,
        stream: stream,
        value: changes.mark.text,
        at: time.now()
      )
    )
  }

  private func records(
    from start: Timestamp,
    to end: Timestamp,
    _ fields: JSON,
    _ domain: [JSON],
    _ odoo: any OdooGateway
  )
    async throws(Failure) -> [JSON]
  {
    var tree = fields.objectValue ?? JSONObject()
    tree["write_date"] = .null
    var found: [JSON] = []
    var last = 0
    while true {
      let window: [JSON] = [
        ["write_date", ">=", .string(start.odooText)], ["write_date", "<", .string(end.odooText)],
        ["id", ">", .int(last)],
      ]
      let page = try await odoo.search(
        model,
        domain: .array(window + domain),
        fields: .object(tree),
        order: "id",
        limit: Self.pageSize
      )
      found += page
      guard page.count == Self.pageSize, let next = page.last?["id"]?.intValue, next > last else { return found }
      last = next
    }
  }

  /// What tells one state of a record from another.
  private static func look(of record: JSON) -> String { String(sha256(record.bytes).prefix(16)) }
}

extension Timestamp {
  /// As domains of Odoo have it: `2026-03-02 09:15:00`, UTC.
  package var odooText: String { String(text.prefix(19)).replacing("T", with: " ") }

  /// Without the fraction of a second.
  package var wholeSeconds: Timestamp {
    Timestamp(milliseconds: milliseconds - (milliseconds % 1000 + 1000) % 1000)
  }
}
