import Core
import Foundation
import Mapping

/// What the customer still waited for when a delivery left, and whether the rest comes later.
///
/// Source: reference D-07. Goods that came back count as not delivered.
struct Demand {
  /// In the order line's unit; may be negative when more was delivered than ordered.
  private(set) var open: Decimal
  private(set) var isDeliveredLater = false

  /// Of an order line: its quantity less what earlier deliveries brought.
  init(orderLine: JSON, in unit: QuantityUnit, _ picking: JSON) {
    open = QuantityUnit.quantity(orderLine["product_uom_qty"]) ?? 0
    let product = ShippedLine.id(orderLine["product_id"])
    for move in orderLine["move_ids"]?.arrayValue ?? [] where ShippedLine.id(move["product_id"]) == product {
      guard ShippedLine.id(move["picking_id"]) != picking["id"]?.intValue else { continue }
      add(move, in: unit, picking)
    }
  }

  /// Of a move without an order line: what it was planned for; a backorder has the rest.
  init(move: JSON, in unit: QuantityUnit?, _ picking: JSON) {
    let planned = QuantityUnit.quantity(move["product_uom_qty"]) ?? 0
    open = planned
    if let unit, let own = QuantityUnit(move["product_uom"]), let converted = own.convert(planned, to: unit) {
      open = own.id == unit.id ? converted : unit.rounded(converted)
    }
    isDeliveredLater = (picking["backorder_ids"]?.arrayValue ?? []).contains { $0["state"] != "cancel" }
  }

  private mutating func add(_ move: JSON, in unit: QuantityUnit, _ picking: JSON) {
    let (from, to) = (Self.isCustomer(move["location_id"]), Self.isCustomer(move["location_dest_id"]))
    switch move["state"] {
    case "cancel": break
    case "done":
      guard from != to else { return }
      guard Self.isEarlier(move, picking) else { return isDeliveredLater = isDeliveredLater || to }
      let moved = QuantityUnit.quantity(move["quantity"]) ?? 0
      let quantity = QuantityUnit(move["product_uom"])?.convert(moved, to: unit) ?? 0
      open -= (to ? 1 : -1) * unit.rounded(quantity)
    default:
      // A step on the way to the customer, for example from the shelf to the packing zone, delivers later too.
      if !from { isDeliveredLater = true }
    }
  }

  /// By the time of the delivery, of two at once the one made first; what has no delivery was before.
  private static func isEarlier(_ move: JSON, _ picking: JSON) -> Bool {
    guard let other = move["picking_id"], let id = other["id"]?.intValue,
      let theirs = other["date_done"]?.stringValue, let ours = picking["date_done"]?.stringValue
    else { return true }
    return theirs == ours ? id < picking["id"]?.intValue ?? .max : theirs < ours
  }

  /// Goods for a company of one's own go through a transit location.
  static func isCustomer(_ location: JSON?) -> Bool {
    location?["usage"] == "customer" || location?["usage"] == "transit"
  }
}
