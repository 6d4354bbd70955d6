import Synchronization

/// Entries that others may wait for; who is not among them need not be looked after.
///
/// Kept with the process and filled again by the worker's first look, so that a delivery that nobody waits for, as almost
/// every one is, costs no question to the store.
final class Waiters: Sendable {
  private let needed = Mutex<Set<Int64>>([])

  func expect(_ id: Int64?) {
    if let id { needed.withLock { _ = $0.insert(id) } }
  }

  func mayWait(for id: Int64) -> Bool { needed.withLock { $0.contains(id) } }

  func forget(_ id: Int64) { needed.withLock { _ = $0.remove(id) } }
}
