import Synchronization

/// How many requests are under way under each limit key; who comes when it is full waits in line.
package final class Flights: Sendable {
  private struct Gate {
    var open = 0
    var line: [CheckedContinuation<Void, Never>] = []
  }

  private let gates = Mutex<[String: Gate]>([:])

  package init() {}

  /// Waits until fewer than `most` are under way, and counts as one of them until `leave`.
  ///
  /// Who is cut off waits all the same: those before it are cut off with it, and make room.
  func enter(_ key: String, most: Int) async {
    await withCheckedContinuation { continuation in
      let mayGo = gates.withLock { gates in
        var gate = gates[key] ?? Gate()
        defer { gates[key] = gate }
        guard gate.open >= max(1, most) else {
          gate.open += 1
          return true
        }
        gate.line.append(continuation)
        return false
      }
      if mayGo { continuation.resume() }
    }
  }

  /// The place goes to the next in line.
  func leave(_ key: String) {
    let next = gates.withLock { gates -> CheckedContinuation<Void, Never>? in
      guard var gate = gates[key] else { return nil }
      defer { gates[key] = gate.open == 0 ? nil : gate }
      guard gate.line.isEmpty else { return gate.line.removeFirst() }
      gate.open -= 1
      return nil
    }
    next?.resume()
  }
}
