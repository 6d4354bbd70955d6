import Core
import Engine
import Storage

/// `connection/list`: the current settings and which secrets are set, never a secret.
enum ConnectionList {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let store = call.host.environment.store
    var connections: [JSON] = []
    for row in try await store.connections(database: try await call.scope()) {
      let newest = try await store.connection(database: row.database, key: row.key, staged: true)
      connections.append(row.json(stagedRevision: newest.flatMap { $0.staged ? $0.revision : nil }))
    }
    return .record([("connections", .array(connections))])
  }
}

extension ConnectionRow {
  func json(stagedRevision: Int?) -> JSON {
    content
      .with("revision", .int(revision))
      .with("staged_revision", JSON(stagedRevision))
      .with("database", .int(Int(database)))
      .with("secrets", .record(secrets.keys.sorted().map { ($0, true) }))
  }
}
