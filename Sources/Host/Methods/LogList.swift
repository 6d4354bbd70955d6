import Core
import Engine
import Storage

/// `log/list`: what was said, without the bodies.
enum LogList {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    var query = LogQuery(
      database: try await call.scope(),
      limit: min(max(try call.optionalInt("limit") ?? 100, 1), 500)
    )
    query.entry = try call.optionalInt("entry").map(Int64.init)
    if let level = try call.optionalText("level") {
      guard let known = LogRow.Level(rawValue: level) else {
        throw .parameter("level", "one of \(LogRow.Level.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      query.level = known
    }
    query.after = Int64(try call.optionalInt("after") ?? 0)
    let lines = try await call.host.environment.store.logs(query)
    return .record([
      ("logs", .array(lines.map(\.json))),
      ("next", JSON(lines.count == query.limit ? lines.last.map { Int($0.id) } : nil)),
    ])
  }
}
