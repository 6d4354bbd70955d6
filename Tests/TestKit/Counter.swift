import Synchronization

/// Counts what happens in several tasks.
package final class Counter: Sendable {
  private let state = Mutex(0)
  package init() {}
  package var count: Int { state.withLock { $0 } }
  package func add(_ number: Int = 1) { state.withLock { $0 += number } }

  /// The next number, from one.
  package func next() -> Int {
    state.withLock { count in
      count += 1
      return count
    }
  }
}
