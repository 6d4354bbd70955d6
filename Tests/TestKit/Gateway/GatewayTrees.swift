import Core

/// What is read over every road, to be compared byte by byte: each kind of field, several levels deep.
enum GatewayTrees {
  struct Subject: Sendable {
    let model: String
    let ids: [Int]
    let tree: JSON
  }

  static let bill: JSON = [
    "move_type": nil, "state": nil, "ref": nil, "invoice_date": nil, "invoice_date_due": nil, "date": nil,
    "amount_untaxed": nil, "amount_tax": nil, "amount_total": nil, "narration": nil, "payment_state": nil,
    "currency_id": ["name": nil, "decimal_places": nil, "rounding": nil],
    "partner_id": ["name": nil, "vat": nil, "country_id": ["code": nil]],
    "journal_id": ["code": nil, "type": nil],
    "invoice_line_ids": [
      "display_type": nil, "name": nil, "sequence": nil, "quantity": nil, "price_unit": nil, "discount": nil,
      "price_subtotal": nil, "price_total": nil, "balance": nil, "amount_currency": nil, "tax_ids": ["amount": nil],
      "account_id": ["code": nil, "name": nil], "analytic_distribution": nil, "product_id": nil,
    ],
    "line_ids": ["debit": nil, "credit": nil, "date_maturity": nil],
  ]

  static let order: JSON = [
    "name": nil, "state": nil, "date_order": nil, "date_planned": nil, "origin": nil, "note": nil,
    "amount_total": nil, "currency_id": nil, "partner_id": ["name": nil], "company_id": ["name": nil],
    "order_line": [
      "name": nil, "display_type": nil, "product_qty": nil, "price_unit": nil, "price_subtotal": nil, "sequence": nil,
      "date_planned": nil, "product_uom_id": ["name": nil], "tax_ids": nil, "analytic_distribution": nil,
      "product_id": ["default_code": nil, "name": nil, "active": nil],
    ],
  ]

  static let partner: JSON = [
    "name": nil, "ref": nil, "is_company": nil, "active": nil, "comment": nil, "street": nil, "type": nil,
    "partner_latitude": nil, "color": nil, "category_id": ["name": nil], "parent_id": nil, "user_ids": nil,
    "country_id": ["code": nil, "currency_id": ["name": nil]], "property_supplier_payment_term_id": ["name": nil],
    "child_ids": ["name": nil, "active": nil, "parent_id": ["name": nil]],
  ]

  static let product: JSON = [
    "name": nil, "default_code": nil, "list_price": nil, "standard_price": nil, "weight": nil, "barcode": nil,
    "type": nil, "categ_id": ["complete_name": nil], "seller_ids": ["price": nil, "min_qty": nil],
    "product_tmpl_id": ["name": nil], "sale_ok": nil,
  ]

  static let attachment: JSON = [
    "name": nil, "res_model": nil, "res_id": nil, "datas": nil, "file_size": nil, "mimetype": nil, "public": nil,
  ]

  static func all(_ world: GatewayWorld) -> [Subject] {
    [
      Subject(model: "account.move", ids: world.ids("bills"), tree: bill),
      Subject(model: "purchase.order", ids: [world.id("order")], tree: order),
      Subject(model: "res.partner", ids: [world.id("contact"), world.id("vendor")], tree: partner),
      Subject(model: "product.product", ids: [world.id("product")], tree: product),
      Subject(model: "ir.attachment", ids: [world.id("attachment")], tree: attachment),
    ]
  }
}
