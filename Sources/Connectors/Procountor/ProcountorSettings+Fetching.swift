import Engine

/// Tabs *Fetching options* and *Vendor Bills*.
extension ProcountorSettings {
  static let payments: [Setting] = [
    Setting(
      "bank_journal_id",
      .record,
      "Bank Journal",
      help: "Payments that came over a bank are registered here. The journal must be of type Bank.",
      model: "account.journal"
    ),
    Setting(
      "cash_journal_id",
      .record,
      "Cash Journal",
      help: "Payments in cash are registered here. The journal must be of type Cash.",
      model: "account.journal"
    ),
    Setting(
      "bank_types",
      .text,
      "Bank Payment Types",
      help: "Types of payment events that go to the bank journal, with commas between. What is in neither list is left "
        + "to you and told in the log.",
      default: "BANKSTATEMENT,BANKSTATEMENT_TO_INVOICE,REFERENCEPAYMENT,REFERENCEPAYMENT_TO_INVOICE,"
        + "BANKTRANSFERELSEWHERE,ELSEWHERE,CHARGECARD,OTHERPAYMENTMETHOD,NETS_DK_INVOICE"
    ),
    Setting(
      "cash_types",
      .text,
      "Cash Payment Types",
      help: "Types of payment events that go to the cash journal, with commas between.",
      default: "CASH"
    ),
    Setting(
      "payments_from",
      .text,
      "Fetching Start Time",
      help: "Payments are fetched for invoices that were sent to Procountor at this time or later. Empty: no limit."
    ),
    Setting(
      "payments_to",
      .text,
      "Fetching End Time",
      help: "Payments are fetched for invoices that were sent to Procountor before this time. Empty: no limit."
    ),
    Setting(
      "pay_in_payment",
      .boolean,
      "Invoices In Payment",
      help: "Payments are also fetched for invoices that are In Payment in Odoo. Better let the bank journal lead to "
        + "Paid at once: set its outstanding accounts to the account of the journal.",
      default: "false"
    ),
  ]

  static let bills: [Setting] = [
    Setting(
      "fetch_bills",
      .boolean,
      "Fetch Vendor Bills",
      help: "Bills that were accepted in Procountor are imported, with the accounts they have there.",
      default: "false"
    ),
    Setting(
      "bill_journal_id",
      .record,
      "Vendor Bill Journal",
      help: "The journal of type Purchase that imported bills are created in.",
      model: "account.journal"
    ),
    Setting(
      "bill_statuses",
      .text,
      "Accepted Statuses",
      help: "Bills in these statuses are imported, with commas between.",
      default: "APPROVED,PAYMENT_QUEUED,PAYMENT_SENT_TO_BANK,PARTLY_PAID,PAID,MARKED_PAID"
    ),
    Setting("post_bills", .boolean, "Post Bills", help: "Imported bills are posted at once.", default: "false"),
    Setting(
      "create_vendors",
      .boolean,
      "Create Vendors",
      help: "A vendor that Odoo does not have is created with its bill. Otherwise the bill waits for it.",
      default: "false"
    ),
    Setting(
      "bills_without_taxes",
      .boolean,
      "Bills without Taxes",
      help: "Lines for whose VAT Odoo has no tax are imported without tax. Otherwise the bill waits for the tax.",
      default: "false"
    ),
    Setting(
      "product_type",
      .choice,
      "Type of New Products",
      help: "What a product is that is added from Procountor's register.",
      default: "service",
      choices: [("service", "Service"), ("consu", "Goods")]
    ),
  ]
}
