import Core
import Engine
import Storage

/// `schedule/tick`: the next unit of work that nobody clicked, for the addon to run in its own transaction.
enum ScheduleTick {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let unit = try await call.host.schedule.nextUnit(database: try await call.database())
    return .record([("unit", unit?.json ?? .null), ("wait_ms", .int(unit == nil ? 60_000 : 0))])
  }
}

extension Unit {
  var json: JSON {
    .record([
      ("unit", .string(id)), ("kind", .string(kind.rawValue)), ("flow", .string(flow)),
      ("connection", .string(connection)), ("company_id", .int(company)), ("model", .string(model)),
      ("ids", .array(ids.map(JSON.int))),
    ])
  }
}
