import Core
import Foundation
package import Mapping

/// Procuros SHIPPING_NOTICE → `stock.picking`, a receipt prepared for what was shipped.
///
/// Source: Procuros API v2, schema `ShippingNotice`; reference 8.4. Quantities are in the item's own unit.
package enum IncomingShippingNoticeMapping {
  // swift-format-ignore
  package static let table = MappingTable(odoo: "stock.picking", partner: "SHIPPING_NOTICE", .toOdoo, rows: [
    //              Odoo                             Procuros                            rules
    .given("IS1",   "procuros_transaction_id",                                           as: "`procurosTransactionId` of the transaction, through `sidecar.reference`"),
    .given("IS2",   "procuros_connection_id",                                            as: "the connection, through `sidecar.reference`"),
    .field("IS3",   "carrier_id",                    "header.carrier",                   .maxLength(255)),
    .given("IS3",   "carrier_id",                    "header.carrier",                   as: "the delivery method of that name; none or several: left empty, a warning"),
    .field("IS4",   "carrier_tracking_ref",          "header.trackingNumber",            .maxLength(255)),
    .given("IS5",   "procuros_inc_transaction_status",                                   as: "`Processed`, once the document has its record"),
    .field("",      "partner_id",                    "header.supplier.identifiers[GS1]", .required, .found(Finders.partner)),
    .field("",      "purchase_id",                   "header.orderIdentifier",           .required, .maxLength(255)),
    .lines(         "move_ids",                      "transportUnits[].items", [
      .field("IS6", "product_uom_qty",               "shippedQuantity",                  .required, .decimal, .notNegative),
      .given("IS6", "product_uom_qty",               "shippedQuantity",                  as: "summed by order line over all units, sub units and sub items, in the move's unit; the rest goes to a back order"),
      .field("",    "product_id",                    "identifiers[GS1]",                 .required, .found(Finders.shippedProduct)),
      .field("",    "product_uom",                   "unitOfMeasure",                    .otherwise("EA"), .found(Finders.unit)),
      .field("",    "purchase_id",                   "orderIdentifier",                  .maxLength(255)),
      .field("",    "order_line_number",             "orderLineNumber",                  .whole),
      .lines(       "move_line_ids",                 "batches", [
        .field("",  "lot_name",                      "batchIdentifier",                  .maxLength(255)),
        .field("",  "expiration_date",               "expirationDate",                   .partnerDay("Europe/Berlin")),
        .field("",  "quantity",                      "quantity",                         .decimal, .notNegative),
      ]),
    ], .nested("transportUnits"), .nested("subItems")),
  ], guards: [items])

  private static let items = Guard("Something is shipped.", reads: []) { notice in
    func isShipped(_ holder: JSON) -> Bool {
      if let shipped = holder["shippedQuantity"]?.decimalValue, shipped > 0 { return true }
      return ["transportUnits", "items", "subItems"].flatMap { holder[$0]?.arrayValue ?? [] }.contains(where: isShipped)
    }
    guard !isShipped(notice.record) else { return [] }
    return [
      Issue(
        "procuros.receipt.nothing_shipped",
        "Nothing is shipped: the shipping notice has no item with a quantity.",
        path: "content.transportUnits",
        repair: "Ask the vendor, or ignore this document."
      )
    ]
  }
}
