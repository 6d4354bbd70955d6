import Core
import Engine
import Storage

/// `schedule/list`: the databases over HTTP, when their streams run, and what keeps them from it.
enum ScheduleList {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let environment = call.host.environment
    let scope = try await call.scope()
    var databases: [JSON] = []
    for row in try await environment.store.databases() where scope == nil || row.id == scope {
      guard row.road == "http" else {
        guard scope == nil else { throw .schedulesInOdoo }
        continue
      }
      if scope == nil, try await isRemoved(row, call) { continue }
      databases.append(try await json(row, call))
    }
    return .record([
      ("databases", .array(databases)), ("works", .bool(call.host.remote.lease.isHeld)),
      ("held_elsewhere_until", Timestamp.json(call.host.remote.lease.heldElsewhereUntil)),
    ])
  }

  /// True for one that nobody signs in to any more; its ledger is kept.
  private static func isRemoved(_ database: DatabaseRow, _ call: Call) async throws(Failure) -> Bool {
    let store = call.host.environment.store
    guard try await store.odooConnection(database: database.id) == nil else { return false }
    return try await store.connections(database: database.id).isEmpty
  }

  private static func json(_ database: DatabaseRow, _ call: Call) async throws(Failure) -> JSON {
    let environment = call.host.environment
    let connections = try await environment.store.connections(database: database.id)
    let names = Dictionary(
      connections.map { ($0.key, $0.content["name"]?.stringValue) },
      uniquingKeysWith: { first, _ in first }
    )
    var rows: [JSON] = []
    for schedule in try await environment.store.schedules(database: database.id, connection: nil) {
      rows.append(try await schedule.json(named: names[schedule.connection] ?? nil, call))
    }
    let alarms = try await call.host.alarms.open(database: database.id)
    let outage = environment.weather.outage(database.id)
    return .record([
      ("id", .int(Int(database.id))), ("name", .string(database.identity.name)),
      ("url", .string(database.identity.uuid)),
      ("last_tick", JSON(environment.pulse.lastTick(database.id)?.at.text)),
      ("calls", .int(environment.odooCalls.count(database.id))),
      ("outage", outage.map(\.json) ?? .null), ("alarms", .array(alarms.map(\.json))), ("schedules", .array(rows)),
    ])
  }
}

extension ScheduleRow {
  /// With the last run of what it starts.
  func json(named name: String?, _ call: Call) async throws(Failure) -> JSON {
    let job = try await call.host.jobs.look(job)
    return json(named: name, job: job?.json)
  }

  func json(named name: String?, job: JSON?) -> JSON {
    .record([
      ("database", .int(Int(database))), ("connection", .string(connection)), ("connection_name", JSON(name)),
      ("stream", .string(stream)), ("every", JSON(every)), ("cron", JSON(cron)), ("zone", .string(zone)),
      ("paused", .bool(isPaused)), ("next_at", Timestamp.json(nextAt)), ("last_at", Timestamp.json(lastAt)),
      ("missed", .int(missed)), ("job", job ?? .null),
    ])
  }
}

extension RemoteWeather.Outage {
  var json: JSON {
    .record([
      ("failure", failure.json), ("since", .string(since.text)), ("attempts", .int(attempts)),
    ])
  }
}

extension Failure {
  static let schedulesInOdoo = Failure(
    .data,
    "schedule.in_odoo",
    "This database has the addon: when something runs is set in its Odoo.",
    hint: "In Odoo open Settings, Technical, Scheduled Actions, or *Scheduled actions* on the connector."
  )
}
