import Core

/// A day, or a time of a day, as partners write it: `2025-03-10`, then `T` or a blank and `09:30`, `09:30:00` or
/// `09:30:00.123456`, then `Z`, an offset like `+02:00`, or nothing.
///
/// Source: reference D-05. Procuros' own samples are days alone, its pattern asks for a time, and its guide says that what
/// has no offset is Berlin's.
struct PartnerMoment {
  /// Days since 1970 in the calendar that the text is written in.
  private let date: Int
  /// Nil for a day alone.
  private let second: Int?
  /// Seconds east of Greenwich; nil when the text does not say.
  private let offset: Int?

  init?(_ value: JSON) {
    guard let source = value.stringValue else { return nil }
    let bytes = Array(source.utf8)
    guard let date = Day.civil(bytes.prefix(10)) else { return nil }
    self.date = date
    guard bytes.count > 10 else {
      (second, offset) = (nil, nil)
      return
    }
    var rest = bytes.dropFirst(10)
    guard let separator = rest.popFirst(),
      [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(separator),
      let second = Self.takeTime(&rest), let offset = Self.offset(rest)
    else { return nil }
    (self.second, self.offset) = (second, offset.seconds)
  }

  /// The day that it is then in a zone, `YYYY-MM-DD`; nil outside the years of four digits.
  func day(in zone: Zone) -> String? {
    guard let second, let offset else { return Day.text(days: date) }
    let utc = date * 86_400 + second - offset
    guard let east = zone.secondsFromGMT(at: utc) else { return nil }
    return Self.date(of: utc + east).map(Day.text(days:))
  }

  /// The moment as our wire writes it, `2025-03-10T08:30:00Z`; a day alone is its first second in the zone.
  func utc(in zone: Zone) -> String? {
    let local = date * 86_400 + (second ?? 0)
    guard let east = offset ?? zone.secondsFromGMT(local: local) else { return nil }
    let utc = local - east
    guard let day = Self.date(of: utc) else { return nil }
    let rest = utc - day * 86_400
    let time = [rest / 3600, rest / 60 % 60, rest % 60].map { Day.padded($0, 2) }.joined(separator: ":")
    return "\(Day.text(days: day))T\(time)Z"
  }

  private static func date(of second: Int) -> Int? {
    let day = Int((Double(second) / 86_400).rounded(.down))
    return Day.fourDigitYears.contains(day) ? day : nil
  }

  /// `09:30`, `09:30:00` or `09:30:00.123` as the second of the day; a fraction is dropped.
  private static func takeTime(_ bytes: inout ArraySlice<UInt8>) -> Int? {
    guard let hour = takeNumber(&bytes), hour < 24, take(":", &bytes), let minute = takeNumber(&bytes), minute < 60
    else {
      return nil
    }
    guard take(":", &bytes) else { return hour * 3600 + minute * 60 }
    guard let second = takeNumber(&bytes), second < 60 else { return nil }
    if take(".", &bytes) {
      let digits = bytes.prefix { (48...57).contains($0) }
      guard !digits.isEmpty else { return nil }
      bytes = bytes.dropFirst(digits.count)
    }
    return hour * 3600 + minute * 60 + second
  }

  private struct Offset {
    let seconds: Int?
  }

  /// What stands behind the time: `Z`, `+02:00`, `+0200`, `+02` or nothing; nil for anything else.
  private static func offset(_ bytes: ArraySlice<UInt8>) -> Offset? {
    var rest = bytes
    _ = take(" ", &rest)
    guard let sign = rest.popFirst() else { return Offset(seconds: nil) }
    if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return rest.isEmpty ? Offset(seconds: 0) : nil }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let hours = takeNumber(&rest), hours < 24 else {
      return nil
    }
    _ = take(":", &rest)
    let minutes = rest.isEmpty ? 0 : takeNumber(&rest)
    guard let minutes, minutes < 60, rest.isEmpty else { return nil }
    return Offset(seconds: (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1))
  }

  private static func take(_ character: Unicode.Scalar, _ bytes: inout ArraySlice<UInt8>) -> Bool {
    guard bytes.first == UInt8(ascii: character) else { return false }
    bytes = bytes.dropFirst()
    return true
  }

  /// Two digits.
  private static func takeNumber(_ bytes: inout ArraySlice<UInt8>) -> Int? {
    let digits = bytes.prefix(2)
    guard digits.count == 2, let number = Day.number(digits) else { return nil }
    bytes = bytes.dropFirst(2)
    return number
  }
}
