import Core
import Foundation
import Mapping

/// A line with a product of a bill, or of the credit note that reverses it.
struct BilledLine {
  let record: JSON
  let id: Int
  let product: Int?

  static let fields: JSON = [
    "display_type": nil, "name": nil, "product_id": nil, "purchase_line_id": nil, "quantity": nil, "price_unit": nil,
    "product_uom_id": PurchaseLine.unit, "tax_ids": nil, "account_id": nil,
  ]

  private init(_ record: JSON) {
    self.record = record
    id = record["id"]?.intValue ?? 0
    product = record["product_id"]?.relation
  }

  /// The lines of an `account.move`, in their order.
  static func all(of move: JSON) -> [BilledLine] {
    (move["invoice_line_ids"]?.arrayValue ?? []).filter { [nil, .null, "product"].contains($0["display_type"]) }
      .map(BilledLine.init).sorted { $0.id < $1.id }
  }

  var purchaseLine: Int? { record["purchase_line_id"]?.relation }
  var quantity: Decimal { record["quantity"]?.decimalValue ?? 0 }
  var price: Decimal { record["price_unit"]?.decimalValue ?? 0 }

  /// A quantity of the document in this line's unit.
  func converted(_ quantity: Decimal, from unit: JSON?) -> Decimal {
    guard let theirs = QuantityUnit(unit), let ours = QuantityUnit(record["product_uom_id"]) else { return quantity }
    return theirs.convert(quantity, to: ours) ?? quantity
  }
}
