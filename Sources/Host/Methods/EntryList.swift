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

/// `entry/show`: one entry with its requests and its log.
enum EntryShow {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let entry = try await call.entry(Int64(try call.int("entry")))
    let store = call.host.environment.store
    let steps = try await store.steps(of: entry.id)
    let log = try await store.logs(LogQuery(database: entry.subject.database, entry: entry.id, limit: 500))
    return entry.json
      .with("payload", steps.first.flatMap { try? JSON(parsing: $0.body) } ?? .null)
      .with("steps", .array(steps.map(\.json)))
      .with("log", .array(log.map(\.json)))
  }
}

extension Step {
  var json: JSON {
    .record([
      ("index", .int(index)), ("name", .string(name)), ("hash", .string(hash)), ("state", .string(state.rawValue)),
      ("repeat", .string(repeatRule.rawValue)), ("bytes", .int(body.count)),
    ])
  }
}
