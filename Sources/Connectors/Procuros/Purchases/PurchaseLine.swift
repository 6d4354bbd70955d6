import Core
import Foundation
import Mapping

/// A line of a purchase order with a product.
struct PurchaseLine {
  let record: JSON
  let id: Int
  let product: Int?
  /// The number that the vendor knows it by.
  let number: Int

  init(_ record: JSON, number: Int) {
    self.record = record
    self.number = number
    id = record["id"]?.intValue ?? 0
    product = record["product_id"]?.relation
  }

  static let fields: JSON = [
    "display_type": nil, "name": nil, "procuros_line_number": nil, "product_qty": nil, "qty_invoiced": nil,
    "product_id": ["type": nil], "product_uom_id": unit,
    "tax_ids": tax(["children_tax_ids": tax([:])]),
  ]

  /// What `QuantityUnit` is made of.
  static let unit: JSON = ["name": nil, "factor": nil, "factor_inv": nil, "rounding": nil, "category_id": nil]

  private static func tax(_ more: JSON) -> JSON {
    let own: JSON = ["name": nil, "amount": nil, "amount_type": nil]
    return own.adding(more)
  }

  var name: String { record.name }
  var productName: String { record["product_id"]?.name ?? name }
  /// Services are ordered and billed, never received.
  var isService: Bool { record["product_id"]?["type"] == "service" }
  var unit: QuantityUnit? { QuantityUnit(record["product_uom_id"]) }
  var unitName: String { record["product_uom_id"]?["name"]?.stringValue ?? "" }
  var ordered: Decimal { record["product_qty"]?.decimalValue ?? 0 }
  var billed: Decimal { record["qty_invoiced"]?.decimalValue ?? 0 }
  var taxes: [JSON] { record["tax_ids"]?.arrayValue ?? [] }

  /// A quantity of the document in this line's unit.
  ///
  /// Units that do not fit are an issue of the look-up already; the quantity then stands as it is.
  func converted(_ quantity: Decimal, from unit: JSON?) -> Decimal {
    guard let theirs = QuantityUnit(unit), let ours = self.unit else { return quantity }
    return theirs.convert(quantity, to: ours) ?? quantity
  }
}

extension JSON {
  fileprivate func adding(_ other: JSON) -> JSON {
    .object(JSONObject((objectValue?.members ?? []) + (other.objectValue?.members ?? [])))
  }
}
