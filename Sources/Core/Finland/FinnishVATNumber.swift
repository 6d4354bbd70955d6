/// A Finnish VAT number: `FI` and the eight digits of the business ID, for example `FI12345671`.
package struct FinnishVATNumber: Sendable, Hashable, CustomStringConvertible {
  package let businessID: BusinessID

  package init(_ businessID: BusinessID) { self.businessID = businessID }

  /// - Parameter text: blanks and hyphens do not matter.
  package init?(_ text: String) {
    let compact = Digits.compact(text).uppercased().replacing("-", with: "")
    guard compact.hasPrefix("FI"), compact.utf8.count == 10, let id = BusinessID(String(compact.dropFirst(2))) else {
      return nil
    }
    businessID = id
  }

  package var text: String { "FI" + businessID.digits }
  package var description: String { text }
}
