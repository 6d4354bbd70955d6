import Core
import Engine
import Storage

/// `connection/remove`: settings and secrets go; the ledger keeps what was sent.
enum ConnectionRemove {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let key = try call.text("key")
    let database = try await call.database()
    try await call.host.environment.store.removeConnection(database: database, key: key)
    try await call.host.ledger.connectionRemoved(database: database, key: key)
    return .record([("removed", true)])
  }
}
