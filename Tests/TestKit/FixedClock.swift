package import Core
import Engine
import Synchronization

/// A clock that stands still until a test moves it; who sleeps wakes when enough time has passed.
package final class FixedClock: TimeSource {
  private struct Sleeper {
    let duration: Duration
    let wakes: Timestamp
    let continuation: CheckedContinuation<Void, Never>
  }
  private struct State {
    var now: Timestamp
    var wrong = Duration.zero
    var next = 0
    var sleepers: [Int: Sleeper] = [:]
  }
  private let state: Mutex<State>

  /// Begins at 2025-03-10T10:00:00Z, the day of the sample order.
  package init(_ start: Timestamp = Timestamp(milliseconds: 1_741_600_800_000)) {
    state = Mutex(State(now: start))
  }

  package func now() -> Timestamp { state.withLock { $0.now + $0.wrong } }

  package func steady() -> Timestamp { state.withLock { $0.now } }

  /// Sets the clock on, or back, without any time passing.
  package func jump(by duration: Duration) { state.withLock { $0.wrong += duration } }

  package func sleep(for duration: Duration) async {
    guard duration > .zero else { return }
    let number = state.withLock { state in
      state.next += 1
      return state.next
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if Task.isCancelled { return true }
          state.sleepers[number] = Sleeper(
            duration: duration,
            wakes: state.now + duration,
            continuation: continuation
          )
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.sleepers.removeValue(forKey: number) }?.continuation.resume()
    }
  }

  /// Lets time pass.
  package func advance(by duration: Duration) {
    let woken = state.withLock { state in
      state.now = state.now + duration
      let now = state.now
      let woken = state.sleepers.filter { $0.value.wakes <= now }
      for number in woken.keys { state.sleepers[number] = nil }
      return woken.values
    }
    for sleeper in woken { sleeper.continuation.resume() }
  }

  /// Wakes those who sleep for exactly this long before their time, without any time passing: who looked before the clock
  /// was moved and lay down after it looks again.
  package func rouse(_ duration: Duration) {
    let woken = state.withLock { state in
      let woken = state.sleepers.filter { $0.value.duration == duration }
      for number in woken.keys { state.sleepers[number] = nil }
      return woken.values
    }
    for sleeper in woken { sleeper.continuation.resume() }
  }

  /// How long it is until the first of those wakes who sleep for less than this; nil when nobody does.
  package func untilSleeper(below limit: Duration, but other: Duration) -> Duration? {
    state.withLock { state in
      let now = state.now
      return state.sleepers.values.filter { $0.duration < limit && $0.duration != other }.map { $0.wakes - now }.min()
    }
  }

  /// True while somebody sleeps for exactly this long: a click that waits for its deadline, for one.
  package func hasSleeper(for duration: Duration) -> Bool {
    state.withLock { state in state.sleepers.values.contains { $0.duration == duration } }
  }
}
