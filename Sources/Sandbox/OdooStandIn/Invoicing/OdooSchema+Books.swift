/// The chart of accounts, taxes, journals and currencies of an Odoo that keeps books.
extension OdooSchema {
  /// Retired accounts are `deprecated` up to 18.0, and not `active` from 19.0 on.
  static func account(isNew: Bool) -> OdooModel {
    OdooModel(
      "account.account",
      [
        OdooField("code", .char), OdooField("name", .char), OdooField("account_type", .selection),
        OdooField(isNew ? "active" : "deprecated", .boolean),
        OdooField("company_ids", .many2many("res.company")), OdooField("tax_ids", .many2many("account.tax")),
      ]
    )
  }

  static let settings: [OdooModel] = [
    OdooModel(
      "res.currency",
      [
        OdooField("name", .char), OdooField("decimal_places", .integer), OdooField("rounding", .float(digits: 6)),
        OdooField("active", .boolean),
      ]
    ),
    OdooModel(
      "res.currency.rate",
      [
        OdooField("name", .date), OdooField("company_rate", .float(digits: 12)),
        OdooField("currency_id", .many2one("res.currency")), OdooField("company_id", .many2one("res.company")),
      ]
    ),
    OdooModel("res.country", [OdooField("name", .char), OdooField("code", .char)]),
    OdooModel(
      "account.journal",
      [
        OdooField("name", .char), OdooField("code", .char), OdooField("type", .selection),
        OdooField("company_id", .many2one("res.company")),
        OdooField("default_account_id", .many2one("account.account")),
      ]
    ),
    OdooModel(
      "account.tax",
      [
        OdooField("name", .char), OdooField("amount", .float(digits: 4)), OdooField("amount_type", .selection),
        OdooField("price_include", .boolean), OdooField("type_tax_use", .selection), OdooField("active", .boolean),
        OdooField("company_id", .many2one("res.company")),
        OdooField("procountor_vat_status_id", .many2one("procountor.vat.status")),
      ]
    ),
    OdooModel(
      "account.fiscal.position",
      [
        OdooField("name", .char), OdooField("procountor_vat_status_id", .many2one("procountor.vat.status")),
        OdooField("procountor_vat_country_id", .many2one("res.country")),
      ]
    ),
    OdooModel("procountor.vat.status", [OdooField("number", .integer), OdooField("description", .char)]),
    OdooModel(
      "account.analytic.account",
      [
        OdooField("name", .char), OdooField("active", .boolean),
        .remembered("procountor_dimension_item", .char, "procountor.dimension_item"),
      ]
    ),
    OdooModel(
      "account.payment.term",
      [
        OdooField("name", .char), OdooField("early_discount", .boolean),
        OdooField("discount_percentage", .float(digits: 2)), OdooField("discount_days", .integer),
        OdooField("early_pay_discount_computation", .selection),
        OdooField("line_ids", .one2many("account.payment.term.line", inverse: "payment_id")),
      ]
    ),
    OdooModel(
      "account.payment.term.line",
      [
        OdooField("payment_id", .many2one("account.payment.term")), OdooField("nb_days", .integer),
        OdooField("delay_type", .selection),
      ]
    ),
  ]
}
