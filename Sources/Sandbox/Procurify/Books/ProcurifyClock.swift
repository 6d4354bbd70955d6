import Foundation
import Synchronization

/// The simulator's clock, which can be put forward or set, and times as the API writes them.
final class ProcurifyClock: Sendable {
  private let source: @Sendable () -> Date
  private let offset = Mutex<TimeInterval>(0)

  init(_ source: @escaping @Sendable () -> Date) { self.source = source }

  var now: Date { source().addingTimeInterval(offset.withLock { $0 }) }

  func advance(_ seconds: TimeInterval) { offset.withLock { $0 += seconds } }

  func set(_ moment: Date) {
    let difference = moment.timeIntervalSince(source())
    offset.withLock { $0 = difference }
  }

  /// `2026-03-02T09:30:00Z`
  static func text(_ date: Date) -> String { date.formatted(.iso8601) }

  /// A moment as a client or a person writes it: with or without fraction, with `Z`, an offset, or none for UTC; a day
  /// is its first moment.
  static func moment(_ text: String) -> Date? {
    guard Format.dateTime.matches(text) else { return nil }
    var text = text.replacing(" ", with: "T")
    if text.utf8.count == 10 { text += "T00:00:00" }
    if let point = text.firstIndex(of: ".") {
      text.removeSubrange(point..<(text[point...].dropFirst().firstIndex { !$0.isNumber } ?? text.endIndex))
    }
    let hasZone = text.hasSuffix("Z") || text.dropFirst(11).contains { $0 == "+" || $0 == "-" }
    return try? Date(hasZone ? text : text + "Z", strategy: .iso8601)
  }

  /// The same moment in the one form that the books keep, so that texts can be compared.
  static func normal(_ text: String) -> String? { moment(text).map(Self.text) }

  /// The first moment of a day somewhere, so many days later.
  static func start(_ day: String, in zone: TimeZone, plus days: Int = 0) -> String? {
    guard Format.date.matches(day), day.utf8.count == 10, let noon = moment(day)?.addingTimeInterval(43_200) else {
      return nil
    }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = calendar.dateComponents([.year, .month, .day], from: noon.addingTimeInterval(Double(days) * 86_400))
    calendar.timeZone = zone
    return calendar.date(from: parts).map(Self.text)
  }
}
