import Engine
import Mapping

/// What a connection to Procountor asks for, in the order of the form.
///
/// Source: the vendor's user guide of the Odoo integration; reference sections 1 and 6 with the rulings of section 10.
/// Values that stand for a word of the API are that word (`NO_SENDING`), so that nothing has to be translated.
enum ProcountorSettings {
  static let all = account + sending + documents + payments + bills

  private static let account: [Setting] = [
    Setting(
      "url",
      .url,
      "URL",
      help: "The API of Procountor: https://api.procountor.com/api for production, https://pts-api.procountor.com/api "
        + "for the test environment. A fixed version is chosen with /supported/api or for example /v2604/api.",
      required: true,
      default: ProcountorAddress.production
    ),
    Setting(
      "client_id",
      .text,
      "Client ID",
      help: "The client id of the integration. Empty: the one of the service's configuration. The API key in "
        + "Procountor is created for this client id."
    ),
    Setting(
      "client_secret",
      .secret,
      "Client Secret",
      help: "The secret that belongs to the client id. Empty: the one of the service's configuration."
    ),
    Setting(
      "api_key",
      .secret,
      "API Key",
      help: "Created in Procountor under API client keys, by the user and in the company whose books this connector "
        + "reads and writes. One key is one company.",
      required: true,
      isCopied: false
    ),
    Setting(
      "redirect_uri",
      .text,
      "Redirect URI",
      help: "Only where the client id was registered with one: it is sent along when the access token is asked for."
    ),
    Setting(
      "company_business_id",
      .text,
      "Business ID",
      help: "The business ID of your company. The connection test fails when the API key belongs to another company."
    ),
    Setting(
      "limit_per_second",
      .integer,
      "Requests per Second",
      help: "How often Procountor may be called, over all connectors of this client id. Empty: 5 in production, 1 in "
        + "the test environment. Too many may get the client id suspended."
    ),
  ]

  /// Tab *Sending options*: what goes along and how.
  private static let sending: [Setting] = [
    Setting(
      "create_customers",
      .boolean,
      "Create Customers",
      help: "A customer that Procountor does not know yet is created there before its first invoice. Fetch the "
        + "customers that are in Procountor already before you switch this on.",
      default: "false"
    ),
    Setting(
      "create_products",
      .boolean,
      "Create Products",
      help: "A product that Procountor does not know yet is created there before its first invoice. Fetch the products "
        + "that are in Procountor already before you switch this on.",
      default: "false"
    ),
    Setting(
      "invoice_channel",
      .choice,
      "Invoice Channel",
      help: "How Procountor delivers invoices to customers without a channel of their own. Choose No sending when Odoo "
        + "itself delivers them.",
      default: "NO_SENDING",
      choices: [
        ("NO_SENDING", "No sending"), ("EMAIL", "E-mail"), ("ELECTRONIC_INVOICE", "E-invoice"), ("MAIL", "Letter"),
        ("company", "As set in Procountor"),
      ]
    ),
    Setting(
      "follow_up",
      .choice,
      "After Sending",
      help: "What Procountor does with an invoice it has taken. Only approved invoices can be paid there; an invoice "
        + "that was sent on to the customer can no longer be changed.",
      default: "none",
      choices: [
        ("none", "Nothing: approve it in Procountor"), ("approve", "Approve"),
        ("send", "Approve and send to the customer"),
      ]
    ),
    Setting(
      "send_pdf",
      .boolean,
      "Attach PDF",
      help: "The PDF of the invoice is attached to it in Procountor. At most 10 MB.",
      default: "false"
    ),
    Setting(
      "omit_delivery_address",
      .boolean,
      "No Delivery Address",
      help: "Invoices carry no delivery address. Otherwise it is sent where it differs from the customer's address.",
      default: "false"
    ),
  ]

  /// Tab *Sending options*: what an invoice says where Odoo does not.
  private static let documents: [Setting] = [
    Setting(
      "accounting_by_row",
      .choice,
      "Accounting by Row",
      help: "Whether each row is booked to the account of its product. Off: Procountor books the invoice as a whole.",
      default: "company",
      choices: [("company", "As set in Procountor"), ("on", "On"), ("off", "Off")]
    ),
    Setting(
      "payment_method",
      .choice,
      "Payment Method",
      help: "How customers pay. Without bank transfer no bank account of yours is needed on the invoice.",
      default: "BANK_TRANSFER",
      choices: [("BANK_TRANSFER", "Bank transfer"), ("CASH", "Cash"), ("CLEARING", "Clearing")]
    ),
    Setting(
      "reference_type",
      .choice,
      "Reference Number",
      help: "A payment reference of Odoo that is a Finnish or an RF reference number is sent; any other is replaced by "
        + "one that Procountor makes. Choose the latter to have Procountor make all of them.",
      default: "odoo",
      choices: [("odoo", "From Odoo where it is valid"), ("procountor", "Always made by Procountor")]
    ),
    Setting(
      "rounding",
      .choice,
      "Rounding of VAT",
      help: "How Procountor adds up the VAT of your company's invoices. An invoice that would come to another total "
        + "there than in Odoo is refused. Differences allowed: it is sent with a warning, and neither approved nor sent "
        + "on.",
      default: "row",
      choices: [
        ("row", "On each row"), ("percent", "Once for each percentage"), ("any", "Differences by rounding are allowed"),
      ]
    ),
    Setting(
      "write_payment_reference",
      .boolean,
      "Write Reference Back",
      help: "The reference number that Procountor made becomes the payment reference of the invoice in Odoo.",
      default: "false"
    ),
    Setting(
      "penalty_percent",
      .text,
      "Late-payment Interest (%)",
      help: "Printed on the invoice, for example 8.5. Empty: none is sent."
    ),
    Setting(
      "default_language",
      .choice,
      "Language",
      help: "The language of invoices to customers whose own language Procountor does not have.",
      default: "FINNISH",
      choices: Codes.language.codes.map { ($0.code, $0.meaning) }
    ),
    Setting(
      "unit_default",
      .choice,
      "Unit without Counterpart",
      help: "Sent for units of measure that Procountor does not have and for which none is chosen on the unit.",
      default: "NO_UNIT",
      choices: Codes.unit.codes.map { ($0.code, $0.meaning) }
    ),
  ]
}
