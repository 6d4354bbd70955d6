package import Core
import Foundation
import Storage
import Synchronization

/// Something that a person must be told although nobody asked: work waits and nothing finishes.
package struct Alarm: Sendable, Equatable {
  /// `service.stalled`, `connection.credentials` or `job.failed`; `odoo.key_expires` and what else keeps us out of an
  /// Odoo over HTTP.
  package let code: String
  package let message: String
  /// Key of the connection; empty for what is about all of a database.
  package let connection: String
  package let since: Timestamp
}

/// When something was last finished, and when the tick last came; forgotten with the process.
package final class Pulse: Sendable {
  private struct State {
    var deliveries: [String: Timestamp] = [:]
    var ticks: [Int64: Tick] = [:]
  }

  /// The moment for people, and the same on the steady clock.
  package struct Tick: Sendable, Equatable {
    package let at: Timestamp
    let steady: Timestamp
  }

  private let state = Mutex(State())

  package init() {}

  func delivered(_ connection: String, at now: Timestamp) { state.withLock { $0.deliveries[connection] = now } }

  func lastDelivery(_ connection: String) -> Timestamp? { state.withLock { $0.deliveries[connection] } }

  package func ticked(_ database: Int64, _ time: any TimeSource) {
    let tick = Tick(at: time.now(), steady: time.steady())
    state.withLock { $0.ticks[database] = tick }
  }

  /// Nil when no tick came since the service started.
  package func lastTick(_ database: Int64) -> Tick? { state.withLock { $0.ticks[database] } }
}

/// Looks for what nobody would notice: no silent stop.
package struct Alarms: Sendable {
  /// Work that waits this long while nothing of its connection finishes is an alarm.
  private static let patience = Duration.seconds(900)

  private let environment: Environment
  private let startedAt: Timestamp

  package init(_ environment: Environment) {
    self.environment = environment
    startedAt = environment.time.now()
  }

  /// - Returns: at most one alarm of each kind per connection.
  package func open(database: Int64) async throws(Failure) -> [Alarm] {
    var alarms = try await odoo(database)
    for connection in try await environment.store.connections(database: database) {
      var query = EntryQuery(database: database, states: [.pending, .sending], limit: 50)
      query.connection = connection.key
      let waiting = try await environment.store.entries(query)
      if let alarm = credentials(waiting) { alarms.append(alarm) }
      if let alarm = stalled(waiting) { alarms.append(alarm) }
      if let alarm = try await failedJob(connection) { alarms.append(alarm) }
    }
    return alarms
  }

  /// What keeps us out of an Odoo over HTTP, or soon will.
  private func odoo(_ database: Int64) async throws(Failure) -> [Alarm] {
    guard let row = try await environment.store.odooConnection(database: database) else { return [] }
    if row.state != OdooConnectionRow.fine {
      return [Alarm(code: row.state, message: row.message ?? row.state, connection: "", since: row.checkedAt)]
    }
    guard let issue = row.keyWarning(at: environment.time.now()) else { return [] }
    return [Alarm(code: issue.code, message: issue.message, connection: "", since: row.checkedAt)]
  }

  /// A scheduled job that failed for good, or has not got through for a quarter of an hour.
  private func failedJob(_ connection: ConnectionRow) async throws(Failure) -> Alarm? {
    guard let connector = environment.connector(connection.content["connector"]?.stringValue ?? "") else { return nil }
    var rows: [JobRow] = []
    for key in connector.jobs(database: connection.database, connection: connection.key) {
      let row = try await environment.store.job(database: key.database, connection: key.connection, name: key.name)
      if let row { rows.append(row) }
    }
    for row in rows {
      guard let key = row.key, let failure = row.failure, !rows.contains(where: { $0.isBetter(than: row) }) else {
        continue
      }
      guard row.endedAt != nil || environment.time.now() - row.askedAt >= Self.patience else { continue }
      let what = connector.streams.first { $0.stream == key.flow }?.label ?? key.job.what
      return Alarm(
        code: "job.failed",
        message: "\(what) failed: \(failure.message) \(failure.hint ?? "")".trimmingCharacters(in: .whitespaces),
        connection: connection.key,
        since: row.askedAt
      )
    }
    return nil
  }

  private func credentials(_ waiting: [Entry]) -> Alarm? {
    guard let entry = waiting.first(where: { $0.failure?.kind == .configuration }), let failure = entry.failure else {
      return nil
    }
    return Alarm(
      code: "connection.credentials",
      message: failure.message,
      connection: entry.subject.connection,
      since: entry.updatedAt
    )
  }

  private func stalled(_ waiting: [Entry]) -> Alarm? {
    guard let oldest = waiting.first else { return nil }
    let now = environment.time.now()
    let finished = environment.pulse.lastDelivery(oldest.subject.connection) ?? startedAt
    guard now - oldest.createdAt >= Self.patience, now - finished >= Self.patience else { return nil }
    return Alarm(
      code: "service.stalled",
      message: "\(oldest.recordName) waits since \(oldest.createdAt.text) and nothing was delivered meanwhile.",
      connection: oldest.subject.connection,
      since: oldest.createdAt
    )
  }
}

extension JobRow {
  /// True when this fetch brought later what the other could not: of all streams, or of the same one.
  fileprivate func isBetter(than other: JobRow) -> Bool {
    guard let key, let otherKey = other.key, key.job == .incoming, otherKey.job == .incoming, askedAt > other.askedAt
    else { return false }
    return endedAt != nil && failure == nil && (key.flow == nil || key.flow == otherKey.flow)
  }
}
