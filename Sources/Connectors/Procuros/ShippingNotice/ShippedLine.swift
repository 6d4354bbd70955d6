import Core
import Foundation
import Mapping

/// One move line: a product in a package, perhaps of a lot, with its quantities in the order line's unit.
struct ShippedLine {
  /// What an ordered quantity belongs to: the order line, or the stock move where there is none of that product.
  enum Source: Hashable {
    case order(Int)
    case move(Int)
  }

  let record: JSON
  let source: Source
  /// The unit that the partner reads; `size` is nil where Odoo gives no size for it.
  let unit: JSON
  let size: QuantityUnit?
  /// In `unit`, not yet rounded.
  let exact: Decimal
  var shipped: Decimal = 0
  var ordered: Decimal = 0
  /// What is still open is under way or came later.
  var isDeliveredLater = false

  /// - Parameter record: `stock.move.line` as `Shipment` reads it.
  init(_ record: JSON) {
    self.record = record
    let move = record["move_id"] ?? .null
    let own = QuantityUnit(record["product_uom_id"])
    let quantity = QuantityUnit.quantity(record["quantity"]) ?? 0
    // A kit's order line counts kits: its unit and quantity say nothing about the product that was moved.
    let line = Self.orderLine(of: record)
    let units = [line?["product_uom_id"], move["product_uom"], record["product_uom_id"]]
    let found = units.lazy.compactMap { unit -> (JSON, QuantityUnit, Decimal)? in
      guard let unit, let size = QuantityUnit(unit), let exact = own?.convert(quantity, to: size) else { return nil }
      return (unit, size, exact)
    }.first
    unit = found?.0 ?? record["product_uom_id"] ?? .null
    size = found?.1
    exact = found?.2 ?? quantity
    if let line, let id = line["id"]?.intValue, size?.id == Self.id(line["product_uom_id"]) {
      source = .order(id)
    } else {
      source = .move(move["id"]?.intValue ?? 0)
    }
  }

  var product: Int? { Self.id(record["product_id"]) }
  var lot: Int? { Self.id(record["lot_id"]) }
  var orderLine: JSON? { Self.orderLine(of: record) }

  /// The order line when it is of the product that was moved.
  private static func orderLine(of record: JSON) -> JSON? {
    guard let line = record["move_id"]?["sale_line_id"], line.objectValue != nil,
      id(line["product_id"]) == id(record["product_id"])
    else { return nil }
    return line
  }

  /// The id behind a relation, whether it came as an id or as an object.
  static func id(_ value: JSON?) -> Int? { value?.intValue ?? value?["id"]?.intValue }
}
