package import Foundation

extension Decimal {
  /// The number that `text` spells in plain or scientific notation with a point, whatever the locale; nil otherwise.
  ///
  /// Foundation's own initializer takes the part it understands (`1.2.3` is 1.2) and drops what does not fit its 38
  /// digits; here both are nil.
  package init?(exactly text: String) {
    guard let spelling = NumberSpelling(text), spelling.significantDigits <= 38,
      let number = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")), !number.isNaN,
      number.isZero == (spelling.significantDigits == 0)
    else { return nil }
    self = number
  }
}

/// The parts of `-12.50e3`: a sign or none, digits, digits after a point or none, an exponent or none.
private struct NumberSpelling {
  /// Without the zeros at both ends.
  private(set) var significantDigits = 0
  private var rest: Substring.UTF8View

  init?(_ text: String) {
    rest = text[...].utf8
    _ = take("-")
    let start = rest
    guard takeDigits() > 0 else { return nil }
    if take("."), takeDigits() == 0 { return nil }
    significantDigits = Self.count(start.prefix(start.count - rest.count))
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      guard takeDigits() > 0 else { return nil }
    }
    guard rest.isEmpty else { return nil }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func takeDigits() -> Int {
    let digits = rest.prefix { (48...57).contains($0) }
    let count = digits.count
    rest.removeFirst(count)
    return count
  }

  private static func count(_ mantissa: Substring.UTF8View) -> Int {
    let digits = mantissa.filter { $0 != UInt8(ascii: ".") }.drop { $0 == UInt8(ascii: "0") }
    return digits.count - digits.reversed().prefix { $0 == UInt8(ascii: "0") }.count
  }
}
