import Core
import Engine

/// `entry/reconcile`: after a restore, what was open is looked up and outgoing work goes on.
enum EntryReconcile {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let count = try await call.host.ledger.reconcile()
    call.host.outbox.wake()
    return .record([("in_doubt", .int(count))])
  }
}
