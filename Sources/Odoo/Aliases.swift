/// The names that Odoo changed between series: left the newest, right the older ones, newest first.
///
/// Resolved by asking which field exists, never by a version number. Source: field lists of 17.0, 18.0 and 19.0 compared
/// on running servers; what is of 14.0 to 16.0 (`internal_group`, a seller's `name`, `tax_lock_date`) is from their field
/// lists alone.
package enum Aliases {
  static let table: [String: [String: [String]]] = [
    "account.account": [
      "account_type": ["internal_group"], "active": ["deprecated"], "company_ids": ["company_id"],
    ],
    "account.move": ["reversal_move_ids": ["reversal_move_id"]],
    "account.payment": ["memo": ["ref"]],
    "account.tax": ["price_include_override": ["price_include"]],
    "product.supplierinfo": ["partner_id": ["name"]],
    "product.template": ["is_storable": ["detailed_type"]],
    "purchase.order": ["note": ["notes"], "locked": ["state"]],
    "purchase.order.line": ["product_uom_id": ["product_uom"], "tax_ids": ["taxes_id"]],
    "res.company": ["max_tax_lock_date": ["tax_lock_date"]],
    "res.users": ["group_ids": ["groups_id"]],
    "sale.order.line": ["product_uom_id": ["product_uom"], "tax_ids": ["tax_id"]],
    "stock.move": ["description_picking": ["name"]],
  ]

  /// Fields of modules that need not be installed, or of some series only: missing, they read as empty.
  ///
  /// `uom.uom.factor_inv` is what the newest series calls `factor`, whose older namesake means the reverse.
  static let optional: [String: Set<String>] = [
    "account.fiscal.position": ["procountor_vat_country_id", "procountor_vat_status_id"],
    "account.move": ["invoice_currency_rate", "procountor_pdf"],
    "account.move.line": ["deferred_end_date", "deferred_start_date"],
    "account.tax": ["procountor_vat_status_id"],
    "purchase.order.line": ["procuros_line_number"],
    "res.partner": [
      "edicode", "einvoice_operator_id", "mobile", "peppol_eas", "peppol_endpoint", "procountor_invoice_channel",
    ],
    "stock.lot": ["expiration_date"],
    "stock.move": ["name"],
    "stock.move.line": ["package_history_id"],
    "stock.picking": ["carrier_id", "carrier_tracking_ref"],
    "uom.uom": ["category_id", "factor_inv", "parent_path", "procountor_unit"],
  ]

  /// The first of the field's names that exists; nil when none does.
  static func resolve(_ field: String, in model: String, existing: (String) -> Bool) -> String? {
    if existing(field) { return field }
    return table[model]?[field]?.first(where: existing)
  }
}
