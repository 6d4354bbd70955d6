package import Core
import HTTP
import Synchronization

/// Which Odoos over HTTP cannot be worked with at present, why and since when.
package final class RemoteWeather: Sendable {
  package struct Outage: Sendable, Equatable {
    package var failure: Failure
    package var since: Timestamp
    package var attempts: Int
    /// On the steady clock.
    var notBefore: Timestamp
  }

  /// What an administrator must mend is tried again this often; mended by a command it is tried at once.
  private static let longPause = Duration.seconds(900)
  private let outages = Mutex<[Int64: Outage]>([:])

  package init() {}

  package func outage(_ database: Int64) -> Outage? { outages.withLock { $0[database] } }

  /// Whether the database may be tried.
  func mayTry(_ database: Int64, _ environment: Environment) -> Bool {
    guard let outage = outage(database) else { return true }
    return outage.notBefore <= environment.time.steady()
  }

  /// How long the next attempt is away.
  func pause(_ database: Int64, _ environment: Environment) -> Duration {
    guard let outage = outage(database) else { return .zero }
    return max(outage.notBefore - environment.time.steady(), .zero)
  }

  /// Odoo could not be worked with: the next attempt comes after a growing pause.
  ///
  /// - Returns: true when that is news.
  func worsened(_ database: Int64, _ failure: Failure, _ environment: Environment) -> Bool {
    let known = outage(database)
    let attempts = (known?.attempts ?? 0) + 1
    let policy = RetryPolicy(base: environment.timing.backoffBase, cap: environment.timing.backoffCap)
    let pause =
      failure.kind == .transport
      ? policy.delay(after: attempts, random: environment.random(), retryAfter: failure.retryAfter) : Self.longPause
    let outage = Outage(
      failure: failure,
      since: known?.since ?? environment.time.now(),
      attempts: attempts,
      notBefore: environment.time.steady() + pause
    )
    outages.withLock { $0[database] = outage }
    return known?.failure.code != failure.code
  }

  /// It answered.
  ///
  /// - Returns: the outage that is over.
  package func cleared(_ database: Int64) -> Outage? { outages.withLock { $0.removeValue(forKey: database) } }

  /// Somebody mended something: the next attempt need not wait.
  package func mended(_ database: Int64) {
    outages.withLock { outages in
      if outages[database] != nil { outages[database]?.notBefore = Timestamp(milliseconds: .min / 2) }
    }
  }
}
