/// Whose turn it is at each host: so many transfers at once, the others in the order they came.
///
/// libcurl has a limit of its own, but a transfer that waits for it is not timed out and holds a handle.
struct HostQueue {
  private let limit: Int
  private var running: [Origin: Int] = [:]
  private var waiting: [Origin: [Int]] = [:]

  init(limit: Int) {
    self.limit = max(1, limit)
  }

  /// True when the transfer may start now; false when it waits in line.
  mutating func enter(_ id: Int, at origin: Origin) -> Bool {
    guard running[origin, default: 0] >= limit else {
      running[origin, default: 0] += 1
      return true
    }
    waiting[origin, default: []].append(id)
    return false
  }

  /// Takes out a transfer that never started.
  mutating func giveUp(_ id: Int, at origin: Origin) {
    waiting[origin]?.removeAll { $0 == id }
    if waiting[origin]?.isEmpty == true { waiting[origin] = nil }
  }

  /// Ends a transfer that ran.
  ///
  /// - Returns: the one that starts in its place.
  mutating func leave(_ origin: Origin) -> Int? {
    if let next = waiting[origin]?.first {
      giveUp(next, at: origin)
      return next
    }
    let left = running[origin, default: 1] - 1
    running[origin] = left > 0 ? left : nil
    return nil
  }
}
