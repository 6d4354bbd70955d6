import Core
import Engine
import Storage

/// `schedule/set`, `pause`, `resume` and `remove`: when a stream of a connection runs by itself.
enum ScheduleSet {
  static func set(_ call: Call) async throws(Failure) -> JSON {
    var row = try await key(call)
    (row.every, row.cron) = (try call.optionalInt("every"), try call.optionalText("cron"))
    row.zone = try call.optionalText("zone") ?? "UTC"
    let written = try await call.host.scheduleBook.set(row)
    call.host.remote.wake()
    return .record([("schedule", written.json(named: nil, job: nil))])
  }

  static func pause(_ call: Call) async throws(Failure) -> JSON { try await pause(call, true) }

  static func resume(_ call: Call) async throws(Failure) -> JSON { try await pause(call, false) }

  static func remove(_ call: Call) async throws(Failure) -> JSON {
    let row = try await key(call)
    try await call.host.scheduleBook.remove(row)
    return .record([("removed", .string(row.stream))])
  }

  private static func pause(_ call: Call, _ isPaused: Bool) async throws(Failure) -> JSON {
    let written = try await call.host.scheduleBook.pause(try await key(call), isPaused)
    call.host.remote.wake()
    return .record([("schedule", written.json(named: nil, job: nil))])
  }

  static func key(_ call: Call) async throws(Failure) -> ScheduleRow {
    let database = try await call.remoteDatabase(.schedulesInOdoo)
    return ScheduleRow(
      database: database.id,
      connection: try await call.connection(of: database.id).key,
      stream: try call.optionalText("stream") ?? "*",
      zone: "UTC"
    )
  }
}
