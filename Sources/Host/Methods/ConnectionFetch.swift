import Core
import Engine
import Storage

/// `connection/fetch`: reads something of the partner's own settings, keeps it for the flows and answers with it.
enum ConnectionFetch {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let row = try await call.host.connections.fetch(
      try call.text("name"),
      database: try await call.database(),
      key: try call.text("key"),
      revision: try call.optionalInt("revision")
    )
    return .record([
      ("name", .string(row.name)), ("fetched_at", .string(row.fetchedAt.text)), ("content", row.content),
    ])
  }
}
