import Core
import Engine
import Storage

/// `connection/save`: settings and new secrets as a staged revision, made current by a later hello that names it.
enum ConnectionSave {
  /// Staged settings that no committed read has shown for this long are dropped.
  static let patience = Duration.seconds(600)

  static func handle(_ call: Call) async throws(Failure) -> JSON {
    guard let content = call.params["connection"], content["key"]?.stringValue?.isEmpty == false else {
      throw .parameter("connection", "an object with key")
    }
    let revision = try call.int("revision")
    let database = try await call.database()
    let now = call.host.environment.time.now()
    _ = try await call.host.environment.store.dropStaged(before: now + .milliseconds(-patience.milliseconds))
    let secrets = try await call.host.connections.stage(
      database: database,
      content: content,
      secrets: call.params["secrets"]?.objectValue ?? JSONObject(),
      revision: revision
    )
    return .record([
      ("key", content["key"]), ("revision", .int(revision)), ("staged", true),
      ("secrets", .record(secrets.keys.sorted().map { ($0, true) })),
    ])
  }
}

/// `connection/test`: the steps of *Test Connection*, with staged values where there are any.
enum ConnectionTest {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let key = try call.text("key")
    let steps = try await call.host.connections.test(database: try await call.database(), key: key)
    return .record([
      ("ok", .bool(steps.allSatisfy(\.ok))),
      (
        "steps",
        .array(
          steps.map { step in
            .record([
              ("step", .string(step.step.rawValue)), ("ok", .bool(step.ok)), ("code", .string(step.code)),
              ("message", .string(step.message)),
            ])
          }
        )
      ),
    ])
  }
}

/// `connection/remove`: settings and secrets go; the ledger keeps what was sent.
enum ConnectionRemove {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let key = try call.text("key")
    try await call.host.environment.store.removeConnection(database: try await call.database(), key: key)
    return .record([("removed", true)])
  }
}

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
