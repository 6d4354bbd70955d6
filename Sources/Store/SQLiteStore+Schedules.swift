package import Core
import GRDB

extension SQLiteStore {
  private static let insertSchedule = """
    INSERT INTO schedules (database, connection, stream, revision, every, cron, zone, is_paused, next_at, last_at, missed)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (database, connection, stream) DO NOTHING
    """
  private static let updateSchedule = """
    UPDATE schedules SET revision = ?, every = ?, cron = ?, zone = ?, is_paused = ?, next_at = ?, last_at = ?, missed = ?
    WHERE database = ? AND connection = ? AND stream = ? AND revision = ?
    """

  package func change(_ schedule: ScheduleRow) async throws(Failure) -> ScheduleRow? {
    var after = schedule
    after.revision += 1
    let row = after
    let isChanged = try await ledger.write { db in
      let values: StatementArguments = [
        row.every, row.cron, row.zone, row.isPaused, row.nextAt?.milliseconds, row.lastAt?.milliseconds, row.missed,
      ]
      let key: StatementArguments = [row.database, row.connection, row.stream]
      if schedule.revision == 0 {
        try db.run(Self.insertSchedule, key + [row.revision] + values)
      } else {
        try db.run(Self.updateSchedule, [row.revision] + values + key + [schedule.revision])
      }
      return db.changesCount == 1
    }
    return isChanged ? row : nil
  }

  package func schedules(database: Int64?, connection: String?) async throws(Failure) -> [ScheduleRow] {
    try await ledger.read { db in
      var conditions = SQLConditions()
      conditions.add("database = ?", database)
      conditions.add("connection = ?", connection)
      let sql = "SELECT * FROM schedules\(conditions.clause) ORDER BY database, connection, stream"
      return try db.all(sql, conditions.arguments, Self.schedule)
    }
  }

  package func removeSchedule(database: Int64, connection: String, stream: String) async throws(Failure) -> Bool {
    try await ledger.write { db in
      let sql = "DELETE FROM schedules WHERE database = ? AND connection = ? AND stream = ?"
      try db.run(sql, [database, connection, stream])
      return db.changesCount > 0
    }
  }

  // MARK: Leases

  /// Somebody whose lease is over, or ends impossibly far away, has lost it: the clock may have been put back.
  private static let takeLease = """
    INSERT INTO leases (name, holder, taken_at, until) VALUES (?, ?, ?, ?)
    ON CONFLICT (name) DO UPDATE SET until = excluded.until, holder = excluded.holder,
      taken_at = CASE WHEN holder = excluded.holder THEN taken_at ELSE excluded.taken_at END
    WHERE holder = excluded.holder OR until <= excluded.taken_at OR until > 2 * excluded.until - excluded.taken_at
    """

  package func takeLease(_ name: String, holder: String, now: Timestamp, until: Timestamp)
    async throws(Failure) -> LeaseRow
  {
    try await ledger.write { db in
      try db.run(Self.takeLease, [name, holder, now.milliseconds, until.milliseconds])
      let found = try db.first("SELECT * FROM leases WHERE name = ?", [name]) { row in
        LeaseRow(
          name: try row.value("name"),
          holder: try row.value("holder"),
          takenAt: try row.timestamp("taken_at"),
          until: try row.timestamp("until")
        )
      }
      guard let found else { throw Failure.storeCorrupt("a row is not there") }
      return found
    }
  }

  package func endLease(_ name: String, holder: String) async throws(Failure) {
    try await ledger.write { db in
      try db.run("DELETE FROM leases WHERE name = ? AND holder = ?", [name, holder])
    }
  }

  private static func schedule(_ row: Row) throws -> ScheduleRow {
    var schedule = ScheduleRow(
      database: try row.value("database"),
      connection: try row.value("connection"),
      stream: try row.value("stream"),
      every: try row.value("every"),
      cron: try row.value("cron"),
      zone: try row.value("zone")
    )
    schedule.revision = try row.value("revision")
    schedule.isPaused = try row.value("is_paused")
    schedule.nextAt = try row.timestampIfPresent("next_at")
    schedule.lastAt = try row.timestampIfPresent("last_at")
    schedule.missed = try row.value("missed")
    return schedule
  }
}
