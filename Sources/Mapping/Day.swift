import Core
import Foundation

/// A calendar day, from a date or a UTC time of our wire.
package struct Day {
  /// `YYYY-MM-DD`.
  let text: String

  /// - Parameters:
  ///   - value: `2025-03-30`, or `2025-03-30T23:30:00Z` with or without a fraction of the second.
  ///   - zone: the time zone whose day is meant; a date without time has no zone.
  init?(_ value: JSON, in zone: Zone) {
    guard let source = value.stringValue else { return nil }
    let bytes = Array(source.utf8)
    guard let date = Self.civil(bytes.prefix(10)) else { return nil }
    guard bytes.count > 10 else {
      text = source
      return
    }
    guard let seconds = Self.secondOfDay(bytes.dropFirst(10)) else { return nil }
    let utc = date * 86_400 + seconds
    guard let offset = zone.secondsFromGMT(at: utc) else { return nil }
    let day = Int((Double(utc + offset) / 86_400).rounded(.down))
    guard Self.fourDigitYears.contains(day) else { return nil }
    text = Self.text(days: day)
  }

  /// How many days after `first` the day `last` is; nil when one is no day `YYYY-MM-DD`.
  package static func distance(from first: String, to last: String) -> Int? {
    guard first.utf8.count == 10, last.utf8.count == 10, let start = civil(Array(first.utf8)[...]),
      let end = civil(Array(last.utf8)[...])
    else { return nil }
    return end - start
  }

  /// From 0000-01-01 to 9999-12-31: the night before and the one after have no `YYYY`.
  static let fourDigitYears = -719_528...2_932_896

  /// `T23:30:00Z` or `T23:30:00.123Z` as the second of the day.
  private static func secondOfDay(_ bytes: ArraySlice<UInt8>) -> Int? {
    let text = Array(bytes)
    guard text.count >= 10, text.first == UInt8(ascii: "T"), text.last == UInt8(ascii: "Z"),
      text[3] == UInt8(ascii: ":"), text[6] == UInt8(ascii: ":"),
      text.count == 10 || (text.count > 11 && text[9] == UInt8(ascii: ".") && number(text[10..<text.count - 1]) != nil),
      let hour = number(text[1...2]), let minute = number(text[4...5]), let second = number(text[7...8]),
      hour < 24, minute < 60, second < 60
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  /// The days from 1970-01-01 to `YYYY-MM-DD`; nil for what is no day of the calendar.
  static func civil(_ bytes: ArraySlice<UInt8>) -> Int? {
    let text = Array(bytes)
    guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let year = number(text[0...3]), let month = number(text[5...6]), let day = number(text[8...9]),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let days = daysFromCivil(year, month, day)
    return Self.text(days: days) == String(decoding: text, as: UTF8.self) ? days : nil
  }

  static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    bytes.allSatisfy { (48...57).contains($0) } ? Int(String(decoding: bytes, as: UTF8.self)) : nil
  }

  /// Source: Howard Hinnant, *chrono-compatible low-level date algorithms*, `days_from_civil`.
  private static func daysFromCivil(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// Source: the same, `civil_from_days`.
  static func text(days: Int) -> String {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, 2)
  }

  static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
