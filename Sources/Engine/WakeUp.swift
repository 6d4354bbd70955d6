import Synchronization

/// A bell: who waits goes on when it rings; a ring while nobody waits is kept for the next.
package final class WakeUp: Sendable {
  private struct State {
    var rung = false
    var waiter: CheckedContinuation<Void, Never>?
  }
  private let state = Mutex(State())

  package init() {}

  package func ring() {
    let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
      defer { state.waiter = nil }
      state.rung = state.waiter == nil
      return state.waiter
    }
    waiter?.resume()
  }

  /// Waits for one ring, or for the end of the task. One waiter at a time.
  package func wait() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let goOn = state.withLock { state -> Bool in
          if state.rung || Task.isCancelled {
            state.rung = false
            return true
          }
          state.waiter = continuation
          return false
        }
        if goOn { continuation.resume() }
      }
    } onCancel: {
      ring()
    }
  }

  /// Waits for a ring, but no longer than this.
  package func wait(atMost limit: Duration, _ time: any TimeSource) async {
    await withTaskGroup { group in
      group.addTask { await self.wait() }
      group.addTask { await time.sleep(for: limit) }
      await group.next()
      group.cancelAll()
    }
  }
}
