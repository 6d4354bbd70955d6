import Engine

/// What a connection to Procurify asks for, in the order of the form.
///
/// Source: reference sections 1, 2, 4 and 7 with the rulings of section 13.
enum ProcurifySettings {
  static let all = account + fetching + masterData + orders + bills

  private static let account: [Setting] = [
    Setting(
      "domain",
      .text,
      "Domain",
      help: "What stands before .procurify.com when you work in Procurify, for example acme.",
      required: true
    ),
    Setting(
      "client_id",
      .text,
      "Client ID",
      help: "Made in Procurify under Settings, Integrations, API. The application works with the rights of the user "
        + "who made it and ends with that user.",
      required: true
    ),
    Setting(
      "client_secret",
      .secret,
      "Client Secret",
      help: "Shown once in Procurify, when the application is made.",
      required: true,
      isCopied: false
    ),
    Setting(
      "token_url",
      .url,
      "Token URL",
      help: "Where access tokens are asked for. Empty: the domain itself; older accounts use "
        + "https://login.procurify.com/oauth/token."
    ),
    Setting(
      "url",
      .url,
      "Test Server",
      help: "Another server in place of Procurify, for tests only. Empty: Procurify."
    ),
    Setting(
      "page_size",
      .integer,
      "Rows per Page",
      help: "How much is asked for at once, 1 to 200. It is halved by itself after an answer that came too late, and "
        + "never raised again.",
      default: "50"
    ),
    Setting(
      "requests_per_second",
      .integer,
      "Requests per Second",
      help: "How often Procurify may be called for this domain, over all connectors.",
      default: "5"
    ),
  ]

  private static let fetching: [Setting] = [
    Setting(
      "fetch_from",
      .text,
      "Fetch Changes from",
      help: "The day, YYYY-MM-DD, from which requisitions, orders and bills are fetched the first time. Empty: Fetch "
        + "Changes from of the connector."
    ),
    Setting("fetch_requisitions", .boolean, "Fetch Requisitions", help: "As draft orders.", default: "true"),
    Setting("fetch_orders", .boolean, "Fetch Purchase Orders", help: "As purchase orders.", default: "true"),
    Setting("fetch_bills", .boolean, "Fetch Bills", help: "As vendor bills.", default: "true"),
  ]

  private static let masterData: [Setting] = [
    Setting(
      "vendor_policy",
      .choice,
      "Vendors without Counterpart",
      help: "What becomes of a vendor that no partner in Odoo is found for.",
      default: "create",
      choices: [("create", "Create in Odoo"), ("match_only", "Hold until somebody links them")]
    ),
    Setting(
      "vendor_types",
      .text,
      "Vendor Types",
      help: "Numbers of the types that are taken, with commas between: 3 preferred, 4 regular, 5 employee, 6 credit "
        + "card, 7 checkout.",
      default: "3,4"
    ),
    Setting(
      "vendors_every",
      .integer,
      "Read Vendors Every",
      help: "Procurify lists its vendors only as a whole: read them with every run (1) or with every so many.",
      default: "1"
    ),
    Setting(
      "overwrite",
      .boolean,
      "Overwrite Changes Made in Odoo",
      help: "Fields of a partner or product that somebody changed in Odoo are set to Procurify's again. Off: they are "
        + "left.",
      default: "false"
    ),
    Setting(
      "archive_vendors",
      .boolean,
      "Archive Inactive Vendors",
      help: "A partner is archived when its vendor is no longer active in Procurify.",
      default: "false"
    ),
    Setting(
      "free_text_items",
      .choice,
      "Items without Number",
      help: "What becomes of an item that is described in words only.",
      default: "create",
      choices: [("create", "A product of its own"), ("generic", "The generic product")]
    ),
    Setting(
      "generic_product",
      .record,
      "Generic Product",
      help: "The product for items that are described in words only.",
      model: "product.product"
    ),
    Setting(
      "product_type",
      .choice,
      "Type of New Products",
      help: "What a product is that is created for an item.",
      default: "consu",
      choices: [("consu", "Goods"), ("service", "Service")]
    ),
    Setting(
      "set_product_account",
      .boolean,
      "Expense Account on Products",
      help: "New products get the account of their item's account code.",
      default: "false"
    ),
  ]
}
