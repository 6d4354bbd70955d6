import Core
package import Mapping

/// Procuros INVOICE → `account.move`, a draft vendor bill.
///
/// Source: Procuros API v2, schema `Invoice`; reference 8.2. Prices are per unit of the line, in the document's currency,
/// without tax and before the line's discount.
package enum IncomingInvoiceMapping {
  // swift-format-ignore
  package static let table = MappingTable(odoo: "account.move", partner: "INVOICE", .toOdoo, rows: [
    //               Odoo                             Procuros                            rules
    .given("II1",    "procuros_transaction_id",                                           as: "`procurosTransactionId` of the transaction, through `sidecar.reference`"),
    .given("II2",    "procuros_connection_id",                                            as: "the connection, through `sidecar.reference`"),
    .field("II3",    "partner_id",                    "header.supplier.identifiers[GS1]", .required, .found(Finders.partner)),
    .field("II4",    "ref",                           "header.invoiceIdentifier",         .required, .maxLength(255)),
    .given("II4",    "name",                          "header.invoiceIdentifier",         as: "as `ref`, only with the setting `write_bill_name`"),
    .field("II5",    "invoice_date",                  "header.invoiceDate",               .required, .partnerDay("Europe/Berlin")),
    .field("II6",    "currency_id",                   "header.currency",                  .currency, .found(Finders.currency)),
    .given("II6",    "currency_id",                   "header.currency",                  as: "the order's when absent"),
    .field("II7",    "purchase_id",                   "header.orderIdentifier",           .required, .maxLength(255)),
    .given("II7",    "invoice_origin",                "header.orderIdentifier",           as: "the names of the orders; `purchase_id` is no stored field, the lines are linked by `purchase_line_id`"),
    .given("II8",    "invoice_payment_term_id",       "header.paymentTerms",              as: "the payment term that says the same, else the order's, else setting `payment_term_id`"),
    .fixed("II9",    "move_type",                     "in_invoice"),
    .given("II10",   "procuros_inc_transaction_status",                                   as: "`Processed`, once the document has its record"),
    .lines(          "invoice_line_ids",              "items", [
      .field("II11", "name",                          "description"),
      .field("II12", "quantity",                      "quantity",                         .required, .decimal, .aboveZero),
      .field("II13", "price_unit",                    "unitPrice",                        .required, .decimal),
      .field("II14", "product_id",                    "identifiers[GS1]",                 .required, .found(Finders.product)),
      .field("",     "product_uom_id",                "unitOfMeasure",                    .otherwise("EA"), .found(Finders.unit)),
      .field("II15", "purchase_id",                   "orderIdentifier",                  .maxLength(255)),
      .field("II15", "order_line_number",             "orderLineNumber",                  .whole),
      .given("II15", "purchase_line_id",                                                  as: "the order's line with that number and product, else the first of the product that is not fully billed"),
      .given("II16", "tax_ids",                       "tax.percentage",                   as: "the taxes of the order's line; another percentage is a warning"),
      .given("II17", "discount",                      "modificationGroups[].modifications[]", as: "allowances for discount, compounded by level; an amount in percent of its basis"),
    ], .nested("subItems"), .unlessFalse("isInvoicedItem")),
  ], guards: BillGuards.all)
}
