import Core
import Engine
import Storage

/// `entry/retry`: send again what was held back, one by one or a whole cause.
enum EntryRetry {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    try call.refuseCopy()
    var count = 0
    for id in try await call.chosen() {
      if try await call.host.ledger.retry(id) { count += 1 }
    }
    call.host.outbox.wake()
    return .record([("retried", .int(count))])
  }
}
