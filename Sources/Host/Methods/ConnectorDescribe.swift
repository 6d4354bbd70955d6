import Core
import Engine

enum ConnectorDescribe {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let id = try call.text("connector")
    guard let connector = call.host.environment.connector(id) else {
      throw Failure(.protocol, "connection.unknown_connector", "This sidecar has no connector \(id).")
    }
    return connector.summary
      .with("settings", .array(connector.settings.map(\.json)))
      .with("configured", .array(call.host.connections.configured(id).map(JSON.string)))
  }
}
