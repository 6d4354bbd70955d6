import Core
import Foundation
import Mapping

/// What no field of `account.move` holds and an invoice of Procountor needs.
enum InvoiceDerivation {
  static let derivation = Derivation(
    reads: InvoiceParties.reads + InvoicePayment.reads + InvoiceAmounts.reads
      + InvoiceLine.reads.map { "line_ids." + $0 }
      + [
        "narration", "reversed_entry_id.name", "fiscal_position_id.procountor_vat_status_id.number",
        "fiscal_position_id.procountor_vat_country_id.code", "company_id.country_id.code",
      ],
    values: values,
    fields: [
      "=country": "country_id", "=due": "invoice_date_due", "=iban": "partner_bank_id",
      "=currency_rate": "currency_id", "=product": "name", "=comment": "name", "=text": "name",
      "=additional": "narration", "=unit": "product_uom_id", "=email": "email", "=percent": "tax_ids",
      "=quantity": "quantity", "=unit_price": "price_unit", "=discount": "discount",
    ]
  ) { move in
    derive(move)
  }

  private static let values: [(name: String, about: String)] = [
    ("=identifier", "a Finnish company's business ID, another company's VAT number; a person has none"),
    ("=tax_code", "the VAT number of a company; a Finnish one with its business ID in it"),
    ("=contact", "`partner_id` when it is a person of the company"),
    ("=mailed", "`partner_id`, else the company, whichever has an e-mail address; the first of several"),
    (
      "=einvoice",
      "`edicode`, else `peppol_endpoint` of the schemes 0216 and 0037, with the operator; nothing without one"
    ),
    ("=billing", "`partner_id` where its address or name is another than the company's"),
    ("=delivery", "`partner_shipping_id` where its address or name is another than the company's"),
    ("=without_delivery", "`{}` when the setting `omit_delivery_address` is on"),
    ("=country", "by the ISO code of `country_id`"),
    ("=due", "the last due date that was booked"),
    ("=iban", "`partner_bank_id` of an invoice, else Procountor's default account of the currency"),
    ("=currency_rate", "1 in the company's currency, else `invoice_currency_rate`, before 18.0 total by total"),
    ("=reference", "`payment_reference` when it is a Finnish or RF reference number; empty lets Procountor make one"),
    ("=includes_vat", "true when the prices of all taxed lines contain their tax"),
    ("=accounting_by_row", "setting `accounting_by_row`, `company` is as set in Procountor"),
    ("=vat_status", "the fiscal position's VAT status, else 1 (domestic)"),
    ("=vat_country", "the fiscal position's VAT country; left out without one"),
    ("=channel", "the contact's own channel, else the company's, else setting `invoice_channel`"),
    ("=language", "by the language of the contact, else setting `default_language`"),
    ("=additional", "on credit notes the invoice that is credited, then `narration` as text"),
    ("=trace", "where the document is found in Odoo"),
    ("=sums_differ", "what the rows come to where that is not Odoo's total"),
    ("=product", "the first line of `name`, else the product's name"),
    ("=comment", "the other lines of `name`"),
    ("=quantity", "negative on credit notes"),
    ("=unit_price", "without VAT unless `=includes_vat`; six digits"),
    ("=discount", "four digits"),
    ("=unit", "as chosen on the unit, else setting `unit_default` with a warning"),
    ("=percent", "of the line's one tax; 0 without a tax"),
    ("=row_vat_status", "of the line's tax; left out without one"),
    ("=section", "sections above the line"),
    ("=note", "notes below the line"),
  ]

  private static func derive(_ move: DocumentView) -> JSON {
    let amounts = InvoiceAmounts(move)
    let isCredit = move.text("move_type") == "out_refund"
    let lines = amounts.lines.map { line in
      line.derived(sign: isCredit ? -1 : 1, includesVAT: amounts.includesVAT, unit: Units.standard(move))
    }
    let others = (move.record["line_ids"]?.arrayValue ?? []).filter { $0["display_type"] == "payment_term" }
    let position = move.value("fiscal_position_id")
    return move.record.adding(
      InvoiceParties(move).members(move) + InvoicePayment(move).members + [
        ("line_ids", .array(lines + others)), ("=includes_vat", .bool(amounts.includesVAT)),
        ("=accounting_by_row", .bool(accountingByRow(move))),
        ("=vat_status", position?["procountor_vat_status_id"]?["number"]?.intValue.map(JSON.int) ?? 1),
        ("=vat_country", vatCountry(position).flatMap(Countries.name(of:)).map(JSON.string)),
        ("=additional", additional(move, isCredit).map(JSON.string)),
        ("=trace", .string("Odoo account.move/\(move.id("id") ?? 0)")),
        ("=sums_differ", amounts.difference.map { .string($0.words) }),
      ]
    )
  }

  /// The VAT country of a fiscal position, ISO code.
  static func vatCountry(_ position: JSON?) -> String? {
    position?["procountor_vat_country_id"]?["code"]?.stringValue
  }

  private static func accountingByRow(_ move: DocumentView) -> Bool {
    switch move.setting("accounting_by_row") {
    case "on": true
    case "off": false
    default: CompanySettings(move).accountingByRow ?? true
    }
  }

  private static func additional(_ move: DocumentView, _ isCredit: Bool) -> String? {
    let credited = isCredit ? move.text("reversed_entry_id.name").map { "Credit for \($0)" } : nil
    let terms = move.text("narration").map(PlainText.of(html:)).flatMap { $0.isEmpty ? nil : $0 }
    let parts = [credited, terms].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: "\n")
  }
}
