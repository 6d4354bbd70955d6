import Core
import Engine
import Storage

/// `odoo/test`: everything that a database over HTTP needs, step by step.
enum OdooTest {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let checks = try await call.host.odoos.test(try await call.database())
    return .record([
      ("ok", .bool(checks.allSatisfy(\.ok))), ("steps", .array(checks.map(\.json))),
    ])
  }
}

extension OdooCheck {
  fileprivate var json: JSON {
    .record([
      ("step", .string(step.rawValue)), ("ok", .bool(ok)), ("code", .string(code)), ("message", .string(message)),
      ("warning", .bool(isWarning)),
    ])
  }
}
