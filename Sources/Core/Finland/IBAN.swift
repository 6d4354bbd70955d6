/// An international bank account number (ISO 13616), for example `FI2112345600000785`.
package struct IBAN: Sendable, Hashable, CustomStringConvertible {
  /// Without spaces, in capitals.
  package let text: String

  /// - Parameter text: with or without spaces; nil when its check digits or, for Finland, its length is wrong.
  package init?(_ text: String) {
    let compact = Digits.compact(text).uppercased()
    guard (15...34).contains(compact.utf8.count),
      compact.utf8.prefix(2).allSatisfy({ (65...90).contains($0) }),
      Digits.values(compact.dropFirst(2).prefix(2)) != nil,
      !compact.hasPrefix("FI") || (compact.utf8.count == 18 && Digits.values(compact.dropFirst(2)) != nil),
      Digits.mod97(compact.dropFirst(4) + compact.prefix(4)) == 1
    else { return nil }
    self.text = compact
  }

  package var description: String { text }
}
