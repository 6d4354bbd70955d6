import Engine

/// What a connection to Procuros asks for, in the order of the form.
///
/// Source: the vendor's user guide of the Odoo integration, *Create and Configure the Connector*; reference 8.6 and the
/// decisions named at each row.
enum ProcurosSettings {
  static let all = account + sales + incoming + outgoing

  private static let account: [Setting] = [
    Setting(
      "external_identifier",
      .gln,
      "Procuros Account Name (External Identifier)",
      help: "The GLN of your company, as Procuros knows it.",
      required: true
    ),
    Setting(
      "url",
      .url,
      "URL",
      help: "The API of your Procuros environment, for example https://api.procuros.io.",
      required: true,
      default: "https://api.procuros.io"
    ),
    Setting("api_version", .text, "API Version", required: true, default: "v2"),
    Setting("api_token", .secret, "API Token", help: "The token from your Procuros account.", required: true),
  ]

  /// Tab *Sales Settings*: what an order from Procuros becomes in Odoo where the order itself does not say.
  private static let sales: [Setting] = [
    Setting("warehouse_id", .record, "Warehouse", model: "stock.warehouse"),
    // The source location of deliveries from imported orders.
    Setting("location_id", .record, "Locations", model: "stock.location"),
    Setting("carrier_id", .record, "Shipping Method", model: "delivery.carrier"),
    Setting("payment_term_id", .record, "Payment Terms", required: true, model: "account.payment.term"),
    Setting("salesperson_id", .record, "Salesperson", model: "res.users"),
    Setting("sales_team_id", .record, "Sales Team", model: "crm.team"),
  ]

  /// Tab *Incoming Transactions*.
  private static let incoming: [Setting] = [
    Setting(
      "mark_transactions",
      .choice,
      "Transactions To be Marked",
      default: "succeeded",
      choices: [("succeeded", "Only Succeeded"), ("all", "All Transactions")]
    ),
    // D-19
    Setting(
      "incoming_ship_to_without_gln",
      .choice,
      "Orders with a delivery address without GLN",
      default: "issue",
      choices: [("issue", "Data issue"), ("buyer", "Deliver to the buyer")]
    ),
    Setting("write_bill_name", .boolean, "Vendor's number as number of the bill", default: "false"),  // D-14
    Setting("write_confirmed_date", .boolean, "Take over confirmed delivery dates", default: "false"),  // D-15
    Setting("cancel_without_type", .boolean, "Cancel orders on a response without type", default: "false"),  // D-16
    Setting("check_test_flow", .boolean, "Leave out test documents", default: "false"),  // D-21
  ]

  /// What the mapping tables of outgoing documents leave open.
  private static let outgoing: [Setting] = [
    Setting(
      "ship_to_without_gln",
      .choice,
      "Delivery address without GLN",
      default: "issue",
      choices: [("issue", "Data issue"), ("omit", "Leave it out (Procuros delivers to the buyer)")]
    ),
    // D-10
    Setting(
      "due_amount",
      .choice,
      "Amount due on invoices",
      default: "residual",
      choices: [("residual", "What is still to be paid"), ("gross", "The total of the invoice")]
    ),
    Setting("buyer_from_picking", .boolean, "Delivery address as buyer of shipping notices", default: "false"),  // D-06
  ]
}
