/// Purchasing and accounting with `sidecar` and `sidecar_procurify`; field names as the series has them.
extension OdooSchema {
  private static let bill = "procurify.bill"
  private static let orders = ["procurify.order", "procurify.requisition"]

  package static func procurement(series: String = "18.0") -> OdooSchema {
    let isNew = series.split(separator: ".").first.flatMap { Int($0) }.map { $0 >= 19 } ?? false
    return OdooSchema(
      series: series,
      addons: ["sidecar", "sidecar_procurify"],
      [order(isNew: isNew), orderLine(isNew: isNew), account(isNew: isNew), reference] + bills + parties + books + goods
    )
  }

  // MARK: Orders

  private static func order(isNew: Bool) -> OdooModel {
    let note = isNew ? "note" : "notes"
    let locking = isNew ? [OdooField("locked", .boolean)] : []
    return OdooModel(
      "purchase.order",
      [
        OdooField("name", .char), OdooField("state", .selection), OdooField("date_order", .datetime),
        OdooField("partner_id", .many2one("res.partner")), OdooField("partner_ref", .char), OdooField("origin", .char),
        OdooField("currency_id", .many2one("res.currency")), OdooField("company_id", .many2one("res.company")),
        OdooField("picking_type_id", .many2one("stock.picking.type")), OdooField(note, .text),
        OdooField("amount_total", .float(digits: 2)),
        OdooField("order_line", .one2many("purchase.order.line", inverse: "order_id")),
        OdooField("create_date", .datetime), OdooField("write_date", .datetime),
        .remembered("procurify_id", .char, orders[0], orders[1]),
        .remembered("procurify_number", .char, orders[0], orders[1], column: "number"),
      ] + locking,
      writable: [
        "name", "partner_id", "partner_ref", "origin", "date_order", "currency_id", "company_id", "picking_type_id",
        note, "order_line",
      ],
      methods: [
        "button_confirm", "button_cancel", "button_draft", "button_unlock", isNew ? "button_lock" : "button_done",
      ]
    )
  }

  private static func orderLine(isNew: Bool) -> OdooModel {
    let (unit, taxes) = isNew ? ("product_uom_id", "tax_ids") : ("product_uom", "taxes_id")
    return OdooModel(
      "purchase.order.line",
      [
        OdooField("order_id", .many2one("purchase.order")), OdooField("sequence", .integer), OdooField("name", .text),
        OdooField("display_type", .selection), OdooField("product_id", .many2one("product.product")),
        OdooField("product_qty", .float(digits: 2)), OdooField("price_unit", .float(digits: 2)),
        OdooField(unit, .many2one("uom.uom")), OdooField(taxes, .many2many("account.tax")),
        OdooField("date_planned", .datetime), OdooField("analytic_distribution", .json),
        OdooField("qty_received", .float(digits: 2)), OdooField("qty_invoiced", .float(digits: 2)),
        OdooField("write_date", .datetime),
      ],
      writable: [
        "sequence", "name", "product_id", "product_qty", "price_unit", unit, taxes, "date_planned",
        "analytic_distribution",
      ]
    )
  }

  // MARK: Bills

  private static let bills: [OdooModel] = [
    OdooModel(
      "account.move",
      [
        OdooField("name", .char), OdooField("move_type", .selection), OdooField("state", .selection),
        OdooField("payment_state", .selection), OdooField("date", .date), OdooField("invoice_date", .date),
        OdooField("invoice_date_due", .date), OdooField("ref", .char), OdooField("invoice_origin", .char),
        OdooField("narration", .text), OdooField("journal_id", .many2one("account.journal")),
        OdooField("company_id", .many2one("res.company")), OdooField("currency_id", .many2one("res.currency")),
        OdooField("partner_id", .many2one("res.partner")), OdooField("commercial_partner_id", .many2one("res.partner")),
        OdooField("invoice_payment_term_id", .many2one("account.payment.term")),
        OdooField("amount_untaxed", .float(digits: 2)), OdooField("amount_tax", .float(digits: 2)),
        OdooField("amount_total", .float(digits: 2)), OdooField("amount_total_signed", .float(digits: 2)),
        OdooField("amount_residual", .float(digits: 2)),
        OdooField("line_ids", .one2many("account.move.line", inverse: "move_id")),
        OdooField("invoice_line_ids", .one2many("account.move.line", inverse: "move_id")),
        OdooField("create_date", .datetime), OdooField("write_date", .datetime),
        .remembered("procurify_id", .char, bill), .remembered("procurify_number", .char, bill, column: "number"),
      ],
      writable: [
        "move_type", "partner_id", "ref", "invoice_date", "date", "invoice_date_due", "currency_id", "journal_id",
        "company_id", "invoice_payment_term_id", "invoice_line_ids", "narration", "invoice_origin",
      ],
      methods: ["action_post", "button_cancel", "button_draft", "message_post"]
    ),
    OdooModel(
      "account.move.line",
      [
        OdooField("move_id", .many2one("account.move")), OdooField("display_type", .selection),
        OdooField("sequence", .integer), OdooField("name", .text), OdooField("quantity", .float(digits: 2)),
        OdooField("price_unit", .float(digits: 2)), OdooField("discount", .float(digits: 2)),
        OdooField("price_subtotal", .float(digits: 2)), OdooField("amount_currency", .float(digits: 2)),
        OdooField("account_id", .many2one("account.account")),
        OdooField("product_id", .many2one("product.product")), OdooField("product_uom_id", .many2one("uom.uom")),
        OdooField("tax_ids", .many2many("account.tax")), OdooField("analytic_distribution", .json),
        OdooField("purchase_line_id", .many2one("purchase.order.line")), OdooField("write_date", .datetime),
      ],
      writable: [
        "account_id", "name", "quantity", "price_unit", "tax_ids", "analytic_distribution", "product_id",
        "product_uom_id", "sequence", "display_type", "purchase_line_id",
      ]
    ),
    OdooModel("account.payment.term", [OdooField("name", .char), OdooField("active", .boolean)]),
  ]

  // MARK: What they refer to

  private static let parties: [OdooModel] = [
    OdooModel(
      "res.company",
      [
        OdooField("name", .char), OdooField("partner_id", .many2one("res.partner")),
        OdooField("currency_id", .many2one("res.currency")), OdooField("country_id", .many2one("res.country")),
        OdooField("user_fiscalyear_lock_date", .date), OdooField("user_purchase_lock_date", .date),
        OdooField("user_hard_lock_date", .date), OdooField("user_tax_lock_date", .date),
        OdooField("write_date", .datetime),
      ]
    ),
    OdooModel(
      "res.partner",
      [
        OdooField("name", .char), OdooField("is_company", .boolean), OdooField("type", .selection),
        OdooField("active", .boolean), OdooField("ref", .char), OdooField("email", .char), OdooField("phone", .char),
        OdooField("mobile", .char), OdooField("website", .char), OdooField("street", .char),
        OdooField("street2", .char),
        OdooField("zip", .char), OdooField("city", .char), OdooField("country_id", .many2one("res.country")),
        OdooField("state_id", .many2one("res.country.state")), OdooField("parent_id", .many2one("res.partner")),
        OdooField("child_ids", .one2many("res.partner", inverse: "parent_id")),
        OdooField("commercial_partner_id", .many2one("res.partner")), OdooField("company_id", .many2one("res.company")),
        OdooField("supplier_rank", .integer), OdooField("comment", .text),
        OdooField("property_purchase_currency_id", .many2one("res.currency")),
        OdooField("property_supplier_payment_term_id", .many2one("account.payment.term")),
        OdooField("create_date", .datetime), OdooField("write_date", .datetime),
        .remembered("procurify_id", .char, "procurify.vendor"),
        .remembered("procurify_number", .char, "procurify.vendor", column: "number"),
      ],
      writable: [
        "name", "is_company", "type", "active", "ref", "email", "phone", "mobile", "website", "street", "street2",
        "zip",
        "city", "country_id", "state_id", "parent_id", "child_ids", "company_id", "supplier_rank", "comment",
        "property_purchase_currency_id", "property_supplier_payment_term_id",
      ]
    ),
    OdooModel("res.country", [OdooField("name", .char), OdooField("code", .char)]),
    OdooModel(
      "res.country.state",
      [OdooField("name", .char), OdooField("code", .char), OdooField("country_id", .many2one("res.country"))]
    ),
  ]

  private static let books: [OdooModel] = [
    OdooModel(
      "res.currency",
      [
        OdooField("name", .char), OdooField("decimal_places", .integer), OdooField("rounding", .float(digits: 6)),
        OdooField("active", .boolean),
      ]
    ),
    OdooModel(
      "account.journal",
      [
        OdooField("name", .char), OdooField("code", .char), OdooField("type", .selection),
        OdooField("company_id", .many2one("res.company")),
      ]
    ),
    OdooModel(
      "account.tax",
      [
        OdooField("name", .char), OdooField("amount", .float(digits: 4)), OdooField("amount_type", .selection),
        OdooField("price_include", .boolean), OdooField("type_tax_use", .selection), OdooField("active", .boolean),
        OdooField("company_id", .many2one("res.company")),
      ]
    ),
    OdooModel(
      "account.analytic.plan",
      [OdooField("name", .char), OdooField("parent_id", .many2one("account.analytic.plan"))]
    ),
    OdooModel(
      "account.analytic.account",
      [
        OdooField("name", .char), OdooField("code", .char), OdooField("active", .boolean),
        OdooField("plan_id", .many2one("account.analytic.plan")), OdooField("company_id", .many2one("res.company")),
        OdooField("write_date", .datetime),
      ]
    ),
  ]

  private static let goods: [OdooModel] = [
    OdooModel(
      "product.product",
      [
        OdooField("name", .char), OdooField("default_code", .char), OdooField("active", .boolean),
        OdooField("type", .selection), OdooField("product_tmpl_id", .many2one("product.template")),
        OdooField("uom_id", .many2one("uom.uom")), OdooField("uom_po_id", .many2one("uom.uom")),
        OdooField("description", .text),
        OdooField("description_purchase", .text), OdooField("purchase_ok", .boolean), OdooField("sale_ok", .boolean),
        OdooField("purchase_method", .selection), OdooField("company_id", .many2one("res.company")),
        OdooField("property_account_expense_id", .many2one("account.account")),
        OdooField("seller_ids", .one2many("product.supplierinfo", inverse: "product_id")),
        OdooField("create_date", .datetime), OdooField("write_date", .datetime),
        .remembered("procurify_id", .char, "procurify.item"),
      ],
      writable: [
        "name", "default_code", "active", "type", "uom_id", "uom_po_id", "description", "description_purchase",
        "purchase_ok", "sale_ok", "purchase_method", "company_id", "property_account_expense_id", "seller_ids",
      ]
    ),
    OdooModel("product.template", [OdooField("name", .char)]),
    OdooModel(
      "product.supplierinfo",
      [
        OdooField("product_id", .many2one("product.product")), OdooField("partner_id", .many2one("res.partner")),
        OdooField("product_code", .char), OdooField("product_name", .char), OdooField("price", .float(digits: 2)),
        OdooField("min_qty", .float(digits: 2)), OdooField("currency_id", .many2one("res.currency")),
        OdooField("company_id", .many2one("res.company")),
      ],
      writable: ["partner_id", "product_code", "product_name", "price", "min_qty", "currency_id", "company_id"]
    ),
    OdooModel(
      "uom.uom",
      [OdooField("name", .char), OdooField("active", .boolean), OdooField("category_id", .many2one("uom.category"))]
    ),
    OdooModel("uom.category", [OdooField("name", .char)]),
    OdooModel("stock.picking.type", [OdooField("name", .char), OdooField("code", .selection)]),
  ]
}
