import Core
import Engine

/// `connector/list` and `connector/describe`: which partners this service knows and what they ask for.
enum ConnectorList {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    .record([("connectors", .array(call.host.environment.connectors.map(\.summary)))])
  }
}
