import Core
import Foundation
import Mapping

/// How, when and to which account an invoice is to be paid.
struct InvoicePayment {
  /// Every day on which a part is due, the last one last.
  let dueDates: [String]
  let currency: String?
  private let homeCurrency: String?
  private let isCredit: Bool
  /// The account that the invoice names, as it stands there.
  let named: String?
  private let settings: CompanySettings
  private let move: DocumentView

  static let reads = [
    "invoice_date_due", "line_ids.date_maturity", "currency_id.name", "company_id.currency_id.name",
    "invoice_currency_rate", "amount_total", "amount_total_signed", "partner_bank_id.acc_number", "payment_reference",
    "move_type",
  ]

  init(_ move: DocumentView) {
    self.move = move
    settings = CompanySettings(move)
    let booked = move.lines("line_ids", displayType: "payment_term").compactMap { $0.text("date_maturity") }
    dueDates = booked.isEmpty ? [move.text("invoice_date_due")].compactMap(\.self) : Set(booked).sorted()
    currency = move.text("currency_id.name")
    homeCurrency = move.text("company_id.currency_id.name")
    isCredit = move.text("move_type") == "out_refund"
    // On a credit note Odoo names the customer's account, to pay back to.
    named = isCredit ? nil : move.text("partner_bank_id.acc_number")
  }

  /// The account that is named, or the one that Procountor has for invoices that name none (PI14).
  var account: String? {
    if let named { return IBAN(named).flatMap { known($0) ? $0.text : nil } }
    return settings.defaultAccount(currency)?.iban
  }

  var needsAccount: Bool { move.setting("payment_method") != "CASH" }

  private func known(_ iban: IBAN) -> Bool { settings.bankAccounts.contains { $0.iban == iban.text } }

  /// One unit of the home currency in the invoice's (PI15); nil where Odoo does not tell.
  var rate: Decimal? {
    if currency == homeCurrency { return 1 }
    if let rate = move.value("invoice_currency_rate")?.decimalValue, rate > 0 { return rate.rounded(10) }
    // Before 18.0 only the totals tell.
    guard let home = move.value("amount_total_signed")?.decimalValue, home != 0,
      let total = move.value("amount_total")?.decimalValue, total != 0
    else { return nil }
    return abs(total / home).rounded(6)
  }

  /// The reference number with its kind (PI16); nil lets Procountor make one.
  var reference: JSON? {
    guard move.setting("reference_type") != "procountor", let text = move.text("payment_reference") else { return nil }
    if let international = CreditorReference(text) { return ["code": .string(international.text), "type": "RF"] }
    return ReferenceNumber(text).map { ["code": .string($0.digits), "type": "FI"] }
  }

  var members: [(String, JSON?)] {
    [
      ("=due", dueDates.last.map(JSON.string)), ("=iban", account.map(JSON.string)),
      ("=currency_rate", rate.map(JSON.number)), ("=reference", reference),
    ]
  }
}
