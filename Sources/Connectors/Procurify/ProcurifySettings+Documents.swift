import Engine

/// Orders, bills and where their costs go.
extension ProcurifySettings {
  static let orders: [Setting] = [
    Setting(
      "confirm_orders",
      .boolean,
      "Confirm Orders",
      help: "Purchase orders that were placed in Procurify are confirmed in Odoo. Off: they stay drafts.",
      default: "true"
    ),
    Setting(
      "keep_number",
      .boolean,
      "Keep Procurify's Number",
      help: "The purchase order in Odoo is named as in Procurify. Off: it takes Odoo's next number.",
      default: "false"
    ),
    Setting(
      "extra_lines",
      .boolean,
      "Freight and Discounts as Lines",
      help: "Freight, other costs, discount and tax of a whole order become lines of their own. Off: the order is "
        + "without them, and a total that differs is told.",
      default: "true"
    ),
    Setting(
      "extra_product",
      .record,
      "Product of Such Lines",
      help: "The product that freight, other costs, discount and tax of a whole order are entered with.",
      model: "product.product"
    ),
  ]

  static let bills: [Setting] = [
    Setting(
      "bill_min_status",
      .choice,
      "Bills from Status",
      help: "Bills come into Odoo when they have got this far in Procurify.",
      default: "approved",
      choices: [("approved", "Approved"), ("payment_approved", "Payment approved"), ("paid", "Paid")]
    ),
    Setting(
      "bill_types",
      .text,
      "Bill Types",
      help: "Numbers of the types that are taken, with commas between: 0 order, 1 expense, 2 credit card.",
      default: "0"
    ),
    Setting(
      "bill_journal",
      .record,
      "Vendor Bill Journal",
      help: "The journal of type Purchase that bills are created in. Empty: Odoo's first.",
      model: "account.journal"
    ),
    Setting("auto_post", .boolean, "Post Bills", help: "Bills are posted at once.", default: "false"),
    Setting(
      "strict_totals",
      .boolean,
      "Hold Bills whose Total Differs",
      help: "A bill that comes to another total in Odoo is held. Off: it is entered as a draft, with a warning.",
      default: "false"
    ),
    Setting(
      "shipping_account",
      .record,
      "Account for Shipping",
      help: "The account of shipping and other costs of a bill that have none of their own.",
      model: "account.account"
    ),
    Setting(
      "department_plan",
      .record,
      "Plan for Departments",
      help: "The analytic plan whose accounts stand for departments.",
      model: "account.analytic.plan"
    ),
    Setting(
      "location_plan",
      .record,
      "Plan for Locations",
      help: "The analytic plan whose accounts stand for locations.",
      model: "account.analytic.plan"
    ),
    Setting(
      "single_plan",
      .boolean,
      "One Account for Location and Department",
      help: "Each pair of location and department has one analytic account. Off: each of them has one, in a plan of "
        + "its own.",
      default: "false"
    ),
    Setting(
      "compare_payments",
      .boolean,
      "Compare Payments",
      help: "A bill that is paid in Procurify but not in Odoo, or the reverse, is told.",
      default: "false"
    ),
  ]
}
