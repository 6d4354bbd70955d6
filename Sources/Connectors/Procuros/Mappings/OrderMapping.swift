package import Mapping

/// `purchase.order` → Procuros ORDER.
///
/// Source: Procuros API v2, schema `Order`; Odoo user guide of the connector, *Purchase order*. Dates are calendar days
/// in Berlin; quantities are in the line's own unit; prices are per unit, in the order's currency, without tax and
/// before the line's discount. Sections and notes are not sent.
package enum OrderMapping {
  // swift-format-ignore
  package static let table = MappingTable(odoo: "purchase.order", partner: "ORDER", .toPartner, rows: [
    //               Odoo                                       Procuros                         rules
    .field("OO1",    "name",                                    "header.orderIdentifier",        .required),
    .field("OO2",    "date_order",                              "header.orderDate",              .required, .day("Europe/Berlin")),
    .field("OO3",    "currency_id.name",                        "header.currency",               .currency),
    .field("OO4",    "date_planned",                            "header.requestedDeliveryDate",  .day("Europe/Berlin")),
    .group(          "partner_id",                              "header.supplier",               PartyMapping.rows("OO5")),
    .group(          "company_id.partner_id",                   "header.billTo",                 PartyMapping.rows("OO6"), .omittedWithout("ref")),
    .group(          "picking_type_id.warehouse_id.partner_id", "header.shipTo",                 PartyMapping.rows("OO7"), .omittedWithout("ref")),
    .field("D-30",   "company_id.name",                         "header.buyer.name"),
    .setting("OO8",  "external_identifier",                     "header.buyer.identifiers[GS1]", .required, .gln),
    .lines(          "order_line",                              "items", [
      .counter("OO10",                                          "lineNumber"),
      .field("OO9",  "product_id.barcode",                      "identifiers[GS1]",              .required, .gtin),
      .field("OO11", "product_qty",                             "quantity",                      .required, .decimal, .aboveZero),
      .field("OO12", "product_id.procuros_is_deposit_product",  "isDepositItem",                 .boolean),
      .field("OO13", "product_uom_id.procuros_unit_type",       "unitOfMeasure",                 .required, .code(Codes.unitOfMeasure)),
      .field("OO14", "name",                                    "description"),
      .field("OO15", "date_planned",                            "requestedDeliveryDate",         .day("Europe/Berlin")),
      .field("OO16", "price_unit",                              "unitPrice",                     .decimal),
    ]),
  ], guards: OrderGuards.all, models: models, labels: labels)

  private static let models = [
    "company_id": "res.company",
    "company_id.partner_id": "res.partner",
    "currency_id": "res.currency",
    "order_line": "purchase.order.line",
    "order_line.product_id": "product.product",
    "order_line.product_uom_id": "uom.uom",
    "partner_id": "res.partner",
    "picking_type_id": "stock.picking.type",
    "picking_type_id.warehouse_id": "stock.warehouse",
    "picking_type_id.warehouse_id.partner_id": "res.partner",
  ]

  /// Odoo's own labels.
  private static let labels = [
    "barcode": "Barcode",
    "company_id": "Company",
    "currency_id": "Currency",
    "date_order": "Order Deadline",
    "date_planned": "Expected Arrival",
    "dest_address_id": "Dropship Address",
    "discount": "Disc.%",
    "display_type": "Display Type",
    "external_identifier": "External Identifier",
    "name": "Name",
    "purchase.order.name": "Order Reference",
    "purchase.order.line.name": "Description",
    "order_line": "Order Lines",
    "partner_id": "Vendor",
    "picking_type_id": "Deliver To",
    "price_unit": "Unit Price",
    "procuros_unit_type": "Procuros Unit Type",
    "product_id": "Product",
    "product_qty": "Quantity",
    "product_uom_id": "Unit of Measure",
    "ref": "Reference",
    "state": "Status",
    "stock.warehouse.partner_id": "Address",
    "warehouse_id": "Warehouse",
  ]
}
