import Core
import Foundation
import Mapping

/// A stock move of a receipt that is still expected.
struct ExpectedMove {
  let record: JSON
  let id: Int
  let product: Int?
  let purchaseLine: Int?

  static let fields: JSON = [
    "state": nil, "picked": nil, "product_id": nil, "purchase_line_id": nil, "product_uom_qty": nil,
    "product_uom": PurchaseLine.unit,
  ]

  private init(_ record: JSON) {
    self.record = record
    id = record["id"]?.intValue ?? 0
    product = record["product_id"]?.relation
    purchaseLine = record["purchase_line_id"]?.relation
  }

  static func all(of receipt: JSON) -> [ExpectedMove] {
    (receipt["move_ids"]?.arrayValue ?? []).filter { !["done", "cancel"].contains($0["state"]) }.map(ExpectedMove.init)
      .sorted { $0.id < $1.id }
  }

  var expected: Decimal { record["product_uom_qty"]?.decimalValue ?? 0 }
  var unit: QuantityUnit? { QuantityUnit(record["product_uom"]) }
  var unitName: String { record["product_uom"]?["name"]?.stringValue ?? "" }

  /// A quantity of the document in this move's unit; one of a unit that does not fit is an issue already.
  func converted(_ quantity: Decimal, from unit: JSON?) -> Decimal {
    guard let theirs = QuantityUnit(unit), let ours = self.unit, let same = theirs.convert(quantity, to: ours) else {
      return quantity
    }
    return ours.rounded(same)
  }
}
