/// A Global Trade Item Number: 8, 12, 13 or 14 digits that name a product, for example `6291041500213`.
///
/// One product may be written with different lengths; two numbers are equal when they are the same in 14 digits with
/// leading zeros. As with `GLN`, the check digit is asked separately.
package struct GTIN: Sendable, CustomStringConvertible {
  /// As it was written, which is also how it is sent.
  package let digits: String

  /// - Parameter text: 8, 12, 13 or 14 ASCII digits without blanks or dashes.
  package init?(_ text: String) {
    guard let digits = GS1.digits(text, lengths: [8, 12, 13, 14]) else { return nil }
    self.digits = digits
  }

  /// The form in which numbers are stored and compared, for example `06291041500213`.
  package var fourteenDigits: String { String(repeating: "0", count: 14 - digits.utf8.count) + digits }

  package var hasValidCheckDigit: Bool { GS1.hasValidCheckDigit(digits) }
  package var description: String { digits }
}

extension GTIN: Hashable {
  package static func == (left: GTIN, right: GTIN) -> Bool { left.fourteenDigits == right.fourteenDigits }
  package func hash(into hasher: inout Hasher) { hasher.combine(fourteenDigits) }
}
