import Core
import Synchronization

/// How long this very process has waited for each document in doubt, and after a restore.
///
/// A look-up that finds nothing is believed only some time after the request, because the request may still be on its
/// way. The moments in the ledger are the machine's clock, which may jump; these are of the steady clock, which does not.
final class DoubtPatience: Sendable {
  private struct State {
    var entries: [Int64: Timestamp] = [:]
    /// Which reconciliation is waited for, and since when.
    var restore: (of: Timestamp, since: Timestamp)?
  }

  /// Two clocks measure the same pause; they differ by less than this.
  private static let tolerance = Duration.milliseconds(200)

  private let state = Mutex(State())

  /// The waiting begins, also where it had begun before: another request went out since.
  func begin(_ entry: Int64, at moment: Timestamp) { state.withLock { $0.entries[entry] = moment } }

  /// Since when it has lasted so long: an answer counts that was asked for no earlier. Nil while it has not.
  ///
  /// What never began begins now.
  func isOverSince(_ entry: Int64, after wait: Duration, at moment: Timestamp) -> Timestamp? {
    state.withLock { state in
      let begun = state.entries[entry] ?? moment
      state.entries[entry] = begun
      return Self.end(of: wait, since: begun, at: moment)
    }
  }

  func end(_ entry: Int64) { state.withLock { $0.entries[entry] = nil } }

  // MARK: After a restore

  /// A ledger was restored and reconciled; its documents may have been on their way then.
  func reconciled(_ reconciliation: Timestamp?, at moment: Timestamp) {
    state.withLock { state in
      guard let reconciliation, state.restore?.of != reconciliation else { return }
      state.restore = (reconciliation, moment)
    }
  }

  /// The same for the reconciliation; nil also for one that this process was not told of.
  func isRestoreOverSince(_ reconciliation: Timestamp, after wait: Duration, at moment: Timestamp) -> Timestamp? {
    state.withLock { state in
      guard let restore = state.restore, restore.of == reconciliation else { return nil }
      return Self.end(of: wait, since: restore.since, at: moment)
    }
  }

  private static func end(of wait: Duration, since begun: Timestamp, at moment: Timestamp) -> Timestamp? {
    let end = wait == .zero ? begun : begun + (wait - tolerance)
    return moment >= end ? end : nil
  }
}
