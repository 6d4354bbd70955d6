import Foundation

/// How many calls the client made in this second, and how many too many of late.
struct CallRate: Sendable {
  private var second = Date(timeIntervalSince1970: 0)
  private var used = 0
  private var refused: [Date] = []
  private(set) var excess = 0

  /// Whether one more call fits into this second.
  mutating func admits(_ now: Date, _ limit: Int) -> Bool {
    if now.timeIntervalSince(second) >= 1 || now < second { (second, used) = (now, 0) }
    used += 1
    guard used > limit else { return true }
    excess += 1
    refused.append(now)
    return false
  }

  mutating func excessOfMinute(_ now: Date) -> Int {
    refused.removeAll { now.timeIntervalSince($0) >= 60 }
    return refused.count
  }

  mutating func forgive() { refused = [] }
}
