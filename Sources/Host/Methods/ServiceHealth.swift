import Core
import Engine
import Storage

/// `service/health`: that it lives, since when, and what waits.
enum ServiceHealth {
  static func handle(_ call: Call) throws(Failure) -> JSON {
    .record([
      ("status", "ok"), ("version", .string(Sidecar.version)),
      ("uptime_ms", .int(Int((call.host.environment.time.now() - call.host.startedAt).milliseconds))),
    ])
  }
}
