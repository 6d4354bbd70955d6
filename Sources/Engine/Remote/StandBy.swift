import Synchronization

/// Databases over HTTP that another service works for: it holds the lease.
package final class StandBy: Sendable {
  private let ids = Mutex<Set<Int64>>([])

  package init() {}

  func set(_ database: Int64, _ stands: Bool) {
    ids.withLock { ids in
      if stands { ids.insert(database) } else { ids.remove(database) }
    }
  }

  package func contains(_ database: Int64) -> Bool { ids.withLock { $0.contains(database) } }
}
