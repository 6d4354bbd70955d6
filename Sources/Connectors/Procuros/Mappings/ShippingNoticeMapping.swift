package import Mapping

/// `stock.picking` → Procuros SHIPPING_NOTICE.
///
/// Source: Procuros API v2, schema `ShippingNotice`; Odoo user guide of the connector, *Delivery order*. Days are those of
/// Berlin; quantities are in the order line's unit. `Shipment` works out units, items and batches from the move lines.
package enum ShippingNoticeMapping {
  /// The buyer is the customer of the sales order (reference D-06).
  package static let table = table(buyer: ["sale_id.partner_id", "partner_id"])
  /// The buyer is the delivery address, as the user guide has it: setting `buyer_from_picking`.
  package static let literal = table(buyer: ["partner_id"])

  // swift-format-ignore
  private static func table(buyer: [String]) -> MappingTable {
    MappingTable(odoo: "stock.picking", partner: "SHIPPING_NOTICE", .toPartner, derivation: Shipment.derivation, rows: [
      //              Odoo                                                      Procuros                           rules
      .group(first:   buyer,                                                    "header.buyer",                    PartyMapping.rows(name: "OS1", gln: "OS2", city: "OS3", country: "OS4", addressee: "OS5", zip: "OS6", street: "OS7")),
      .group(         "sale_id.partner_shipping_id",                            "header.shipTo",                   PartyMapping.rows("OS8"), .omittedWithout("ref")),
      .group(         "sale_id.partner_invoice_id",                             "header.billTo",                   PartyMapping.rows("OS9"), .omittedWithout("ref")),
      .field("OS10",  "name",                                                   "header.shippingNoticeIdentifier", .required),
      .first("OS11",  ["date_done", "scheduled_date"],                          "header.shippingNoticeDate",       .required, .day("Europe/Berlin")),
      .first("OS12",  ["sale_id.commitment_date", "scheduled_date"],            "header.requestedDeliveryDate",    .day("Europe/Berlin")),
      .field("OS13",  "scheduled_date",                                         "header.expectedDeliveryDate",     .day("Europe/Berlin")),
      .first("OS14",  ["sale_id.procuros_order_identifier", "sale_id.client_order_ref", "sale_id.name"],
                                                                                "header.orderIdentifier",          .required),
      .first("OS15",  ["sale_id.procuros_order_date", "sale_id.date_order"],    "header.orderDate",                .day("Europe/Berlin")),
      .field("OS16",  "carrier_id.name",                                        "header.carrier"),
      .field("OS17",  "carrier_tracking_ref",                                   "header.trackingNumber"),
      .setting("OS18", "name",                                                  "header.supplier.name"),
      .setting("OS19", "external_identifier",                                   "header.supplier.identifiers[GS1]", .required, .gln),
      .lines(         "=units",                                                 "transportUnits",                  unit + [
        .lines(       "=units",                                                 "transportUnits",                  unit, .omittedWhenEmpty),
      ]),
    ], guards: ShippingNoticeGuards.all, models: models, labels: labels)
  }

  // swift-format-ignore
  private static let unit: [Row] = [
    .field("OS20",    "=name",                                                  "unitIdentifier"),
    .field("OS21",    "=type.procuros_unit_type",                               "unitType",                        .code(Codes.transportUnit)),
    .lines(           "=items",                                                 "items", [
      .counter("OS22",                                                          "lineNumber"),
      .field("OS23",  "move_id.sale_line_id.procuros_order_line_number",        "orderLineNumber",                 .zeroIsEmpty, .decimal),
      .first("6.3",   ["=order.procuros_order_identifier", "=order.client_order_ref", "=order.name"],
                                                                                "orderIdentifier"),
      .field("OS24",  "product_id.barcode",                                     "identifiers[GS1]",                .required, .gtin),
      .field("OS25",  "product_id.procuros_is_deposit_product",                 "isDepositItem",                   .boolean),
      .field("OS26",  "=ordered",                                               "orderedQuantity",                 .decimal),
      .field("OS27",  "=shipped",                                               "shippedQuantity",                 .decimal),
      .field("D-07",  "=action",                                                "openQuantityAction"),
      .field("D-31",  "=unit.procuros_unit_type",                               "unitOfMeasure",                   .required, .code(Codes.unitOfMeasure)),
      .first("OS28",  ["move_id.name", "move_id.description_picking", "product_id.display_name"],
                                                                                "description"),
      .lines(         "=batches",                                               "batches", [
        .field("OS29", "lot_id.name",                                           "batchIdentifier"),
        .field("OS30", "lot_id.expiration_date",                                "expirationDate",                  .day("Europe/Berlin")),
        .field("OS31", "=quantity",                                             "quantity",                        .decimal),
      ], .omittedWhenEmpty),
    ]),
  ]

  private static let models: [String: String] = {
    var models = [
      "company_id": "res.company",
      "partner_id": "res.partner",
      "partner_id.country_id": "res.country",
      "sale_id": "sale.order",
      "carrier_id": "delivery.carrier",
      "location_dest_id": "stock.location",
      "=units": "stock.picking",
      "=units.=units": "stock.picking",
    ]
    for partner in ["partner_id", "partner_shipping_id", "partner_invoice_id"] {
      models["sale_id." + partner] = "res.partner"
      models["sale_id.\(partner).country_id"] = "res.country"
    }
    for unit in ["=units", "=units.=units"] { models.merge(ofUnit(unit + ".")) { $1 } }
    models.merge(ofLine("move_line_ids")) { $1 }
    return models
  }()

  private static func ofUnit(_ unit: String) -> [String: String] {
    var models = [unit + "=type": "stock.package.type"]
    models.merge(ofLine(unit + "=items")) { $1 }
    models.merge(ofLine(unit + "=items.=batches")) { $1 }
    return models
  }

  private static func ofLine(_ line: String) -> [String: String] {
    [
      "": "stock.move.line", ".product_id": "product.product", ".lot_id": "stock.lot", ".move_id": "stock.move",
      ".move_id.sale_line_id": "sale.order.line", ".=order": "sale.order", ".=unit": "uom.uom",
      ".result_package_id.package_type_id": "stock.package.type",
    ].reduce(into: [:]) { $0[line + $1.key] = $1.value }
  }

  /// Odoo's own labels.
  private static let labels = [
    "barcode": "Barcode",
    "carrier_id": "Carrier",
    "client_order_ref": "Customer Reference",
    "commitment_date": "Delivery Date",
    "company_id": "Company",
    "country_id": "Country",
    "date_done": "Date of Transfer",
    "expiration_date": "Expiration Date",
    "external_identifier": "External Identifier",
    "location_dest_id": "Destination Location",
    "lot_id": "Lot/Serial Number",
    "move_line_ids": "Operations",
    "name": "Name",
    "partner_id": "Contact",
    "partner_invoice_id": "Invoice Address",
    "partner_shipping_id": "Delivery Address",
    "picking_type_code": "Type of Operation",
    "procuros_connection_id": "Procuros Connector",
    "procuros_order_identifier": "Buyer's Order Number",
    "procuros_unit_type": "Procuros Unit Type",
    "product_id": "Product",
    "quantity": "Quantity",
    "ref": "Reference",
    "result_package_id": "Destination Package",
    "sale_id": "Sales Order",
    "sale.order.partner_id": "Customer",
    "scheduled_date": "Scheduled Date",
    "state": "Status",
    "stock.picking.name": "Reference",
  ]
}
