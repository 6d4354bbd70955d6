import Synchronization

/// Databases from which nothing leaves, not even what waits: neutralized ones, as their latest hello said.
///
/// Kept with the process; the tick says hello every minute.
package final class ReadOnlyDatabases: Sendable {
  private let ids = Mutex<Set<Int64>>([])

  package init() {}

  package func set(_ database: Int64, _ isReadOnly: Bool) {
    ids.withLock { ids in
      if isReadOnly { ids.insert(database) } else { ids.remove(database) }
    }
  }

  func contains(_ database: Int64) -> Bool { ids.withLock { $0.contains(database) } }
}
