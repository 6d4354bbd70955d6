package import Core
package import HTTP
package import Storage
import Foundation

/// The time, so that tests need not wait for it.
package protocol TimeSource: Sendable {
  func now() -> Timestamp
  /// A clock that never jumps, for pauses within one process; its moments mean nothing outside of it.
  func steady() -> Timestamp
  /// Returns early, without an error, when the task is cancelled.
  func sleep(for duration: Duration) async
}

extension TimeSource {
  package func steady() -> Timestamp { now() }
}

/// The clock of the machine.
package struct SystemTime: TimeSource {
  private static let start = ContinuousClock.now

  package init() {}
  package func now() -> Timestamp { Timestamp(.now) + KillPoint.clockOffset }
  package func steady() -> Timestamp {
    Timestamp(milliseconds: 0) + (ContinuousClock.now - Self.start)
  }
  package func sleep(for duration: Duration) async {
    // The only error is cancellation, which the caller sees by itself.
    try? await Task.sleep(for: duration)
  }
}

/// What the engine stands on; everything that differs between production and a test comes in here.
package struct Environment: Sendable {
  package var store: any Store
  package var vault: Vault
  package var http: any HTTPTransport
  package var time: any TimeSource
  package var connectors: [any Connector]
  package var timing: Timing
  /// What the service's own configuration says of partners where a connection says nothing: connector → setting → value.
  package var credentials: [String: [String: String]]
  package let limiter = RateLimiter()
  package let flights = Flights()
  package let tokens = TokenCache()
  package let pulse = Pulse()
  package let heartbeats = Heartbeats()
  package let stagings = StagingPatience()
  package let reads = SharedReads()
  package let readOnly = ReadOnlyDatabases()
  package let standBy = StandBy()
  package let weather = RemoteWeather()
  package let odooCalls = OdooCalls()
  /// Rings when there may be work for a database over HTTP.
  package let remoteBell = WakeUp()
  /// A number in 0..<1.
  package var random: @Sendable () -> Double
  /// Tells the operator's log; never a secret.
  package var report: @Sendable (_ level: ReportLevel, _ message: String, _ facts: [String: String]) -> Void

  package init(
    store: any Store,
    vault: Vault,
    http: any HTTPTransport,
    time: any TimeSource = SystemTime(),
    connectors: [any Connector],
    timing: Timing = Timing(),
    credentials: [String: [String: String]] = [:],
    random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
    report: @escaping @Sendable (ReportLevel, String, [String: String]) -> Void = { _, _, _ in }
  ) {
    self.store = store
    self.vault = vault
    self.http = http
    self.time = time
    self.connectors = connectors
    self.timing = timing
    self.credentials = credentials
    self.random = random
    self.report = report
  }

  /// True for a flow that asks the partner about records of Odoo.
  package func isPull(_ flow: String) -> Bool { connectors.contains { $0.puller(flow) != nil } }

  package func connector(_ id: String) -> (any Connector)? { connectors.first { $0.id == id } }
}

package enum ReportLevel: Sendable {
  case info, warning, error
}

/// How long things take; all of them settings of the service.
package struct Timing: Sendable {
  /// After a lost answer, a look-up that finds nothing counts only this much later (request timeout + 60 s).
  package var lookupWait: Duration
  /// First and longest pause between attempts in bad weather.
  package var backoffBase: Duration
  package var backoffCap: Duration
  /// A document that weather has kept back this long goes to a person.
  package var maximumAge: Duration
  /// Requests under way at once for one connection.
  package var parallelPerConnection: Int

  package init(
    lookupWait: Duration = .seconds(120),
    backoffBase: Duration = .seconds(5),
    backoffCap: Duration = .seconds(900),
    maximumAge: Duration = .seconds(3 * 24 * 3600),
    parallelPerConnection: Int = 16
  ) {
    self.lookupWait = lookupWait
    self.backoffBase = backoffBase
    self.backoffCap = backoffCap
    self.maximumAge = maximumAge
    self.parallelPerConnection = parallelPerConnection
  }
}
