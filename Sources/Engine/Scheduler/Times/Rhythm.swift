package import Core

/// When a stream runs: every so many seconds, or by a cron expression in a time zone.
package struct Rhythm: Sendable {
  private enum Beat: Sendable {
    case every(Int)
    case cron(CronExpression, LocalTime)
  }
  /// A partner is not asked more often than this.
  package static let shortest = 60
  /// Less often than this is a cron expression's business.
  package static let longest = 366 * 24 * 3600

  private let beat: Beat

  /// - Throws: `.data` `schedule.interval`, `schedule.cron` or `schedule.zone`.
  package init(every seconds: Int?, cron: String?, zone: String) throws(Failure) {
    let local = try LocalTime(zone)
    switch (seconds, cron) {
    case (let seconds?, nil):
      guard (Self.shortest...Self.longest).contains(seconds) else { throw .interval(seconds) }
      beat = .every(seconds)
    case (nil, let cron?):
      beat = .cron(try CronExpression(cron), local)
    default:
      throw Failure(
        .data,
        "schedule.interval",
        "A schedule has either an interval or a cron expression.",
        hint: "Use --every or --cron."
      )
    }
  }

  /// As it is kept: runs of whitespace in an expression are one blank.
  package var cron: String? {
    guard case .cron(let expression, _) = beat else { return nil }
    return expression.text
  }

  /// The first moment after `now`; an interval counts from `anchor`, so that a late run moves none of those after it.
  package func next(after now: Timestamp, from anchor: Timestamp) -> Timestamp {
    switch beat {
    case .every(let seconds):
      let length = Int64(seconds) * 1000
      let passed = now.milliseconds - anchor.milliseconds
      let beats = passed >= 0 ? passed / length : -((length - 1 - passed) / length)
      return Timestamp(milliseconds: anchor.milliseconds + (beats + 1) * length)
    case .cron(let expression, let zone):
      return expression.next(after: now, in: zone)
    }
  }

  /// How many runs lie in (`from`, `to`], no more than `most`.
  package func count(after from: Timestamp, through to: Timestamp, atMost most: Int = 10_000) -> Int {
    guard from < to else { return 0 }
    if case .every(let seconds) = beat { return Int((to.milliseconds - from.milliseconds) / (Int64(seconds) * 1000)) }
    var count = 0
    var moment = from
    while count < most {
      moment = next(after: moment, from: from)
      guard moment <= to else { break }
      count += 1
    }
    return count
  }
}

extension Failure {
  fileprivate static func interval(_ seconds: Int) -> Failure {
    Failure(
      .data,
      "schedule.interval",
      "An interval of \(seconds) seconds cannot be kept.",
      hint: "Use 1 minute to 366 days, for example --every 15m."
    )
  }
}
