import Synchronization

/// How many calls went to each Odoo since the service started: over HTTP, or back to a caller.
package final class OdooCalls: Sendable {
  private let counts = Mutex<[Int64: Int]>([:])

  package init() {}

  package func note(_ database: Int64) { counts.withLock { $0[database, default: 0] += 1 } }

  package func count(_ database: Int64) -> Int { counts.withLock { $0[database] ?? 0 } }

  package var all: [Int64: Int] { counts.withLock { $0 } }
}
