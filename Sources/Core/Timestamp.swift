package import Foundation

/// A moment, in whole milliseconds since 1970 UTC: what is stored and put on the wire.
package struct Timestamp: Sendable, Hashable, Comparable {
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  package init(_ date: Date) { milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded()) }

  /// Reads `2026-03-29T01:59:59Z`, with or without a fraction of a second; nil when it is none.
  package init?(text: String) {
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
    guard let date = try? style.parse(text) else { return nil }
    self.init(date)
  }

  package static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

  package static func + (moment: Timestamp, duration: Duration) -> Timestamp {
    Timestamp(milliseconds: moment.milliseconds + duration.milliseconds)
  }

  package static func - (later: Timestamp, earlier: Timestamp) -> Duration {
    .milliseconds(later.milliseconds - earlier.milliseconds)
  }

  package var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

  /// `2026-03-29T01:59:59.120Z`
  package var text: String {
    // Whole seconds through Foundation, the rest by hand: a fraction kept in a Double loses its last digit.
    let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    let whole = rest < 0 ? seconds - 1 : seconds
    let fraction = String(1000 + (rest < 0 ? rest + 1000 : rest)).dropFirst()
    return Date(timeIntervalSince1970: Double(whole)).formatted(.iso8601).dropLast() + ".\(fraction)Z"
  }
}

extension Duration {
  /// Whole milliseconds, rounded down.
  package var milliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
