import Core
import Engine
import Storage

/// `odoo/remove`: the key and the connections of a database over HTTP go; the ledger keeps what was done.
enum OdooRemove {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let removed = try await call.host.odoos.remove(try await call.database(), call.host.ledger)
    return .record([("removed", true), ("connections", .int(removed))])
  }
}
