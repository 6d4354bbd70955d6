import Core
package import Mapping

/// Procuros ORDER → `sale.order`, a quotation.
///
/// Source: Procuros API v2, schema `Order`; reference 8.1. Prices, taxes and currency are Odoo's own, not the order's.
/// Quantities are in the line's own unit. A day alone is its first second in Berlin.
package enum IncomingOrderMapping {
  // swift-format-ignore
  package static let table = MappingTable(odoo: "sale.order", partner: "ORDER", .toOdoo, rows: [
    //               Odoo                          Procuros                            rules
    .given("IO1",    "procuros_transaction_id",                                        as: "`procurosTransactionId` of the transaction, through `sidecar.reference`"),
    .given("IO2",    "procuros_connection_id",                                         as: "the connection, through `sidecar.reference`"),
    .field("IO3",    "date_order",                 "header.orderDate",                 .required, .partnerMoment("Europe/Berlin")),
    .field("IO3",    "procuros_order_date",        "header.orderDate",                 .partnerDay("Europe/Berlin")),
    .field("IO4",    "commitment_date",            "header.requestedDeliveryDate",     .partnerMoment("Europe/Berlin")),
    .field("IO5",    "procuros_order_identifier",  "header.orderIdentifier",           .required, .maxLength(255)),
    .field("IO5",    "client_order_ref",           "header.orderIdentifier",           .maxLength(255)),
    .field("IO6",    "partner_id",                 "header.buyer.identifiers[GS1]",    .required, .found(Finders.customer)),
    .field("IO7",    "partner_shipping_id",        "header.shipTo.identifiers[GS1]",   .found(Finders.customer)),
    .given("IO7",    "partner_shipping_id",        "header.shipTo",                    as: "the buyer when absent"),
    .field("IO8",    "partner_invoice_id",         "header.billTo.identifiers[GS1]",   .found(Finders.customer)),
    .given("IO8",    "partner_invoice_id",         "header.billTo",                    as: "the buyer when absent"),
    .preset("IO9",   "user_id",                    setting: "salesperson_id"),
    .preset("IO10",  "team_id",                    setting: "sales_team_id"),
    .given("IO11",   "company_id",                                                     as: "the connection's company"),
    .given("IO12",   "payment_term_id",                                                as: "`property_payment_term_id` of the buyer, else setting `payment_term_id`"),
    .preset("",      "warehouse_id",               setting: "warehouse_id"),
    .preset("",      "procuros_location_id",       setting: "location_id"),
    .preset("",      "carrier_id",                 setting: "carrier_id"),
    .lines(          "order_line",                 "items", [
      .field("IO13", "procuros_order_line_number", "lineNumber",                       .whole, .countable),
      .field("IO14", "product_uom_qty",            "quantity",                         .otherwise(1), .decimal, .aboveZero, .countable),
      .field("IO15", "name",                       "description"),
      .field("IO16", "product_id",                 "identifiers[GS1]",                 .required, .found(Finders.product)),
      .field("IO17", "product_uom_id",             "unitOfMeasure",                    .otherwise("EA"), .found(Finders.unit)),
    ]),
  ], guards: [lines, shipTo, billTo])

  private static let lines = Guard("The order has at least one item.", reads: []) { order in
    guard order.record["items"]?.arrayValue?.isEmpty ?? true else { return [] }
    return [
      Issue(
        "procuros.order.no_items",
        "The order has no items.",
        path: "content.items",
        repair: "Ask the buyer to send it again."
      )
    ]
  }

  /// Reference D-19: where the goods go is nobody's guess.
  private static let shipTo = Guard(
    "A shipTo names its GLN, unless the setting `incoming_ship_to_without_gln` is `buyer`.",
    reads: []
  ) { order in
    guard order.setting("incoming_ship_to_without_gln") != "buyer" else { return [] }
    return withoutGLN("shipTo", order, "choose Deliver to the buyer on the connector")
  }

  private static let billTo = Guard("A billTo names its GLN.", reads: []) { order in
    withoutGLN("billTo", order, "ignore this document and enter the order by hand")
  }

  private static func withoutGLN(_ name: String, _ order: DocumentView, _ otherwise: String) -> [Issue] {
    let party = order.record["header"]?[name]
    let path: PartnerPath = "identifiers[GS1]"
    guard party?.objectValue?.isEmpty == false, path.value(in: party) == nil else { return [] }
    let said = party?["name"]?.stringValue ?? party?["postalAddress"]?["city"]?.stringValue
    return [
      Issue(
        "procuros.order.party_without_gln",
        "The order's \(name)\(said.map { " (\($0))" } ?? "") has no GLN.",
        value: said,
        path: "content.header.\(name).identifiers[GS1]",
        repair: "Ask the buyer for the GLN of the address, or \(otherwise).",
        params: ["party": name]
      )
    ]
  }
}
