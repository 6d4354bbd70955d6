import Core
import Engine
import Storage

/// `service/health`: that it lives, since when, and whether the databases still ask for their work.
enum ServiceHealth {
  static func handle(_ call: Call) throws(Failure) -> JSON {
    let environment = call.host.environment
    return .record([
      ("status", "ok"), ("version", .string(Sidecar.version)),
      ("uptime_ms", .int(Int((environment.time.now() - call.host.startedAt).milliseconds))),
      ("databases", .array(environment.heartbeats.all(environment).filter { isSeen($0, call) }.map(\.json))),
    ])
  }

  /// Odoo sees its own database only, and none before its hello.
  private static func isSeen(_ heartbeat: Heartbeat, _ call: Call) -> Bool {
    call.session.role == .operator || heartbeat.database == call.session.identity?.database
  }
}

extension Heartbeat {
  fileprivate var json: JSON {
    .record([
      ("id", .int(Int(database))), ("name", .string(name)), ("last_tick", JSON(lastTick?.text)),
      ("issue", issue?.json ?? .null),
    ])
  }
}
