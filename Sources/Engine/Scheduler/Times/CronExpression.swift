package import Core

/// When something runs, as five fields: minute, hour, day of the month, month, day of the week.
///
/// As in cron: where both days are given, either counts. A time that clocks skip is made up for at the first moment
/// after the gap; one that comes twice runs the first time. Where every hour counts (`*`), only time that passes counts:
/// such a schedule runs through an hour that comes twice, and makes up for nothing.
package struct CronExpression: Sendable {
  /// A day that exists comes within so many days: 29 February takes eight years around 2100.
  private static let horizon = 8 * 366 + 1

  package let text: String
  private let minutes: CronField
  private let hours: CronField
  private let days: CronField
  private let months: CronField
  private let weekdays: CronField

  /// - Throws: `.data` `schedule.cron` for what cannot be read, or never comes.
  package init(_ text: String) throws(Failure) {
    let fields = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard fields.count == 5 else { throw .fields(text, fields.count) }
    self.text = fields.joined(separator: " ")
    minutes = try CronField(fields[0], .minute)
    hours = try CronField(fields[1], .hour)
    days = try CronField(fields[2], .day)
    months = try CronField(fields[3], .month)
    weekdays = try CronField(fields[4], .weekday)
    guard (0..<Self.horizon).contains(where: { holds(CalendarDay($0)) }) else { throw .never(self.text) }
  }

  /// The next moment after this one at which it runs, by the clocks of that time zone.
  package func next(after moment: Timestamp, in zone: LocalTime) -> Timestamp {
    let now = Int((moment.milliseconds - (moment.milliseconds % 1000 + 1000) % 1000) / 1000)
    // A day earlier, because a time that is skipped may be made up for on the next day.
    let first = zone.day(now) - 1
    for day in first..<(first + Self.horizon) where holds(CalendarDay(day)) {
      if let found = moments(of: day, zone).filter({ $0 > now }).min() {
        return Timestamp(milliseconds: Int64(found) * 1000)
      }
    }
    return Timestamp(milliseconds: .max)
  }

  private func holds(_ day: CalendarDay) -> Bool {
    guard months.contains(day.month) else { return false }
    let (ofMonth, ofWeek) = (days.contains(day.day), weekdays.contains(day.weekday))
    return days.isAny || weekdays.isAny ? ofMonth && ofWeek : ofMonth || ofWeek
  }

  /// The moments of one day at which it runs.
  private func moments(of day: Int, _ zone: LocalTime) -> [Int] {
    hours.numbers.flatMap { hour in
      minutes.numbers.flatMap { minute -> [Int] in
        let shown = zone.moments(day, hour * 60 + minute)
        guard !hours.isAny else { return shown }
        return [shown.first ?? zone.momentAfterGap(day, hour * 60 + minute)]
      }
    }
  }
}

extension Failure {
  fileprivate static func fields(_ text: String, _ count: Int) -> Failure {
    Failure(
      .data,
      "schedule.cron",
      "A schedule has five fields, `\(text)` has \(count).",
      hint: "Minute, hour, day of the month, month, day of the week: `30 6 * * mon-fri`."
    )
  }

  fileprivate static func never(_ text: String) -> Failure {
    Failure(.data, "schedule.cron", "The schedule `\(text)` never comes.", hint: "There is no such day in that month.")
  }
}
