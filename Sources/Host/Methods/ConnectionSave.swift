import Core
import Engine
import Storage

/// `connection/save`: settings and new secrets as a staged revision, made current by a later hello that names it.
enum ConnectionSave {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    guard let content = call.params["connection"], content["key"]?.stringValue?.isEmpty == false else {
      throw .parameter("connection", "an object with key")
    }
    let revision = try call.int("revision")
    let database = try await call.database()
    let isHTTP = try await call.isHTTP(database)
    if isHTTP { try await call.host.connections.checkOnline(database: database, content: content) }
    let secrets = try await call.host.connections.stage(
      database: database,
      content: content,
      secrets: call.params["secrets"]?.objectValue ?? JSONObject(),
      revision: revision,
      copying: try call.optionalText("copy_secrets_from")
    )
    // No hello of an addon will ever name the revision: on this road the command line is master.
    if isHTTP { try await promote(call, database, content["key"]?.stringValue ?? "", revision) }
    try await call.host.connections.dropAbandoned()
    return .record([
      ("key", content["key"]), ("revision", .int(revision)), ("staged", .bool(!isHTTP)),
      ("secrets", .record(secrets.keys.sorted().map { ($0, true) })),
      (
        "configured", .array(call.host.connections.configured(content["connector"]?.stringValue ?? "").map(JSON.string))
      ),
    ])
  }

  private static func promote(_ call: Call, _ database: Int64, _ key: String, _ revision: Int) async throws(Failure) {
    guard try await call.host.environment.store.promote(database: database, key: key, revision: revision) else {
      return
    }
    try await call.host.ledger.connectionMended(database: database, key: key)
    call.host.outbox.wake()
  }
}

extension Call {
  /// True for a database without the addon.
  func isHTTP(_ database: Int64) async throws(Failure) -> Bool {
    try await host.environment.store.databases().first { $0.id == database }?.road == "http"
  }
}
