import Core
import Foundation

/// A line that a requisition or order shall have in Odoo.
struct OrderLine {
  /// Under which Odoo knows it: the id of the order item, or `310:freight`.
  let key: String
  /// Its place, kept as sequence.
  let number: Int
  let name: String
  let quantity: Decimal
  let price: Decimal
  let product: Int?
  let unit: Int?
  let distribution: AnalyticForm.Value?
  /// When it is to come, UTC.
  let planned: String?

  /// Values of a new row.
  var new: JSON {
    .record([
      ("product_id", product.map(JSON.int)), ("name", .string(name)), ("product_qty", .string(quantity.shortest)),
      ("product_uom_id", unit.map(JSON.int)), ("price_unit", .string(price.shortest)),
      ("date_planned", planned.map(JSON.string)), ("tax_ids", []),
      (distribution?.field ?? "analytic_distribution", distribution?.value), ("sequence", .int(number)),
    ])
  }

  /// Values for a row that is there; quantity and price go together, or Odoo takes the vendor's list price.
  func row(_ id: Int, isDraft: Bool) -> JSON {
    let fixed = ["tax_ids", "sequence"] + (isDraft ? [] : ["product_id", "product_uom_id"])
    let members = new.objectValue?.members.filter { !fixed.contains($0.key) } ?? []
    return .record([("id", .int(id))] + members.map { ($0.key, $0.value) })
  }

  /// Whether the row of Odoo asks for another quantity or price.
  func differs(from row: JSON) -> Bool {
    !Self.isSame(row["product_qty"]?.amount, quantity) || !Self.isSame(row["price_unit"]?.amount, price)
  }

  /// Odoo keeps fewer digits than Procurify: two or more, as its decimal accuracy says.
  private static func isSame(_ ours: Decimal?, _ theirs: Decimal) -> Bool {
    guard let ours else { return false }
    return ours == theirs || (2...8).contains { theirs.rounded($0) == ours }
  }
}
