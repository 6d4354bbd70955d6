import Core
package import Mapping

/// Procuros CREDIT_NOTE → `account.move`, the draft reversal of a vendor bill.
///
/// Source: Procuros API v2, schema `CreditNote`; reference 8.3. `reversal` is Odoo's dialog `account.move.reversal`. Amounts
/// are positive; a quantity with a sign loses it.
package enum IncomingCreditNoteMapping {
  // swift-format-ignore
  package static let table = MappingTable(odoo: "account.move", partner: "CREDIT_NOTE", .toOdoo, rows: [
    //               Odoo                             Procuros                            rules
    .field("IC1",    "reversal.date",                 "header.creditNoteDate",            .required, .partnerDay("Europe/Berlin")),
    .field("IC2",    "reversal.reason",               "header.reason"),
    .given("IC2",    "procuros_credit_note_reason",   "header.reason",                    as: "as `reversal.reason`: `ref` holds the vendor's number"),
    .given("IC3",    "reversal.journal_id",                                               as: "the bill's"),
    .field("IC4",    "reversal.move_ids",             "header.invoiceIdentifier",         .maxLength(255)),
    .given("IC4",    "reversal.move_ids",             "header.invoiceIdentifier",         as: "the vendor's posted bill with that `ref` or `name`"),
    .given("IC5",    "reversal.company_id",                                               as: "the bill's"),
    .given("IC6",    "procuros_transaction_id",                                           as: "`procurosTransactionId` of the transaction, through `sidecar.reference`"),
    .given("IC7",    "procuros_connection_id",                                            as: "the connection, through `sidecar.reference`"),
    .given("IC8",    "procuros_inc_transaction_status",                                   as: "`Processed`, once the document has its record"),
    .field("",       "ref",                           "header.creditNoteIdentifier",      .required, .maxLength(255)),
    .field("",       "partner_id",                    "header.supplier.identifiers[GS1]", .required, .found(Finders.partner)),
    .field("",       "currency_id",                   "header.currency",                  .currency, .found(Finders.currency)),
    .lines(          "invoice_line_ids",              "items", [
      .field("IC9",  "name",                          "description"),
      .field("IC10", "quantity",                      "quantity",                         .required, .decimal, .absolute, .aboveZero),
      .field("IC11", "price_unit",                    "unitPrice",                        .required, .decimal),
      .field("",     "product_id",                    "identifiers[GS1]",                 .required, .found(Finders.product)),
      .field("",     "product_uom_id",                "unitOfMeasure",                    .otherwise("EA"), .found(Finders.unit)),
      .given("",     "discount",                      "modificationGroups[].modifications[]", as: "as on an invoice (II17)"),
    ], .nested("subItems"), .unlessFalse("isInvoicedItem")),
  ], guards: BillGuards.all)
}
