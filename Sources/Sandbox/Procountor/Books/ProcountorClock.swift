import Foundation
import Synchronization

/// The simulator's clock, which can be put forward, and times as Procountor writes them.
final class ProcountorClock: Sendable {
  private let source: @Sendable () -> Date
  private let offset = Mutex<TimeInterval>(0)

  init(_ source: @escaping @Sendable () -> Date) { self.source = source }

  var now: Date { source().addingTimeInterval(offset.withLock { $0 }) }

  func advance(_ seconds: TimeInterval) { offset.withLock { $0 += seconds } }

  private static let zone = TimeZone(identifier: "Europe/Helsinki") ?? .gmt
  private static let style = Date.ISO8601FormatStyle(timeZone: zone).year().month().day()
    .time(includingFractionalSeconds: false)

  /// `2026-03-02T09:30:00`, local time of Europe/Helsinki without zone.
  static func text(_ date: Date) -> String { date.formatted(style) }

  /// A version is never that of the one before, also not within the same second.
  static func later(than version: String, _ time: String) -> String {
    guard time <= version, let date = try? style.parse(version) else { return time }
    return text(date.addingTimeInterval(1))
  }

  /// The day so many days after another: `2026-03-02`, 14 → `2026-03-16`.
  static func day(_ day: String, plus days: Int) -> String {
    guard let date = date(day) else { return day }
    return String(date.addingTimeInterval(TimeInterval(days) * 86_400).formatted(.iso8601).prefix(10))
  }

  /// Days from one day to another, negative when it lies before.
  static func days(from first: String, to second: String) -> Int? {
    guard let first = date(first), let second = date(second) else { return nil }
    return Int((second.timeIntervalSince(first) / 86_400).rounded())
  }

  private static func date(_ day: String) -> Date? { try? Date("\(day.prefix(10))T00:00:00Z", strategy: .iso8601) }
}
