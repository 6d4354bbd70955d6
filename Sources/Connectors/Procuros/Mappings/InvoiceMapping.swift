package import Mapping

/// `account.move` (customer invoice) → Procuros INVOICE.
///
/// Source: Procuros API v2, schema `Invoice`; Odoo user guide of the connector, *Customer invoice*; reference D-08 to
/// D-14 and D-31. Dates are calendar days in Berlin; quantities are in the line's own unit; prices are per unit, in the
/// invoice's currency, without tax and before the line's discount. Only product lines are sent, in printed order.
package enum InvoiceMapping {
  // swift-format-ignore
  package static let table = MappingTable(
    odoo: "account.move", partner: "INVOICE", .toPartner, derivation: InvoiceDerivation.invoice,
    rows: [
      //             Odoo                     Procuros                  rules
      .field("OI10", "name",                  "header.invoiceIdentifier"),
      .field("OI11", "invoice_date",          "header.invoiceDate",       .required, .day("Europe/Berlin")),
    ] + InvoiceRows.invoice.header + [
      .field("OI16", "=terms",                "header.paymentTerms",      .asDerived),
      InvoiceRows.invoice.items,
    ] + InvoiceRows.invoice.summary,
    guards: InvoiceGuards.invoice, models: models, labels: InvoiceRows.labels)

  private static let models = InvoiceRows.models.filter { !$0.key.hasPrefix("reversed_entry_id") }
}
