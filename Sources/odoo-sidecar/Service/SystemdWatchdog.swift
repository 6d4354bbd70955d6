import Foundation
import Synchronization

/// Tells systemd that the worker still works (`WatchdogSec=`); fed by the outbox's own loop, so that a loop that stands
/// still is noticed and the service started anew.
final class SystemdWatchdog: Sendable {
  private let interval: Duration?
  private let fed = Mutex<ContinuousClock.Instant?>(nil)

  /// Does nothing unless systemd asks for it with `WATCHDOG_USEC`.
  init() {
    let asked = ProcessInfo.processInfo.environment["WATCHDOG_USEC"].flatMap { Int64($0) }
    interval = asked.map { .microseconds($0 / 4) }
  }

  /// Called as often as one likes; systemd hears it four times in its interval.
  func feed() {
    guard let interval else { return }
    let now = ContinuousClock.now
    let isDue = fed.withLock { fed in
      if let last = fed, now - last < interval { return false }
      fed = now
      return true
    }
    if isDue { SystemdNotifier.tell("WATCHDOG=1") }
  }
}
