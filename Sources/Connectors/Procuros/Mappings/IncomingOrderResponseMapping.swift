package import Mapping

/// Procuros ORDER_RESPONSE → `purchase.order`, the one that we sent.
///
/// Source: Procuros API v2, schema `OrderResponse`; reference 8.5, D-15, D-16. Quantities are in the order line's own unit;
/// prices are compared, never written.
package enum IncomingOrderResponseMapping {
  // swift-format-ignore
  package static let table = MappingTable(odoo: "purchase.order", partner: "ORDER_RESPONSE", .toOdoo, rows: [
    //               Odoo                                 Procuros                           rules
    .field("IR1",    "name",                              "header.orderIdentifier",          .required, .found(Finders.sentOrder)),
    .field("",       "partner_id",                        "header.supplier.identifiers[GS1]", .found(Finders.partner)),
    .given("IR2",    "state",                             "header.type",                     as: "`ACCEPT` confirms, `REJECT` cancels, `CHANGE` changes the lines and confirms; absent cancels where the setting `cancel_without_type` says so"),
    .given("IR4",    "payment_term_id",                   "header.paymentTerms",             as: "must say the same, nothing is written"),
    .field("D-15",   "date_planned",                      "header.confirmedDeliveryDate",    .partnerMoment("Europe/Berlin")),
    .lines(          "order_line",                        "items", [
      .field("D-15", "procuros_line_number",              "orderLineNumber",                 .whole),
      .field("D-15", "product_id.barcode",                "identifiers[GS1]"),
      .field("IR3",  "product_qty",                       "confirmedQuantity",               .decimal, .notNegative, .countable),
      .field("",     "product_uom_id.procuros_unit_type", "unitOfMeasure"),
      .field("",     "price_unit",                        "unitPrice",                       .decimal),
      .field("D-15", "date_planned",                      "confirmedDeliveryDate",           .partnerMoment("Europe/Berlin")),
    ]),
  ])
}
