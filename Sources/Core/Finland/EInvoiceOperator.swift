/// The code of an e-invoice operator: a broker's own or a bank's BIC, for example `003723327487` or `NDEAFIHH`.
///
/// Source: reference section 7. New operators come and go, so only the shape is checked: 4 to 35 of A–Z and 0–9.
package struct EInvoiceOperator: Sendable, Hashable, CustomStringConvertible {
  package let code: String

  package init?(_ text: String) {
    let compact = Digits.compact(text).uppercased()
    guard (4...35).contains(compact.utf8.count),
      compact.utf8.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) })
    else { return nil }
    code = compact
  }

  package var description: String { code }
}
