import Foundation

/// Days as documents write them: `2025-03-10`.
enum Day {
  /// The day so many days later; the same text where it is no day.
  static func after(_ day: String, _ days: Int) -> String {
    let style = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
    guard let date = try? style.parse(day) else { return day }
    return date.addingTimeInterval(Double(days) * 86_400).formatted(style)
  }
}
