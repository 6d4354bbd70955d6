package import Mapping

/// `account.move` (customer credit note) → Procuros CREDIT_NOTE.
///
/// Source: Procuros API v2, schema `CreditNote`; Odoo user guide of the connector, *Customer credit note*; reference
/// D-08 to D-13, D-28 and D-31. As the invoice; quantities, prices and amounts are positive, as Odoo keeps them.
package enum CreditNoteMapping {
  // swift-format-ignore
  package static let table = MappingTable(
    odoo: "account.move", partner: "CREDIT_NOTE", .toPartner, derivation: InvoiceDerivation.creditNote,
    rows: [
      //             Odoo                              Procuros                        rules
      .field("OC2",  "name",                           "header.creditNoteIdentifier"),
      .field("OC3",  "invoice_date",                   "header.creditNoteDate",        .required, .day("Europe/Berlin")),
      .field("OC6",  "=type",                          "header.type",                  .required, .code(Codes.creditNoteType)),
      .first("OC7",  ["=reason", "=reference"],        "header.reason",                .cut(255)),
      .field("OC4",  "reversed_entry_id.name",         "header.invoiceIdentifier"),
      .field("OC5",  "reversed_entry_id.invoice_date", "header.invoiceDate",           .day("Europe/Berlin")),
    ] + InvoiceRows.creditNote("OC1").header + [InvoiceRows.creditNote("OC8").items]
      + InvoiceRows.creditNote("OC9").summary,
    guards: InvoiceGuards.creditNote, models: models, labels: InvoiceRows.labels)

  /// Deliveries are those of the reversed invoice.
  private static let models = InvoiceRows.models.filter { !$0.key.hasPrefix("line_ids.sale_line_ids.move_ids") }
}
