import Core
import Engine
import Storage

/// `odoo/list`: the databases over HTTP, and which of them do not let us in or soon will not.
enum OdooList {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let now = call.host.environment.time.now()
    return .record([("odoos", .array(try await call.host.odoos.list().map { $0.json(at: now) }))])
  }
}
