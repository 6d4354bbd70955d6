import Core
import Engine
import Storage

/// `service/metrics`: counters for operators.
enum ServiceMetrics {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let store = call.host.environment.store
    let counts = try await store.counts(database: nil)
    let states = EntryState.allCases.map { ("entries_\($0.rawValue)", JSON.int(counts[$0] ?? 0)) }
    let calls = call.host.environment.odooCalls.all.values.reduce(0, +)
    let others: [(String, JSON)] = [
      ("entries_in_doubt", .int(try await inDoubt(store))), ("odoo_calls", .int(calls)),
    ]
    return .record([("counters", .record(states + others))])
  }

  /// Of which nobody knows whether the partner has them; they stand among `sending` and `quarantined`.
  private static func inDoubt(_ store: any Store) async throws(Failure) -> Int {
    var query = EntryQuery(states: [.sending, .quarantined], limit: 500)
    query.inDoubt = true
    var count = 0
    while true {
      let page = try await store.entries(query)
      count += page.count
      guard page.count == query.limit, let last = page.last else { return count }
      query.after = last.id
    }
  }
}
