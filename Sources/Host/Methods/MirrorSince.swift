import Core
import Engine
import Storage

/// `mirror/since`: what changed in ledger and log after a cursor, for the copies that Odoo keeps.
enum MirrorSince {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let store = call.host.environment.store
    let database = try await call.database()
    let limit = min(max(try call.optionalInt("limit") ?? 200, 1), 500)
    let known = try call.optionalText("epoch") == store.epoch
    let cursor = known ? Cursor(try call.optionalText("after")) : Cursor(nil)
    let entries = try await store.changes(database: database, after: cursor.entry, limit: limit)
    let logs = try await store.logs(LogQuery(database: database, after: cursor.log, limit: limit))
    let last = Cursor(entry: entries.last?.seq ?? cursor.entry, log: logs.last?.id ?? cursor.log)
    return .record([
      ("epoch", .string(store.epoch)), ("entries", .array(entries.map(\.json))), ("logs", .array(logs.map(\.json))),
      ("last", .string(last.text)), ("more", .bool(entries.count == limit || logs.count == limit)),
    ])
  }

  /// Ledger and log count apart; the cursor names both.
  private struct Cursor {
    var entry: Int64
    var log: Int64

    init(entry: Int64, log: Int64) {
      self.entry = entry
      self.log = log
    }

    init(_ text: String?) {
      let parts = (text ?? "").split(separator: ".").map { Int64($0) ?? 0 }
      self.init(entry: parts.first ?? 0, log: parts.count > 1 ? parts[1] : 0)
    }

    var text: String { "\(entry).\(log)" }
  }
}
