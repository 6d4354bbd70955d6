/// A Serial Shipping Container Code: 18 digits that name one transport unit, for example `342601234500000015`.
package struct SSCC: Sendable, Hashable, CustomStringConvertible {
  package let digits: String

  /// - Parameter text: 18 ASCII digits; a scanned application identifier `00` in front is taken off.
  package init?(_ text: String) {
    let scanned = text.utf8.count == 20 && text.hasPrefix("00")
    guard let digits = GS1.digits(scanned ? String(text.dropFirst(2)) : text, lengths: [18]) else { return nil }
    self.digits = digits
  }

  package var hasValidCheckDigit: Bool { GS1.hasValidCheckDigit(digits) }
  package var description: String { digits }
}
