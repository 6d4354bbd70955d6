import Core
import Synchronization

/// How long this very process has waited for each document in doubt.
///
/// A look-up that finds nothing is believed only some time after the request, because the request may still be on its
/// way. The moments in the ledger are the machine's clock, which may jump; these are not.
final class DoubtPatience: Sendable {
  /// Two clocks measure the same pause; they differ by less than this.
  private static let tolerance = Duration.milliseconds(200)

  private let since = Mutex<[Int64: Timestamp]>([:])

  /// The waiting begins, unless it has begun.
  func begin(_ entry: Int64, at moment: Timestamp) {
    since.withLock { since in since[entry] = since[entry] ?? moment }
  }

  /// True once it has lasted so long; the next waiting begins then. What never began begins now.
  func isOver(_ entry: Int64, after wait: Duration, at moment: Timestamp) -> Bool {
    since.withLock { since in
      guard let begun = since[entry] else {
        since[entry] = moment
        return wait == .zero
      }
      guard moment - begun + Self.tolerance >= wait else { return false }
      since[entry] = moment
      return true
    }
  }

  func end(_ entry: Int64) { since.withLock { $0[entry] = nil } }
}
