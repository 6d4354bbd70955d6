import Core
import Engine
import Storage

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
