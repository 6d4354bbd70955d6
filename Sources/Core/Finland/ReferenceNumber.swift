/// A Finnish reference number: 3 to 19 digits and one that checks them, for example `2026000422`.
///
/// Source: Finance Finland, *Reference number and the check digit*; reference section 7. Weights 7, 3, 1 from the right.
package struct ReferenceNumber: Sendable, Hashable, CustomStringConvertible {
  /// Without spaces and leading zeros.
  package let digits: String

  /// A number as it is written; nil when its check digit is wrong.
  package init?(_ text: String) {
    let digits = Self.bare(Digits.compact(text))
    guard (4...20).contains(digits.utf8.count), let values = Digits.values(digits),
      values.last == Self.checkDigit(values.dropLast())
    else { return nil }
    self.digits = digits
  }

  /// The reference number of another number, for example of `INV/2026/00042`; all that is no digit is left out.
  ///
  /// Nil where that leaves too few or too many digits.
  package init?(of text: String) {
    let base = Self.bare(String(text.filter { $0.isASCII && $0.isNumber }))
    guard (3...19).contains(base.utf8.count), let values = Digits.values(base) else { return nil }
    digits = base + String(Self.checkDigit(values[...]))
  }

  package var description: String { digits }

  private static func bare(_ text: String) -> String { String(text.drop { $0 == "0" }) }

  private static func checkDigit(_ values: ArraySlice<Int>) -> Int {
    let sum = zip(values.reversed(), (0...).lazy.map { [7, 3, 1][$0 % 3] }).reduce(0) { $0 + $1.0 * $1.1 }
    return (10 - sum % 10) % 10
  }
}
