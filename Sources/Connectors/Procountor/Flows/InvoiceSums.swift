import Core
import Foundation

/// The totals of an invoice as Procountor has them, or as Odoo booked them.
struct InvoiceSums: Equatable {
  let net: Decimal
  let vat: Decimal
  let gross: Decimal

  init(net: Decimal, vat: Decimal, gross: Decimal) {
    (self.net, self.vat, self.gross) = (net, vat, gross)
  }

  /// Reads `{"net": …, "vat": …, "gross": …}` of an entry's context.
  init?(_ totals: JSON?) {
    guard let net = totals?["net"]?.decimalValue, let vat = totals?["vat"]?.decimalValue,
      let gross = totals?["gross"]?.decimalValue
    else { return nil }
    self.init(net: net, vat: vat, gross: gross)
  }

  var json: JSON {
    ["net": .string(net.shortest), "vat": .string(vat.shortest), "gross": .string(gross.shortest)]
  }

  /// The totals in the invoice's own currency; nil where Procountor does not tell them.
  static func find(_ invoice: JSON, currency: String?) -> InvoiceSums? {
    let infos = (invoice["invoiceSumInfo"]?.arrayValue ?? []).filter {
      currency == nil || $0["currency"]?.stringValue == currency
    }
    guard let info = infos.first(where: { $0["inAccountingCurrency"] != true }) ?? infos.first,
      let net = info["excludingVatTotal"]?.decimalValue, let vat = info["vatSumTotal"]?.decimalValue
    else { return nil }
    return InvoiceSums(net: net, vat: vat, gross: info["invoiceSumTotal"]?.decimalValue ?? net + vat)
  }

  /// Whether something differs by more than a cent, or half of a smallest amount that is larger.
  func differs(from other: InvoiceSums, unit: Decimal) -> Bool {
    let allowed = max(Decimal(sign: .plus, exponent: -2, significand: 1), unit / 2)
    return [net - other.net, vat - other.vat, gross - other.gross].contains { abs($0) > allowed }
  }

  /// `1010 + 250.35 = 1260.35`
  var words: String { "\(net.shortest) + \(vat.shortest) = \(gross.shortest)" }
}
