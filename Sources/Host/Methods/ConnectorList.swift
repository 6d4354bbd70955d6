import Core
import Engine

/// `connector/list` and `connector/describe`: which partners this service knows and what they ask for.
enum ConnectorList {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    .record([("connectors", .array(call.host.environment.connectors.map(\.summary)))])
  }
}

enum ConnectorDescribe {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let id = try call.text("connector")
    guard let connector = call.host.environment.connector(id) else {
      throw Failure(.protocol, "connection.unknown_connector", "This sidecar has no connector \(id).")
    }
    return connector.summary.with("settings", .array(connector.settings.map(\.json)))
  }
}

extension Connector {
  var summary: JSON {
    .record([
      ("id", .string(id)), ("label", .string(label)),
      (
        "flows",
        .array(
          flows.map { flow in
            .record([
              ("id", .string(flow.id)), ("label", .string(flow.label)), ("model", .string(flow.model)),
              ("direction", "out"), ("content", .string(flow.content.rawValue)),
            ])
          }
        )
      ),
    ])
  }
}

extension Setting {
  var json: JSON {
    .record([
      ("key", .string(key)), ("type", .string(kind.rawValue)), ("label", .string(label)), ("help", .string(help)),
      ("required", .bool(required)), ("default", JSON(standard)),
      (
        "choices",
        choices.isEmpty
          ? .null
          : .array(
            choices.map {
              .record([("value", .string($0.value)), ("label", .string($0.label))])
            }
          )
      ),
    ])
  }
}

extension JSON {
  /// The object with one more member.
  func with(_ key: String, _ value: JSON) -> JSON {
    var object = objectValue ?? JSONObject()
    object[key] = value
    return .object(object)
  }
}
