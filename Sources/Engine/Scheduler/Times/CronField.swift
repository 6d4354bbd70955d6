import Core

/// One of the five fields of a cron expression: which of its numbers count.
struct CronField: Sendable, Equatable {
  /// What a field may say.
  struct Kind: Sendable {
    let name: String
    let range: ClosedRange<Int>
    let names: [String]

    static let minute = Kind(name: "minute", range: 0...59, names: [])
    static let hour = Kind(name: "hour", range: 0...23, names: [])
    static let day = Kind(name: "day of the month", range: 1...31, names: [])
    static let month = Kind(
      name: "month",
      range: 1...12,
      names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    )
    /// 0 and 7 are Sunday.
    static let weekday = Kind(
      name: "day of the week",
      range: 0...7,
      names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
    )
  }

  /// Ascending; a Sunday is 0.
  let numbers: [Int]
  /// True where the field says nothing: `*`.
  let isAny: Bool

  /// Reads `*`, `5`, `1-5`, `*/15`, `8-18/2`, `mon-fri` and lists of them.
  ///
  /// - Throws: `.data` `schedule.cron` naming the field.
  init(_ text: String, _ kind: Kind) throws(Failure) {
    var found: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      for number in try Self.part(String(part), text, kind) { found.insert(number) }
    }
    if kind.range.upperBound == 7, found.remove(7) != nil { found.insert(0) }
    numbers = found.sorted()
    isAny = text == "*"
  }

  func contains(_ number: Int) -> Bool { numbers.contains(number) }

  private static func part(_ part: String, _ text: String, _ kind: Kind) throws(Failure) -> StrideThrough<Int> {
    let pieces = part.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(pieces.count) else { throw .cron(text, kind) }
    var step = 1
    if pieces.count == 2 {
      guard let given = Int(pieces[1]), given > 0 else { throw .cron(text, kind) }
      step = given
    }
    if pieces[0] == "*" { return stride(from: kind.range.lowerBound, through: kind.range.upperBound, by: step) }
    let ends = pieces[0].split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(ends.count), let low = number(ends[0], kind), let high = number(ends.last ?? "", kind),
      low <= high
    else { throw .cron(text, kind) }
    // A step behind one number counts from there to the end, as everywhere else.
    let last = ends.count == 1 && pieces.count == 2 ? kind.range.upperBound : high
    return stride(from: low, through: last, by: step)
  }

  private static func number(_ text: String, _ kind: Kind) -> Int? {
    if let place = kind.names.firstIndex(of: text.lowercased()) { return place + kind.range.lowerBound }
    guard text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(text), kind.range.contains(number) else {
      return nil
    }
    return number
  }
}

extension Failure {
  fileprivate static func cron(_ text: String, _ kind: CronField.Kind) -> Failure {
    Failure(
      .data,
      "schedule.cron",
      "The \(kind.name) \(text.isEmpty ? "is empty" : "`\(text)` cannot be read") in the schedule.",
      hint: "Use numbers from \(kind.range.lowerBound) to \(kind.range.upperBound), ranges (1-5), lists (1,3), steps"
        + " (*/15) or *\(kind.names.isEmpty ? "" : ", or names such as \(kind.names[1])")."
    )
  }
}
