extension InvoiceMapping {
  /// The model behind each relation that is read, and behind those that are worked out.
  static let models: [String: String] = {
    func below(_ path: String, _ models: [String: String]) -> [String: String] {
      Dictionary(uniqueKeysWithValues: models.map { (path + $0, $1) })
    }
    let address = ["": "res.partner", ".country_id": "res.country"]
    let party = address.merging([".einvoice_operator_id": "res.partner.operator.einvoice"]) { $1 }
    let own = [
      "=billing": "res.partner",
      "=delivery": "res.partner",
      "commercial_partner_id.=contact": "res.partner",
      "commercial_partner_id.=mailed": "res.partner",
      "company_id": "res.company",
      "company_id.country_id": "res.country",
      "company_id.currency_id": "res.currency",
      "currency_id": "res.currency",
      "fiscal_position_id": "account.fiscal.position",
      "fiscal_position_id.procountor_vat_country_id": "res.country",
      "fiscal_position_id.procountor_vat_status_id": "procountor.vat.status",
      "invoice_payment_term_id": "account.payment.term",
      "line_ids": "account.move.line",
      "line_ids.=note": "account.move.line",
      "line_ids.=section": "account.move.line",
      "line_ids.product_id": "product.product",
      "line_ids.product_uom_id": "uom.uom",
      "line_ids.tax_ids": "account.tax",
      "line_ids.tax_ids.procountor_vat_status_id": "procountor.vat.status",
      "partner_bank_id": "res.partner.bank",
      "reversed_entry_id": "account.move",
    ]
    return [
      own, below("commercial_partner_id", party), below("partner_id", party), below("partner_shipping_id", address),
    ]
    .reduce(into: [:]) { $0.merge($1) { $1 } }
  }()

  /// Odoo's own labels.
  static let labels = [
    "account.move.line.name": "Label",
    "account.move.name": "Number",
    "amount_total": "Total",
    "city": "City",
    "company_id": "Company",
    "company_registry": "Company ID",
    "country_id": "Country",
    "currency_id": "Currency",
    "email": "Email",
    "fiscal_position_id": "Fiscal Position",
    "invoice_channel": "Invoice Channel",
    "invoice_date": "Invoice Date",
    "invoice_date_due": "Due Date",
    "invoice_origin": "Source Document",
    "invoice_payment_term_id": "Payment Terms",
    "line_ids": "Invoice Lines",
    "move_type": "Type",
    "name": "Name",
    "narration": "Terms and Conditions",
    "partner_bank_id": "Recipient Bank",
    "partner_id": "Customer",
    "payment_method": "Payment Method",
    "penalty_percent": "Late-payment Interest (%)",
    "product_id": "Product",
    "product_uom_id": "Unit of Measure",
    "ref": "Reference",
    "state": "Status",
    "street": "Street",
    "street2": "Street 2",
    "tax_ids": "Taxes",
    "vat": "Tax ID",
    "zip": "ZIP",
  ]
}
