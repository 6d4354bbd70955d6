/// A creditor reference of ISO 11649: `RF`, two check digits and up to 21 characters, for example `RF242026000422`.
package struct CreditorReference: Sendable, Hashable, CustomStringConvertible {
  /// Without spaces, in capitals.
  package let text: String

  /// A reference as it is written; nil when its check digits are wrong.
  package init?(_ text: String) {
    let compact = Digits.compact(text).uppercased()
    guard compact.hasPrefix("RF"), (5...25).contains(compact.utf8.count),
      Digits.values(compact.dropFirst(2).prefix(2)) != nil,
      Digits.mod97(compact.dropFirst(4) + compact.prefix(4)) == 1
    else { return nil }
    self.text = compact
  }

  /// The international form of a Finnish reference number.
  package init(_ reference: ReferenceNumber) {
    let check = 98 - (Digits.mod97(reference.digits + "RF00") ?? 0)
    text = "RF" + (check < 10 ? "0" : "") + String(check) + reference.digits
  }

  package var description: String { text }
}
