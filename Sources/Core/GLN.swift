/// A Global Location Number: 13 digits that name a party or a place, for example `4260123450014`.
///
/// The shape is all that `init` asks for. Many numbers in use fail their check digit (most of Procuros' own samples do),
/// so that one is asked separately and is never a reason to refuse what came in.
package struct GLN: Sendable, Hashable, CustomStringConvertible {
  package let digits: String

  /// - Parameter text: 13 ASCII digits without blanks or dashes.
  package init?(_ text: String) {
    guard let digits = GS1.digits(text, lengths: [13]) else { return nil }
    self.digits = digits
  }

  package var hasValidCheckDigit: Bool { GS1.hasValidCheckDigit(digits) }
  package var description: String { digits }
}
