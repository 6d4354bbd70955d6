import Core

/// A length of time as people write it: `900`, `90s`, `15m`, `6h`, `1d`.
enum Interval {
  private static let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]

  /// - Throws: `.data` `schedule.interval` for anything else.
  static func seconds(_ text: String) throws(Failure) -> Int {
    let unit = text.last.flatMap { units[$0] }
    let digits = unit == nil ? text : String(text.dropLast())
    guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(digits), number < 1_000_000_000 else {
      throw Failure(
        .data,
        "schedule.interval",
        "The interval \(text) cannot be read.",
        hint: "Write seconds, or a number with s, m, h or d: --every 15m."
      )
    }
    return number * (unit ?? 1)
  }
}
