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
    let secrets = try await call.host.connections.stage(
      database: database,
      content: content,
      secrets: call.params["secrets"]?.objectValue ?? JSONObject(),
      revision: revision,
      copying: try call.optionalText("copy_secrets_from")
    )
    try await call.host.connections.dropAbandoned()
    return .record([
      ("key", content["key"]), ("revision", .int(revision)), ("staged", true),
      ("secrets", .record(secrets.keys.sorted().map { ($0, true) })),
      (
        "configured", .array(call.host.connections.configured(content["connector"]?.stringValue ?? "").map(JSON.string))
      ),
    ])
  }
}
