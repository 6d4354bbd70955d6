package import Core
package import Storage

/// The schedules of databases over HTTP: set by people, moved on by the worker.
package struct ScheduleBook: Sendable {
  private let environment: Environment

  package init(_ environment: Environment) { self.environment = environment }

  /// Sets when a stream of a connection runs; what ran before and how it is paused stays.
  ///
  /// - Throws: `.data` `schedule.interval`, `.cron`, `.zone` or `.stream`; `.configuration` as for any connection.
  package func set(_ wanted: ScheduleRow) async throws(Failure) -> ScheduleRow {
    try await check(wanted)
    let rhythm = try Rhythm(every: wanted.every, cron: wanted.cron, zone: wanted.zone)
    let now = environment.time.now()
    return try await edit(wanted) { row in
      (row.every, row.cron, row.zone, row.missed) = (wanted.every, rhythm.cron, wanted.zone, 0)
      // An interval begins with a run; an expression names its moments.
      row.nextAt = wanted.every == nil ? rhythm.next(after: now, from: now) : now
    }
  }

  /// Stops a schedule, or lets it go on with the next moment that it names.
  package func pause(_ key: ScheduleRow, _ isPaused: Bool) async throws(Failure) -> ScheduleRow {
    try await find(key)
    let now = environment.time.now()
    return try await edit(key) { row in
      guard row.isPaused != isPaused else { return }
      row.isPaused = isPaused
      row.nextAt = isPaused ? nil : (try? row.rhythm())?.next(after: now, from: row.lastAt ?? now)
    }
  }

  package func remove(_ key: ScheduleRow) async throws(Failure) {
    let store = environment.store
    guard
      try await store.removeSchedule(database: key.database, connection: key.connection, stream: key.stream)
    else { throw .noSchedule(key) }
  }

  /// A run that is due.
  struct Due: Sendable {
    let job: JobKey
    /// The moment it was due at.
    let slot: Timestamp
    /// Runs before it that nothing could do.
    let missed: Int
  }

  /// Takes what is due of a database and moves those schedules on: however many runs were missed, one makes up for them.
  func takeDue(_ database: Int64) async throws(Failure) -> [Due] {
    var due: [Due] = []
    for row in try await environment.store.schedules(database: database, connection: nil) where !row.isPaused {
      if let found = try await take(row) { due.append(found) }
    }
    return due
  }

  /// When the next schedule of the database is due; one that is due already waits for its connection, not for a moment.
  func nextDue(_ database: Int64) async throws(Failure) -> Timestamp? {
    let now = environment.time.now()
    return try await environment.store.schedules(database: database, connection: nil)
      .compactMap(\.nextAt).filter { $0 > now }.min()
  }

  private func take(_ row: ScheduleRow) async throws(Failure) -> Due? {
    let now = environment.time.now()
    let rhythm = try row.rhythm()
    let following = rhythm.next(after: now, from: row.nextAt ?? now)
    // A next run further away than one beat: the clock was put back.
    guard let next = row.nextAt, next <= following else {
      var row = row
      row.nextAt = following
      _ = try await environment.store.change(row)
      return nil
    }
    guard next <= now else { return nil }
    // Runs are for validated connections; the first one after that makes up for those missed.
    let state = try await environment.store.connection(database: row.database, key: row.connection, staged: false)
    guard state?.content["state"] == "validated" else { return nil }
    let missed = rhythm.count(after: next, through: now)
    var after = row
    (after.nextAt, after.lastAt, after.missed) = (following, next, row.missed + missed)
    guard try await environment.store.change(after) != nil else { return nil }
    return Due(job: row.job, slot: next, missed: missed)
  }

  // MARK: What people may set

  private func check(_ row: ScheduleRow) async throws(Failure) {
    let (connector, _) = try await Connections(environment).open(database: row.database, key: row.connection)
    let streams = ["*"] + connector.streams.map(\.stream) + connector.otherJobs
    guard streams.contains(row.stream) else { throw .noStream(row.stream, connector, streams) }
  }

  @discardableResult
  private func find(_ key: ScheduleRow) async throws(Failure) -> ScheduleRow? {
    let rows = try await environment.store.schedules(database: key.database, connection: key.connection)
    guard let row = rows.first(where: { $0.stream == key.stream }) else { throw .noSchedule(key) }
    return row
  }

  private func edit(_ key: ScheduleRow, _ change: (inout ScheduleRow) -> Void) async throws(Failure) -> ScheduleRow {
    while true {
      let rows = try await environment.store.schedules(database: key.database, connection: key.connection)
      var row = rows.first { $0.stream == key.stream } ?? key
      change(&row)
      if let written = try await environment.store.change(row) { return written }
    }
  }
}

extension ScheduleRow {
  package func rhythm() throws(Failure) -> Rhythm { try Rhythm(every: every, cron: cron, zone: zone) }

  /// What a run of it does.
  package var job: JobKey {
    if let job = JobName(rawValue: stream), job.isOfSchedules {
      return JobKey(database: database, connection: connection, job: job)
    }
    return JobKey(
      database: database,
      connection: connection,
      job: .incoming,
      flow: stream == "*" ? nil : stream
    )
  }
}

extension JobName {
  /// What a schedule may name beside streams.
  fileprivate var isOfSchedules: Bool { self == .outgoing || self == .pull || self == .mark }
}

extension Connector {
  /// The jobs besides fetching that this connector has anything to do for.
  fileprivate var otherJobs: [String] {
    var jobs: [JobName] = []
    if !flows.isEmpty { jobs.append(.outgoing) }
    if !pulls.isEmpty { jobs.append(.pull) }
    if !inboxes.isEmpty { jobs.append(.mark) }
    return jobs.map(\.rawValue)
  }
}

extension Failure {
  fileprivate static func noStream(_ stream: String, _ connector: any Connector, _ streams: [String]) -> Failure {
    Failure(
      .data,
      "stream.unknown",
      "\(connector.label) has no stream \(stream).",
      hint: "It has \(streams.joined(separator: ", ")); * is all that come in, in their order."
    )
  }

  fileprivate static func noSchedule(_ key: ScheduleRow) -> Failure {
    Failure(
      .data,
      "schedule.unknown",
      "There is no schedule for \(key.stream) of this connection.",
      hint: "See `odoo-sidecar schedule list`; set one with `odoo-sidecar schedule set`."
    )
  }
}
