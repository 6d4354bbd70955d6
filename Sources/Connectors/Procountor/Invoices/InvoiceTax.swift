import Core
import Foundation
import Mapping

/// The VAT of one line as a row of Procountor has it: one percentage.
struct InvoiceTax {
  /// In percent; 0 without a tax.
  let percent: Decimal
  /// Whether the line's price contains it.
  let isIncluded: Bool
  /// The tax's own VAT status; nil where the invoice's counts.
  let status: Int?
  /// Of the tax in Odoo; 0 without one.
  let id: Int
  /// Why the taxes of the line are no row of Procountor; nil when they are.
  let refusal: String?

  /// The paths below a line that it is made of.
  static let reads = ["name", "amount", "amount_type", "price_include", "procountor_vat_status_id.number"]
    .map { "tax_ids." + $0 }

  /// - Parameter line: as Odoo gives it.
  init(_ line: JSON) {
    let taxes = line["tax_ids"]?.arrayValue ?? []
    let tax = taxes.first
    percent = tax?["amount"]?.decimalValue ?? 0
    isIncluded = tax?["price_include"] == true && percent != 0
    status = tax?["procountor_vat_status_id"]?["number"]?.intValue
    id = tax?["id"]?.intValue ?? 0
    refusal = Self.refusal(taxes)
  }

  private static func refusal(_ taxes: [JSON]) -> String? {
    guard let tax = taxes.first else { return nil }
    if taxes.count > 1 { return "has \(taxes.count) taxes (\(taxes.map(name).joined(separator: ", ")))" }
    switch tax["amount_type"]?.stringValue {
    case "percent": break
    case "group": return "has the group of taxes \(name(tax))"
    case "fixed": return "has the tax \(name(tax)), which is a fixed amount"
    default: return "has the tax \(name(tax)), which is no percentage of the price"
    }
    return (tax["amount"]?.decimalValue ?? 0) < 0 ? "has the tax \(name(tax)), which is negative" : nil
  }

  private static func name(_ tax: JSON) -> String {
    (tax["name"] ?? tax["display_name"])?.stringValue?.trimmingCharacters(in: .whitespaces) ?? "without name"
  }
}
