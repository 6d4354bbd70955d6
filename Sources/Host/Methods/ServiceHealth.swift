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

/// `service/metrics`: counters for operators.
enum ServiceMetrics {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let counts = try await call.host.environment.store.counts(database: nil)
    return .record([
      ("counters", .record(EntryState.allCases.map { ("entries_\($0.rawValue)", .int(counts[$0] ?? 0)) }))
    ])
  }
}
