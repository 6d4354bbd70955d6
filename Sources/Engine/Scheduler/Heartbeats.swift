package import Core
import Storage
import Synchronization

/// When the tick of a database last came; a missing one is told here, because Odoo itself cannot.
package struct Heartbeat: Sendable, Equatable {
  package let database: Int64
  package let name: String
  /// Nil when none came since the service started; over HTTP when its work was looked at last.
  package let lastTick: Timestamp?
  /// `service.tick_missing` with its repair, or why an Odoo over HTTP cannot be worked with; nil while all is well.
  package let issue: Issue?
}

/// Knows which databases trade and so must ask for their work once a minute.
package final class Heartbeats: Sendable {
  /// This long without a tick is told.
  private static let patience = Duration.seconds(300)

  private struct State {
    var started: Timestamp?
    var trading: [Int64: DatabaseRow] = [:]
  }
  private let state = Mutex(State())

  package init() {}

  /// The worker has read the connections: databases with a validated one are expected to tick, over HTTP by ourselves.
  func refresh(_ connections: [ConnectionRow], _ environment: Environment) async throws(Failure) {
    let trading = Set(connections.filter { $0.content["state"] == "validated" }.map(\.database))
    let known = state.withLock { state in
      state.started = state.started ?? environment.time.steady()
      return Set(state.trading.keys)
    }
    guard trading != known else { return }
    let databases = try await environment.store.databases().filter { trading.contains($0.id) }
    state.withLock { $0.trading = Dictionary(databases.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }) }
  }

  /// - Returns: ascending by id; a copied or neutralized database trades no more.
  package func all(_ environment: Environment) -> [Heartbeat] {
    let now = environment.time.steady()
    let state = state.withLock { $0 }
    return state.trading.values
      .filter { !environment.readOnly.contains($0.id) && !environment.standBy.contains($0.id) }
      .sorted { $0.id < $1.id }
      .map { database in
        let tick = environment.pulse.lastTick(database.id)
        let silence = now - (tick?.steady ?? state.started ?? now)
        return Heartbeat(
          database: database.id,
          name: database.identity.name,
          lastTick: tick?.at,
          issue: issue(database, tick?.at, silence, environment)
        )
      }
  }

  private func issue(_ database: DatabaseRow, _ last: Timestamp?, _ silence: Duration, _ environment: Environment)
    -> Issue?
  {
    let name = database.identity.name
    if let outage = environment.weather.outage(database.id) { return .away(name, outage) }
    guard silence >= Self.patience else { return nil }
    return database.road == "addon" ? .tickMissing(name, last, silence) : .remoteStalled(name, silence)
  }
}

extension Issue {
  fileprivate static func away(_ database: String, _ outage: RemoteWeather.Outage) -> Issue {
    Issue(
      outage.failure.code,
      "The database \(database) cannot be worked with since \(outage.since.text): \(outage.failure.message)",
      repair: outage.failure.hint ?? "Nothing is lost; it is tried again by itself.",
      params: ["database": database, "since": outage.since.text]
    )
  }

  fileprivate static func remoteStalled(_ database: String, _ silence: Duration) -> Issue {
    Issue(
      "service.remote_stalled",
      "The work of the database \(database) was not looked at for \(silence.milliseconds / 60_000) minutes.",
      repair: "Look at the log of the service and restart it.",
      params: ["database": database]
    )
  }

  fileprivate static func tickMissing(_ database: String, _ last: Timestamp?, _ silence: Duration) -> Issue {
    let since = last.map { "the last came at \($0.text)" } ?? "none came since the service started"
    return Issue(
      "service.tick_missing",
      "The scheduled action of the database \(database) did not come for \(silence.milliseconds / 60_000) minutes"
        + " (\(since)); what nobody clicks stands still.",
      repair: "In Odoo activate the scheduled action *Sidecar: tick* and run Odoo with `max_cron_threads` of 1 or more."
        + " Of a database that is gone, remove the connectors: `odoo-sidecar connection remove`.",
      params: ["database": database, "last_tick": last?.text ?? ""]
    )
  }
}
