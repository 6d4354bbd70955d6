import Core
import Engine
import Storage

/// `connection/test`: the steps of *Test Connection*, with staged values where there are any.
enum ConnectionTest {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let key = try call.text("key")
    let steps = try await call.host.connections.test(
      database: try await call.database(),
      key: key,
      revision: try call.optionalInt("revision")
    )
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
