package import Core

/// When a stream of a connection runs by itself.
package struct ScheduleRow: Sendable, Equatable {
  package var database: Int64
  /// Key of the connection.
  package var connection: String
  /// `*` for all streams in their order, a stream, or a job such as `outgoing`.
  package var stream: String
  /// Which version of the row this is; a change made to another one is refused.
  package var revision: Int
  /// Seconds between two runs; nil with a cron expression.
  package var every: Int?
  /// Five fields; nil with an interval.
  package var cron: String?
  /// As the IANA names it.
  package var zone: String
  package var isPaused: Bool
  /// Nil before the worker has looked at it, and while it is paused.
  package var nextAt: Timestamp?
  /// When it ran last, as the schedule had it: the moment it was due.
  package var lastAt: Timestamp?
  /// How many runs were due while nothing could run.
  package var missed: Int

  package init(
    database: Int64,
    connection: String,
    stream: String,
    every: Int? = nil,
    cron: String? = nil,
    zone: String
  ) {
    self.database = database
    self.connection = connection
    self.stream = stream
    revision = 0
    self.every = every
    self.cron = cron
    self.zone = zone
    isPaused = false
    missed = 0
  }
}

/// Who works: of several processes on one store only the holder does.
package struct LeaseRow: Sendable, Equatable {
  package var name: String
  package var holder: String
  package var takenAt: Timestamp
  package var until: Timestamp

  package init(name: String, holder: String, takenAt: Timestamp, until: Timestamp) {
    self.name = name
    self.holder = holder
    self.takenAt = takenAt
    self.until = until
  }
}
