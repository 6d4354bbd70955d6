import Core
import Mapping

/// The rows that invoices and credit notes share.
struct InvoiceRows {
  /// What stands before the id of a row: the credit note's own id of the whole group, `OC1`.
  private let group: String

  private init(group: String) { self.group = group }

  static let invoice = InvoiceRows(group: "")
  static func creditNote(_ id: String) -> InvoiceRows { InvoiceRows(group: id) }

  private func id(_ row: String) -> String { group.isEmpty ? row : "\(group), \(row)" }

  private let deliveryDate = ["=delivery.date_done", "=delivery.scheduled_date"]
  private let orderIdentifier = ["=order.procuros_order_identifier", "=order.client_order_ref", "=order.name"]
  /// The buyer's own date, where it is known: confirming overwrites Odoo's (design, section 13).
  private let orderDate = ["=order.procuros_order_date", "=order.date_order"]

  // swift-format-ignore
  /// OI1–OI9, OI12–OI15, OI17, OI18: parties, currency, delivery and order.
  var header: [Row] {
    [
      .group(               "partner_id",                              "header.buyer", [
        .field(id("OI1"),   "name",                                    "name"),
        .field(id("OI2"),   "ref",                                     "identifiers[GS1]",          .required, .gln),
        .field(id("OI5"),   "name",                                    "postalAddress.name"),
        .field(id("OI7"),   "street",                                  "postalAddress.street",      .required),
        .field(id("OI6"),   "zip",                                     "postalAddress.postalCode",  .required),
        .field(id("OI3"),   "city",                                    "postalAddress.city",        .required),
        .field(id("OI4"),   "country_id.code",                         "postalAddress.countryCode", .required),
      ]),
      .group(               "partner_shipping_id",                     "header.shipTo",             PartyMapping.rows(id("OI8")), .omittedWithout("ref")),
      .setting(id("OI17"),  "name",                                    "header.supplier.name"),
      .setting(id("OI18"),  "external_identifier",                     "header.supplier.identifiers[GS1]", .required, .gln),
      .field(id("OI9"),     "currency_id.name",                        "header.currency",           .required, .currency),
      .field(id("OI12"),    "=delivery.name",                          "header.shippingNoticeIdentifier"),
      .first(id("OI13"),    deliveryDate,                              "header.shippingNoticeDate", .day("Europe/Berlin")),
      .first(id("OI14"),    orderIdentifier,                           "header.orderIdentifier"),
      .first(id("OI15"),    orderDate,                                 "header.orderDate",          .day("Europe/Berlin")),
    ]
  }

  // swift-format-ignore
  /// OI19–OI27: the product lines, in the order in which the invoice prints them.
  var items: Row {
    .lines(                 "line_ids",                                "items", displayType: "product", [
      .counter(id("OI19"),                                             "lineNumber"),
      .field(id("D-09"),    "=order_line_number",                      "orderLineNumber",           .decimal),
      .first(id("D-09"),    orderIdentifier,                           "orderIdentifier"),
      .first(id("D-09"),    orderDate,                                 "orderDate",                 .day("Europe/Berlin")),
      .field(id("D-09"),    "=delivery.name",                          "shippingNoticeIdentifier"),
      .first(id("D-09"),    deliveryDate,                              "shippingNoticeDate",        .day("Europe/Berlin")),
      .field(id("OI20"),    "product_id.barcode",                      "identifiers[GS1]",          .required, .gtin),
      .field(id("OI21"),    "product_id.procuros_is_deposit_product",  "isDepositItem",             .boolean),
      .constant(id("6.4"),  true,                                      "isInvoicedItem"),
      .field(id("OI22"),    "quantity",                                "quantity",                  .required, .decimal, .aboveZero),
      .field(id("D-31"),    "product_uom_id.procuros_unit_type",       "unitOfMeasure",             .required, .code(Codes.unitOfMeasure)),
      .field(id("OI23"),    "=unit_price",                             "unitPrice",                 .decimal),
      .field(id("OI24"),    "name",                                    "description"),
      .field(id("OI25"),    "=tax.amount",                             "tax.amount",                .decimal),
      .field(id("OI26"),    "=tax.percentage",                         "tax.percentage",            .decimal),
      .field(id("D-13"),    "=tax.description",                        "tax.description"),
      .field(id("OI27"),    "=discount",                               "modificationGroups",        .asDerived),
    ])
  }

  // swift-format-ignore
  /// OI28–OI31: the totals.
  var summary: [Row] {
    [
      .field(id("OI29"),    "amount_untaxed",                          "summary.subtotalAmount",    .required, .decimal),
      .constant(id("6.4"),  0,                                         "summary.totalCharges"),
      .constant(id("6.4"),  0,                                         "summary.totalAllowances"),
      .field(id("OI29"),    "amount_untaxed",                          "summary.netAmount",         .required, .decimal),
      .field(id("OI30"),    "amount_total",                            "summary.grossAmount",       .required, .decimal),
      .field(id("OI31"),    "=due",                                    "summary.dueAmount",         .required, .decimal),
      .field(id("OI28"),    "amount_tax",                              "summary.tax.total",         .required, .decimal),
      .field(id("D-13"),    "=tax_items",                              "summary.tax.items",         .asDerived),
    ]
  }

  static let models: [String: String] = {
    let orders = ["": "sale.order.line", ".order_id": "sale.order"]
    let deliveries = [".move_ids": "stock.move", ".move_ids.picking_id": "stock.picking"]
    func below(_ path: String, _ models: [String: String]) -> [String: String] {
      Dictionary(uniqueKeysWithValues: models.map { (path + $0, $1) })
    }
    let own = [
      "=delivery": "stock.picking",
      "=order": "sale.order",
      "company_id": "res.company",
      "company_id.partner_id": "res.partner",
      "currency_id": "res.currency",
      "invoice_payment_term_id": "account.payment.term",
      "line_ids": "account.move.line",
      "line_ids.=delivery": "stock.picking",
      "line_ids.=order": "sale.order",
      "line_ids.product_id": "product.product",
      "line_ids.product_uom_id": "uom.uom",
      "line_ids.tax_ids": "account.tax",
      "line_ids.tax_ids.children_tax_ids": "account.tax",
      "partner_id": "res.partner",
      "partner_id.commercial_partner_id": "res.partner",
      "partner_id.country_id": "res.country",
      "partner_shipping_id": "res.partner",
      "reversed_entry_id": "account.move",
      "reversed_entry_id.line_ids": "account.move.line",
    ]
    return own.merging(below("line_ids.sale_line_ids", orders.merging(deliveries) { $1 })) { $1 }
      .merging(below("reversed_entry_id.line_ids.sale_line_ids", orders.merging(deliveries) { $1 })) { $1 }
  }()

  /// Odoo's own labels.
  static let labels = [
    "account.move.line.name": "Label",
    "account.move.name": "Number",
    "amount_residual": "Amount Due",
    "amount_tax": "Tax",
    "amount_total": "Total",
    "amount_untaxed": "Untaxed Amount",
    "barcode": "Barcode",
    "city": "City",
    "company_id": "Company",
    "country_id": "Country",
    "currency_id": "Currency",
    "discount": "Discount (%)",
    "external_identifier": "External Identifier",
    "invoice_date": "Invoice Date",
    "invoice_date_due": "Due Date",
    "invoice_payment_term_id": "Payment Terms",
    "line_ids": "Invoice Lines",
    "move_type": "Type",
    "name": "Name",
    "partner_id": "Customer",
    "partner_shipping_id": "Delivery Address",
    "price_unit": "Unit Price",
    "procuros_connection_id": "Procuros Connector",
    "procuros_credit_note_reason": "Procuros credit note reason",
    "procuros_unit_type": "Procuros Unit Type",
    "product_id": "Product",
    "product_uom_id": "Unit of Measure",
    "quantity": "Quantity",
    "ref": "Reference",
    "sale_line_ids": "Sales Order Lines",
    "state": "Status",
    "street": "Street",
    "tax_ids": "Taxes",
    "zip": "ZIP",
  ]
}
