import Core
import Engine
import Storage

/// `service/metrics`: counters for operators.
enum ServiceMetrics {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let counts = try await call.host.environment.store.counts(database: nil)
    return .record([
      ("counters", .record(EntryState.allCases.map { ("entries_\($0.rawValue)", .int(counts[$0] ?? 0)) }))
    ])
  }
}
