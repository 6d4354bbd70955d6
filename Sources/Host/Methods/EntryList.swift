import Core
import Engine
import Storage

/// `entry/list`: the ledger, page by page.
enum EntryList {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    var query = EntryQuery(
      database: try await call.scope(),
      limit: min(max(try call.optionalInt("limit") ?? 100, 1), 500)
    )
    if let state = try call.optionalText("state") {
      guard let known = EntryState(rawValue: state) else {
        throw .parameter("state", "one of \(EntryState.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      query.states = [known]
    }
    query.flow = try call.optionalText("flow")
    query.model = try call.optionalText("model")
    query.record = try call.optionalInt("record")
    query.cause = try call.optionalText("cause")
    query.after = Int64(try call.optionalInt("after") ?? 0)
    let entries = try await call.host.environment.store.entries(query)
    return .record([
      ("entries", .array(entries.map(\.json))),
      ("next", JSON(entries.count == query.limit ? entries.last.map { Int($0.id) } : nil)),
    ])
  }
}
