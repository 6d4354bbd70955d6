import Core
import Engine
import Storage

/// `database/list`: the Odoo databases this sidecar has met, and which of them look like copies.
enum DatabaseList {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let rows = try await call.host.environment.store.databases()
    return .record([("databases", .array(rows.map { $0.json(elder: $0.elder(in: rows)) }))])
  }
}
