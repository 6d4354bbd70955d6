import Core
import Foundation

/// What Odoo makes of the lines of a bill, as far as its totals are concerned: each tax rounded over the whole document.
enum BillArithmetic {
  static func totals(of move: JSON, _ taxes: [JSON]) -> JSON {
    let lines = move["invoice_line_ids"]?.arrayValue ?? []
    let net = lines.map(amount).reduce(0, +)
    var vat: Decimal = 0
    for tax in taxes where tax["is_reverse_charge"] != true {
      let taxed = lines.filter { $0["tax_ids"]?.arrayValue?.contains(tax["id"] ?? .null) ?? false }
      let base = taxed.map(amount).reduce(0, +)
      vat += (base * (tax["amount"]?.decimalValue ?? 0) / 100).rounded(2)
    }
    guard var values = move.objectValue else { return move }
    values["amount_untaxed"] = .string(net.shortest)
    values["amount_total"] = .string((net + vat).shortest)
    return .object(values)
  }

  private static func amount(_ line: JSON) -> Decimal {
    (line["quantity"]?.decimalValue ?? 0) * (line["price_unit"]?.decimalValue ?? 0)
  }
}
