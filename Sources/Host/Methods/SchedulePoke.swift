import Core
import Engine
import Storage

/// `schedule/poke`: a scheduled action of Odoo, or a person, wants a job of a connection done now.
enum SchedulePoke {
  /// What an asker waits when it names no deadline of its own.
  private static let standardDeadline = 20_000

  static func handle(_ call: Call) async throws(Failure) -> JSON {
    try call.refuseCopy()
    guard let job = JobName(rawValue: try call.text("job")) else {
      throw .parameter("job", "one of \(JobName.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    let flow = try call.optionalText("flow")
    guard job != .import || flow != nil else { throw .parameter("flow", "the flow whose master data is fetched") }
    let key = JobKey(
      database: try await call.database(),
      connection: try call.text("connection"),
      job: job,
      flow: job == .import || job == .incoming ? flow : nil
    )
    if try call.flag("dry_run") { return try await rehearse(key, call) }
    if call.params["cancel"] == true { try await call.host.jobs.cancel(key) }
    if call.params["cancel"] == true || call.params["look"] == true {
      return try await call.host.jobs.look(key)?.json ?? JobState.never(key)
    }
    let deadline = try call.optionalInt("deadline_ms") ?? standardDeadline
    let wait = min(max(deadline, 0), FlowRun.longestDeadline)
    // What is to be sent is looked for in ticks: nothing ends while the asker waits.
    return try await call.host.jobs.poke(key, patience: .milliseconds(job.isScan ? 0 : wait)).json
  }
}

extension SchedulePoke {
  /// Documents of one dry run.
  private static let rehearsed = 200

  /// What the fetch would do, asked of Odoo within this call, over whichever road; nothing is written or kept.
  static func rehearse(_ key: JobKey, _ call: Call) async throws(Failure) -> JSON {
    guard key.job == .incoming else { throw .parameter("dry_run", "left out: only a fetch is rehearsed") }
    let (_, settings) = try await call.host.connections.open(database: key.database, key: key.connection)
    let odoo = try await call.gateway(try await call.databaseRow(), settings, scope: "rehearsal")
    let begun = call.host.environment.time.now()
    let rehearsal = try await call.host.runner.rehearse(key, limit: rehearsed, odoo: odoo)
    let answer = JobState(
      job: key.job,
      flow: key.flow,
      standing: rehearsal.failure == nil ? .done : .failed,
      askedAt: begun,
      endedAt: call.host.environment.time.now(),
      failure: rehearsal.failure,
      streams: rehearsal.streams
    )
    return answer.json.with("dry_run", rehearsal.json)
  }
}

extension StreamRun {
  var json: JSON {
    .record([
      ("stream", .string(stream)), ("label", .string(label)), ("state", .string(standing.rawValue)),
      ("fetched", .int(counts["fetched"] ?? 0)), ("known", .int(counts["known"] ?? 0)),
      ("left_alone", .int(counts["left_alone"] ?? 0)), ("failure", failure?.json ?? .null), ("because", JSON(because)),
    ])
  }
}

extension JobState {
  var json: JSON {
    var members: [(String, JSON?)] = [
      ("job", .string(job.rawValue)), ("state", .string(standing.rawValue)), ("asked_at", .string(askedAt.text)),
      ("ended_at", Timestamp.json(endedAt)), ("failure", failure?.json ?? .null), ("flow", flow.map(JSON.string)),
    ]
    for name in Self.countNames { members.append((name, counts[name].map(JSON.int))) }
    // A connector with one nameless stream says all there is to say of it above.
    if streams.contains(where: { $0.stream != InboxItem.onlyStream }) {
      members.append(("streams", .array(streams.map(\.json))))
    }
    return .record(members)
  }

  private static let countNames = [
    "fetched", "known", "left_alone", "marked", "kept", "problems", "found", "asked", "total",
  ]

  /// The answer about a job that nobody asked for yet.
  static func never(_ key: JobKey) -> JSON {
    .record([
      ("job", .string(key.job.rawValue)), ("state", "none"), ("asked_at", .null), ("ended_at", .null),
      ("failure", .null), ("flow", key.flow.map(JSON.string)),
    ])
  }
}
