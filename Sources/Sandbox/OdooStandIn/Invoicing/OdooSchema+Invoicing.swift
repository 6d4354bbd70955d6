/// Accounting with `sidecar` and `sidecar_procountor`; field names as the series has them.
extension OdooSchema {
  private static let bill = "procountor.bill.pull"
  private static let sent = "procountor.invoice.send"

  package static func invoicing(series: String = "18.0") -> OdooSchema {
    let isNew = series.split(separator: ".").first.flatMap { Int($0) }.map { $0 >= 19 } ?? false
    return OdooSchema(
      series: series,
      addons: ["sidecar", "sidecar_procountor"],
      documents + parties + products + settings + [account(isNew: isNew), reference]
    )
  }

  private static let documents: [OdooModel] = [
    OdooModel(
      "account.move",
      [
        OdooField("name", .char), OdooField("move_type", .selection), OdooField("state", .selection),
        OdooField("payment_state", .selection), OdooField("date", .date), OdooField("invoice_date", .date),
        OdooField("invoice_date_due", .date), OdooField("ref", .char), OdooField("invoice_origin", .char),
        OdooField("payment_reference", .char), OdooField("narration", .text),
        OdooField("journal_id", .many2one("account.journal")), OdooField("company_id", .many2one("res.company")),
        OdooField("currency_id", .many2one("res.currency")), OdooField("partner_id", .many2one("res.partner")),
        OdooField("commercial_partner_id", .many2one("res.partner")),
        OdooField("partner_shipping_id", .many2one("res.partner")),
        OdooField("partner_bank_id", .many2one("res.partner.bank")),
        OdooField("reversed_entry_id", .many2one("account.move")),
        OdooField("fiscal_position_id", .many2one("account.fiscal.position")),
        OdooField("invoice_payment_term_id", .many2one("account.payment.term")),
        OdooField("invoice_currency_rate", .float(digits: 6)), OdooField("amount_untaxed", .float(digits: 2)),
        OdooField("amount_tax", .float(digits: 2)), OdooField("amount_total", .float(digits: 2)),
        OdooField("amount_total_signed", .float(digits: 2)), OdooField("amount_residual", .float(digits: 2)),
        OdooField("line_ids", .one2many("account.move.line", inverse: "move_id")),
        OdooField("invoice_line_ids", .one2many("account.move.line", inverse: "move_id")),
        .remembered("procountor_invoice_id", .char, sent, bill),
        .remembered("procountor_invoice_number", .char, sent, bill, column: "number"),
        .remembered("procountor_status", .char, sent, bill, column: "status"),
        .remembered("procountor_sent_date", .datetime, sent, column: "sent_at"),
        OdooField("write_date", .datetime), OdooField("create_date", .datetime),
      ],
      writable: [
        "move_type", "partner_id", "ref", "invoice_date", "date", "invoice_date_due", "payment_reference",
        "currency_id",
        "journal_id", "company_id", "fiscal_position_id", "invoice_payment_term_id", "invoice_line_ids", "narration",
      ],
      methods: ["action_post", "_procountor_register_payment"]
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
        OdooField("date_maturity", .date), OdooField("write_date", .datetime),
      ],
      writable: [
        "account_id", "name", "quantity", "price_unit", "discount", "tax_ids", "analytic_distribution", "product_id",
        "product_uom_id", "sequence", "display_type",
      ]
    ),
    OdooModel(
      "account.payment",
      [
        OdooField("name", .char), OdooField("journal_id", .many2one("account.journal")), OdooField("state", .selection),
        OdooField("amount", .float(digits: 2)), OdooField("date", .date), OdooField("memo", .char),
        OdooField("currency_id", .many2one("res.currency")), OdooField("partner_id", .many2one("res.partner")),
        OdooField("procountor_payment_event_id", .char), OdooField("procountor_move_id", .many2one("account.move")),
      ]
    ),
  ]

  private static let parties: [OdooModel] = [
    OdooModel(
      "res.company",
      [
        OdooField("name", .char), OdooField("partner_id", .many2one("res.partner")),
        OdooField("currency_id", .many2one("res.currency")), OdooField("country_id", .many2one("res.country")),
        OdooField("account_purchase_tax_id", .many2one("account.tax")),
        OdooField("account_sale_tax_id", .many2one("account.tax")),
      ]
    ),
    OdooModel(
      "res.partner",
      [
        OdooField("name", .char), OdooField("is_company", .boolean), OdooField("type", .selection),
        OdooField("active", .boolean), OdooField("ref", .char), OdooField("lang", .char), OdooField("email", .char),
        OdooField("phone", .char), OdooField("mobile", .char), OdooField("vat", .char),
        OdooField("company_registry", .char), OdooField("street", .char), OdooField("street2", .char),
        OdooField("zip", .char), OdooField("city", .char), OdooField("country_id", .many2one("res.country")),
        OdooField("parent_id", .many2one("res.partner")),
        OdooField("child_ids", .one2many("res.partner", inverse: "parent_id")),
        OdooField("commercial_partner_id", .many2one("res.partner")), OdooField("company_id", .many2one("res.company")),
        OdooField("currency_id", .many2one("res.currency")),
        OdooField("property_payment_term_id", .many2one("account.payment.term")),
        OdooField("customer_rank", .integer), OdooField("supplier_rank", .integer),
        OdooField("procountor_invoice_channel", .selection), OdooField("peppol_eas", .selection),
        OdooField("peppol_endpoint", .char), OdooField("comment", .text), OdooField("create_date", .datetime),
        OdooField("write_date", .datetime),
        .remembered("procountor_customer_id", .char, "procountor.customer"),
        .remembered("procountor_supplier_id", .char, "procountor.supplier"),
      ],
      writable: [
        "name", "is_company", "parent_id", "type", "street", "street2", "zip", "city", "country_id", "email", "phone",
        "lang", "ref", "company_registry", "vat", "company_id", "property_payment_term_id", "customer_rank",
        "supplier_rank", "procountor_invoice_channel", "peppol_eas", "peppol_endpoint", "comment",
      ]
    ),
    OdooModel(
      "res.partner.bank",
      [OdooField("acc_number", .char), OdooField("partner_id", .many2one("res.partner"))]
    ),
  ]

  private static let products: [OdooModel] = [
    OdooModel(
      "product.product",
      [
        OdooField("name", .char), OdooField("default_code", .char), OdooField("barcode", .char),
        OdooField("active", .boolean), OdooField("list_price", .float(digits: 2)),
        OdooField("lst_price", .float(digits: 2)), OdooField("type", .selection),
        OdooField("uom_id", .many2one("uom.uom")), OdooField("categ_id", .many2one("product.category")),
        OdooField("taxes_id", .many2many("account.tax")), OdooField("company_id", .many2one("res.company")),
        OdooField("property_account_income_id", .many2one("account.account")),
        OdooField("create_date", .datetime), OdooField("write_date", .datetime),
        OdooField("sale_ok", .boolean), OdooField("purchase_ok", .boolean),
        OdooField("currency_id", .many2one("res.currency")),
        .remembered("procountor_id", .char, "procountor.product"),
      ],
      writable: [
        "name", "default_code", "list_price", "uom_id", "taxes_id", "type", "company_id", "sale_ok", "purchase_ok",
      ]
    ),
    OdooModel(
      "product.category",
      [
        OdooField("name", .char), OdooField("property_account_income_categ_id", .many2one("account.account")),
      ]
    ),
    OdooModel("uom.uom", [OdooField("name", .char), OdooField("procountor_unit", .selection)]),
  ]
}
