import Core
import Foundation
import Mapping

/// What left with a delivery, as Procuros wants to see it: transport units with items with batches.
///
/// Odoo keeps one move line per product, lot and package; the units are its packages, the items its order lines.
/// Quantities are in the order line's unit (reference D-31), ordered ones count once over all units (D-07).
enum Shipment {
  static let derivation = Derivation(
    reads: reads,
    values: [
      (
        "=units",
        "the move lines by outermost package, packages in a container as units of their own below it; what is in no "
          + "package comes last, in a unit without identifier"
      ),
      ("=name", "the name of the package; of an SSCC without the application identifier 00 in front"),
      ("=type", "the Procuros Unit Type of the package's type"),
      (
        "=items",
        "the move lines of one order line and product in that unit; without an order line those of one product"
      ),
      (
        "=unit",
        "the unit of the order line when that is of the same product, else of the stock move; quantities are taken to "
          + "it and rounded half up so that they add up"
      ),
      ("=shipped", "`quantity` of these move lines"),
      (
        "=ordered",
        "`sale_line_id.product_uom_qty` less what earlier deliveries brought, else the move's `product_uom_qty`; "
          + "an item carries what it ships of that, the last one also the rest"
      ),
      (
        "=action",
        "only where shipped and ordered differ: `DELIVERED_LATER` while a further delivery of the order line is open or "
          + "done, else `DISCARDED`"
      ),
      ("=batches", "the move lines by lot"),
      ("=order", "the sales order of the line where it is another one than the delivery's"),
    ],
    fields: ["=name": "move_line_ids", "=ordered": "quantity", "=shipped": "quantity", "=quantity": "quantity"]
  ) { picking in
    let units = TransportUnits(ShippedLines(picking).lines, of: picking)
    return picking.record.adding([("=units", .array(units.json))])
  }

  private static let reads: [String] =
    lineFields.map { "move_line_ids." + $0 }
    + ["date_done", "sale_id", "backorder_ids.state"]

  private static let lineFields: [String] =
    [
      "quantity", "lot_id.name", "lot_id.expiration_date", "product_id.barcode",
      "product_id.procuros_is_deposit_product", "move_id.product_uom_qty",
      "move_id.name", "move_id.description_picking", "move_id.sequence",
    ]
    + package("result_package_id") + package("package_history_id.outermost_dest_id")
    + ["package_history_id.parent_dest_id"]
    + unit("product_uom_id") + unit("move_id.product_uom")
    + orderLine.map { "move_id.sale_line_id." + $0 }

  private static let orderLine: [String] =
    ["product_id", "product_uom_qty", "procuros_order_line_number", "sequence", "move_ids.state", "move_ids.quantity"]
    + ["procuros_order_identifier", "client_order_ref", "name", "partner_id"].map { "order_id." + $0 }
    + unit("product_uom_id")
    + ["product_id", "picking_id.date_done", "location_id.usage", "location_dest_id.usage"].map { "move_ids." + $0 }
    + QuantityUnit.reads.map { "move_ids.product_uom." + $0 }

  private static func unit(_ path: String) -> [String] {
    (QuantityUnit.reads + ["procuros_unit_type"]).map { "\(path).\($0)" }
  }

  private static func package(_ path: String) -> [String] {
    ["name", "package_type_id.procuros_unit_type"].map { "\(path).\($0)" }
  }
}
