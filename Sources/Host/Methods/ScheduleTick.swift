import Core
import Engine
import Storage

/// `schedule/tick`: the next unit of work that nobody clicked, for the addon to run in its own transaction, and what a
/// person must be told.
enum ScheduleTick {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let database = try await call.database()
    call.host.environment.pulse.ticked(database, call.host.environment.time)
    let unit = try await call.host.schedule.nextUnit(database: database)
    // Alarms are asked for once a tick, with its last call.
    let alarms = unit == nil ? try await call.host.alarms.open(database: database) : []
    return .record([
      ("unit", unit?.json ?? .null), ("wait_ms", .int(unit == nil ? 60_000 : 0)),
      ("alarms", .array(alarms.map(\.json))),
    ])
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

extension Alarm {
  var json: JSON {
    .record([
      ("code", .string(code)), ("message", .string(message)), ("connection", .string(connection)),
      ("since", .string(since.text)),
    ])
  }
}
