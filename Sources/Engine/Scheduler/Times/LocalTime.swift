package import Core
import Foundation

/// Calendar days and clock times of one time zone, where a clock may skip an hour or show it twice.
package struct LocalTime: Sendable {
  /// As the IANA names it, for example `Europe/Helsinki`.
  package let name: String
  private let zone: TimeZone

  /// - Throws: `.data` `schedule.zone` for a name that nobody knows.
  package init(_ name: String) throws(Failure) {
    guard name == "UTC" || name.contains("/"), let zone = TimeZone(identifier: name) else { throw .zone(name) }
    self.name = name
    self.zone = zone
  }

  /// The moments at which clocks show this time of this day, earliest first: none where it is skipped, two where an hour
  /// comes twice.
  ///
  /// - Parameters:
  ///   - day: number of the day since 1970-01-01.
  ///   - minute: of the day, 0 to 1439.
  /// - Returns: seconds since 1970-01-01 UTC.
  func moments(_ day: Int, _ minute: Int) -> [Int] {
    let shown = Self.seconds(day, minute)
    return Set(offsets(around: shown).map { shown - $0 }.filter { $0 + offset($0) == shown }).sorted()
  }

  /// The first moment after the gap in which clocks skip this time.
  func momentAfterGap(_ day: Int, _ minute: Int) -> Int {
    let shown = Self.seconds(day, minute)
    let ends = offsets(around: shown).map { shown - $0 }.sorted()
    guard var low = ends.first, var high = ends.last, low < high else { return ends.first ?? shown }
    let before = offset(low)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if offset(middle) == before { low = middle } else { high = middle }
    }
    return high
  }

  /// The number of the day that clocks show at a moment.
  func day(_ moment: Int) -> Int { Self.floor(moment + offset(moment), by: 86_400) }

  private func offset(_ moment: Int) -> Int {
    zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment)))
  }

  /// The offsets in force a day before and a day after; one where nothing changes.
  private func offsets(around shown: Int) -> Set<Int> { [offset(shown - 86_400), offset(shown + 86_400)] }

  private static func seconds(_ day: Int, _ minute: Int) -> Int { day * 86_400 + minute * 60 }

  private static func floor(_ number: Int, by divisor: Int) -> Int {
    number >= 0 ? number / divisor : -((divisor - 1 - number) / divisor)
  }
}

/// A day of the calendar by its number since 1970-01-01.
struct CalendarDay: Sendable, Equatable {
  let month: Int
  let day: Int
  /// 0 is Sunday.
  let weekday: Int

  /// Source: H. Hinnant, *chrono-Compatible Low-Level Date Algorithms*, `civil_from_days`; for days from 1970 on.
  init(_ number: Int) {
    let shifted = number + 719_468
    let ofEra = shifted % 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * ofYear + 2) / 153
    day = ofYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    // 1970-01-01 was a Thursday.
    weekday = (number + 4) % 7
  }
}

extension Failure {
  fileprivate static func zone(_ name: String) -> Failure {
    Failure(
      .data,
      "schedule.zone",
      "There is no time zone \(name).",
      hint: "Name it as the IANA does, for example Europe/Helsinki, or UTC."
    )
  }
}
