import Foundation

/// The patterns and formats of texts that contracts name.
enum Format: String, Sendable {
  case free, date, dateTime, localTime, currency, country, uuid, uri, email

  func matches(_ text: String) -> Bool {
    switch self {
    case .free: true
    case .date: Self.isDay(text)
    case .dateTime: Self.isDay(text) || Self.isDateTime(text)
    case .localTime: text.utf8.count == 19 && text.contains("T") && Self.isDateTime(text)
    case .currency: text.utf8.count == 3 && text.utf8.allSatisfy(Self.isCapital)
    case .country: text.utf8.count == 2 && text.utf8.allSatisfy(Self.isCapital)
    case .uuid: text.utf8.count == 36 && UUID(uuidString: text) != nil
    case .uri: Self.isAddress(text)
    case .email: Self.isEmail(text)
    }
  }

  private static func isCapital(_ byte: UInt8) -> Bool { (65...90).contains(byte) }

  /// `YYYY-MM-DD`, and a day that the calendar has.
  private static func isDay(_ text: some StringProtocol) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy({ $0.utf8.allSatisfy(isDigit) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month)
    else { return false }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }

  /// A day, `T` or a blank, `HH:MM:SS`, then perhaps a fraction, then perhaps `Z` or an offset.
  private static func isDateTime(_ text: String) -> Bool {
    guard text.utf8.count >= 19, isDay(text.prefix(10)) else { return false }
    let rest = text.dropFirst(10)
    guard let separator = rest.first, separator == "T" || separator == " ", isTime(rest.dropFirst().prefix(8)) else {
      return false
    }
    var tail = rest.dropFirst(9)
    if tail.first == "." {
      let digits = tail.dropFirst().prefix { $0.isASCII && $0.isNumber }
      guard (1...9).contains(digits.count) else { return false }
      tail = tail.dropFirst(1 + digits.count)
    }
    return tail.isEmpty || tail == "Z" || isOffset(tail)
  }

  private static func isTime(_ text: Substring) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) ?? 99 }
    return text.utf8.count == 8 && parts.count == 3 && parts[0] < 24 && parts[1] < 60 && parts[2] < 60
  }

  private static func isOffset(_ text: Substring) -> Bool {
    guard let sign = text.first, sign == "+" || sign == "-" else { return false }
    let digits = text.dropFirst().filter { $0 != ":" }
    return digits.count == 4 && digits.utf8.allSatisfy(isDigit)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private static func isAddress(_ text: String) -> Bool {
    guard let parts = URLComponents(string: text) else { return false }
    return parts.scheme != nil && !(parts.host ?? "").isEmpty
  }

  private static func isEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !text.contains(" ")
  }
}
