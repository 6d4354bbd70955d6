import Storage
import Synchronization

/// Lets a click wait for the worker: who watches an entry hears of it when an attempt has ended.
package final class EntryWatch: Sendable {
  private struct State {
    var next = 0
    var isOver = false
    var watchers: [Int64: [Int: AsyncStream<Entry>.Continuation]] = [:]
  }
  private let state = Mutex(State())

  package init() {}

  /// The attempts of these entries that end from now on.
  func watch(_ ids: some Sequence<Int64>) -> AsyncStream<Entry> {
    let (stream, continuation) = AsyncStream.makeStream(of: Entry.self)
    let ids = Array(ids)
    let number = state.withLock { state -> Int? in
      guard !state.isOver else { return nil }
      state.next += 1
      for id in ids { state.watchers[id, default: [:]][state.next] = continuation }
      return state.next
    }
    guard let number else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in self?.forget(number, ids) }
    return stream
  }

  /// Nobody waits any longer: the service ends, and clicks are answered with how far it came.
  package func endAll() {
    let watchers = state.withLock { state in
      state.isOver = true
      return state.watchers.values.flatMap(\.values)
    }
    for watcher in watchers { watcher.finish() }
  }

  func tell(_ entry: Entry) {
    let watchers = state.withLock { state in state.watchers[entry.id].map { Array($0.values) } ?? [] }
    for watcher in watchers { watcher.yield(entry) }
  }

  private func forget(_ number: Int, _ ids: [Int64]) {
    state.withLock { state in
      for id in ids {
        state.watchers[id]?[number] = nil
        if state.watchers[id]?.isEmpty == true { state.watchers[id] = nil }
      }
    }
  }
}
