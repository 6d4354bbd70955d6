import Core
package import Mapping

/// Procountor purchase invoice and its ledger receipt → `account.move`, a draft vendor bill.
///
/// Source: Procountor API 26.04, schemas `Invoice` and `LedgerReceipt`; reference 6.8. Amounts are net of VAT, in the
/// currency of Procountor's books; days are calendar days of Helsinki.
package enum IncomingBillMapping {
  // swift-format-ignore
  package static let table = MappingTable(odoo: "account.move", partner: "PURCHASE_INVOICE", .toOdoo, rows: [
    //               Odoo                            Procountor                                  rules
    .given("PB1",    "procountor_invoice_id",        "invoice.id",                               as: "`id`, through `sidecar.reference`"),
    .given("PB2",    "procountor_status",            "invoice.status",                           as: "`status` when it was taken, through `sidecar.reference`"),
    .given("PB3",    "move_type",                    "invoice.invoiceSumInfo[].invoiceSumTotal", as: "`in_invoice`; `in_refund` with flipped signs when below zero"),
    .given("PB4",    "partner_id",                   "invoice.partnerId",                        as: "the vendor with that id, else with `counterParty.identifier` or `.taxCode`, else of that name, else a new one (setting `create_vendors`)"),
    .field("PB5",    "ref",                          "invoice.originalInvoiceNumber",            .maxLength(255)),
    .given("PB5",    "ref",                          "invoice.invoiceNumber",                    as: "where there is no `originalInvoiceNumber`"),
    .field("PB6",    "invoice_date",                 "invoice.date",                             .required, .partnerDay("Europe/Helsinki")),
    .field("PB7",    "date",                         "receipt.receiptDate",                      .partnerDay("Europe/Helsinki")),
    .field("PB8",    "invoice_date_due",             "invoice.paymentInfo.dueDate",              .partnerDay("Europe/Helsinki")),
    .field("PB8",    "=new_due_date",                "invoice.paymentInfo.newDueDate",           .partnerDay("Europe/Helsinki")),
    .field("PB9",    "payment_reference",            "invoice.paymentInfo.bankReferenceCode",    .maxLength(255)),
    .field("PB10",   "=currency",                    "invoice.paymentInfo.currency",             .currency),
    .given("PB10",   "currency_id",                  "invoice.paymentInfo.currency",             as: "the company's currency; another one only where Odoo's rate of the day is the invoice's"),
    .preset("PB11",  "journal_id",                   setting: "bill_journal_id"),
    .lines(          "invoice_line_ids",             "receipt.transactions", [
      .given("PB12", "account_id",                   "account",                                  as: "the account with that code; missing or deprecated ones hold the bill back"),
      .field("PB13", "name",                         "description"),
      .given("PB13", "name",                         "invoice.invoiceRows[].product",            as: "of the row at the same place where the description is empty"),
      .fixed("PB14", "quantity",                     "1"),
      .field("PB15", "price_unit",                   "accountingValue",                          .required, .decimal, .countable),
      .field("PB16", "=vat_percent",                 "vatPercent",                               .decimal),
      .given("PB16", "tax_ids",                      "vatPercent",                               as: "the purchase tax with that percentage and `vatStatus` (the line's, else the receipt's); none at 0 % without such a tax, and on the rounding line"),
      .given("PB17", "analytic_distribution",        "dimensionItemValues[]",                    as: "the paired analytic accounts, each with its share of `accountingValue`"),
    ]),
  ])
}
