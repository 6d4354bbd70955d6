import Core
import Foundation
import Mapping

/// One tax of an invoice line as it is sent: a percentage of the net amount.
struct InvoiceTax {
  let id: Int
  let name: String
  /// In percent of the net amount: 19 for 19 %.
  let rate: Decimal
  /// Whether the line's price contains it.
  let isIncluded: Bool
  /// Why it cannot be sent as a percentage; nil when it can.
  let refusal: String?

  /// The paths below a line that it is made of.
  static let reads = ["tax_ids.", "tax_ids.children_tax_ids."].flatMap { path in
    ["name", "amount", "amount_type", "price_include", "include_base_amount"].map { path + $0 }
  }

  /// The taxes of a line, those of a group one by one, each once as Odoo computes them, in its order.
  static func all(of line: JSON) -> [InvoiceTax] {
    var seen: Set<Int> = []
    let taxes = (line["tax_ids"]?.arrayValue ?? []).flatMap { tax in
      tax["amount_type"] == "group" ? tax["children_tax_ids"]?.arrayValue ?? [] : [tax]
    }.filter { seen.insert($0["id"]?.intValue ?? 0).inserted }
    let percentages = taxes.count { rate(of: $0) != 0 }
    return taxes.map { InvoiceTax($0, isAlone: percentages < 2) }
  }

  private init(_ tax: JSON, isAlone: Bool) {
    id = tax["id"]?.intValue ?? 0
    name = (tax["name"]?.stringValue ?? tax["display_name"]?.stringValue ?? "").trimmingCharacters(in: .whitespaces)
    rate = Self.rate(of: tax)
    isIncluded = tax["price_include"] == true
    refusal = Self.refusal(tax, rate, isAlone)
  }

  private static func rate(of tax: JSON) -> Decimal { tax["amount"]?.decimalValue ?? 0 }

  /// Fixed amounts, shares of the gross price and formulas have no percentage of the net price; a withheld tax is none
  /// of the buyer's, and of a tax on a tax the percentages do not add up.
  private static func refusal(_ tax: JSON, _ rate: Decimal, _ isAlone: Bool) -> String? {
    if rate.isZero { return nil }
    if tax["amount_type"] != "percent" { return "is no percentage of the price" }
    if rate < 0 { return "is negative" }
    return !isAlone && tax["include_base_amount"] == true ? "is itself taxed by another tax of the line" : nil
  }
}
