import Core
import Foundation
import Mapping

/// One line of an invoice that becomes a row of Procountor: a product, or what Odoo added to round the total.
struct InvoiceLine {
  let record: JSON
  let tax: InvoiceTax
  let quantity: Decimal
  /// As Odoo has it, with or without VAT.
  let price: Decimal
  /// In percent.
  let discount: Decimal
  /// The section that begins with this row, and the notes below it.
  var section: JSON?
  var note: JSON?

  /// The paths below a line that it is made of.
  static let reads =
    [
      "display_type", "sequence", "name", "quantity", "price_unit", "discount", "amount_currency", "product_id.name",
      "product_id.default_code",
    ]
    + Units.reads.map { "product_uom_id." + $0 } + InvoiceTax.reads

  /// What Odoo adds to round a total has neither quantity nor price, only what it is booked as.
  ///
  /// - Parameters:
  ///   - record: the line.
  ///   - isCredit: of a credit note, whose amounts are booked with the other sign.
  init(_ record: JSON, isCredit: Bool) {
    func decimal(_ field: String) -> Decimal { record[field]?.decimalValue ?? 0 }
    self.record = record
    tax = InvoiceTax(record)
    let isRounding = record["display_type"] == "rounding"
    quantity = isRounding ? 1 : decimal("quantity")
    price = isRounding ? decimal("amount_currency") * (isCredit ? 1 : -1) : decimal("price_unit")
    discount = decimal("discount").rounded(4)
  }

  var isRounding: Bool { record["display_type"] == "rounding" }

  /// The price of one without the discount, with six digits; with VAT where the invoice's prices contain it.
  func unitPrice(includesVAT: Bool) -> Decimal {
    tax.isIncluded && !includesVAT ? (price * 100 / (100 + tax.percent)).rounded(6) : price.rounded(6)
  }

  /// What the row comes to, before anything is rounded.
  func amount(includesVAT: Bool) -> Decimal {
    quantity * unitPrice(includesVAT: includesVAT) * (100 - discount) / 100
  }

  /// The line with what the rows of the table take from it: `sign` is −1 on credit notes, whose quantities are negative,
  /// `unit` what stands for one that nobody named.
  func derived(sign: Decimal, includesVAT: Bool, unit: String) -> JSON {
    record.adding([
      ("display_type", "product"), ("=product", product.map(JSON.string)), ("=comment", comment.map(JSON.string)),
      ("=quantity", .number(sign * quantity)), ("=unit_price", .number(unitPrice(includesVAT: includesVAT))),
      ("=discount", .number(discount)),
      ("=unit", .string(Units.name(of: record["product_uom_id"]) ?? (isRounding ? "NO_UNIT" : unit))),
      ("=has_unit", .bool(isRounding || Units.name(of: record["product_uom_id"]) != nil)),
      ("=percent", .number(tax.percent)), ("=row_vat_status", tax.status.map(JSON.int)),
      ("=refusal", tax.refusal.map(JSON.string)), ("=section", section), ("=note", note),
    ])
  }

  private var lines: [Substring] {
    (record["name"]?.stringValue ?? "").split(whereSeparator: \.isNewline)
      .filter { !$0.allSatisfy(\.isWhitespace) }
  }

  /// The first line of the description, else the product's name.
  private var product: String? {
    lines.first.map(String.init) ?? record["product_id"]?["name"]?.stringValue ?? (isRounding ? "Rounding" : nil)
  }

  /// The rest of the description.
  private var comment: String? {
    lines.count > 1 ? lines.dropFirst().joined(separator: "\n") : nil
  }
}
