/// A Finnish business ID (Y-tunnus), for example `1234567-1`: seven digits and one that checks them.
///
/// Source: Finnish Patent and Registration Office; reference section 7. The check digit is 11 less the sum of the digits
/// times 7, 9, 10, 5, 8, 4, 2 by modulus 11; a remainder of 1 was never given out.
package struct BusinessID: Sendable, Hashable, CustomStringConvertible {
  /// With seven digits and the hyphen.
  package let text: String

  /// - Parameter text: with or without hyphen; an old number of six digits gets its zero.
  package init?(_ text: String) {
    let compact = Digits.compact(text)
    let parts = compact.split(separator: "-", omittingEmptySubsequences: false)
    let digits: String
    switch parts.count {
    case 1: digits = compact
    case 2 where parts[1].utf8.count == 1: digits = compact.replacing("-", with: "")
    default: return nil
    }
    guard (7...8).contains(digits.utf8.count), let values = Digits.values(digits),
      let number = Self.checked(values.count == 7 ? [0] + values : values)
    else { return nil }
    self.text = number
  }

  /// The eight digits without the hyphen.
  package var digits: String { text.replacing("-", with: "") }

  package var vatNumber: FinnishVATNumber { FinnishVATNumber(self) }
  package var description: String { text }

  private static func checked(_ values: [Int]) -> String? {
    let remainder = zip(values, [7, 9, 10, 5, 8, 4, 2]).reduce(0) { $0 + $1.0 * $1.1 } % 11
    guard remainder != 1, values[7] == (remainder == 0 ? 0 : 11 - remainder) else { return nil }
    let digits = values.map(String.init).joined()
    return digits.prefix(7) + "-" + digits.suffix(1)
  }
}
