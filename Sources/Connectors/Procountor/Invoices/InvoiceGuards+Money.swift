import Core
import Foundation
import Mapping

extension InvoiceGuards {
  static let money = [account, due, instalments, cashDiscount, rate, totals]

  private static let account = Guard(
    "The bank account is one of the company's in Procountor; none is needed for cash.",
    reads: []
  ) { move in
    let payment = InvoicePayment(move)
    guard CompanySettings(move).isFetched, payment.account == nil else { return [] }
    guard let named = payment.named else { return payment.needsAccount ? [noAccount(move)] : [] }
    let isIBAN = IBAN(named) != nil
    return [
      move.issue(
        "procountor.invoice.iban",
        isIBAN
          ? "\(named) is not a bank account of the company in Procountor." : "\(named) is no IBAN.",
        at: "partner_bank_id",
        path: "paymentInfo.bankAccount.accountNumber",
        repair: "Choose another Recipient Bank, or add the account in Procountor and fetch the VAT settings again."
      )
    ]
  }

  private static func noAccount(_ move: DocumentView) -> Issue {
    move.issue(
      "procountor.invoice.no_account",
      "\(move.displayName) names no bank account, and Procountor has none for invoices that name none.",
      at: "partner_bank_id",
      path: "paymentInfo.bankAccount.accountNumber",
      repair:
        "Choose a Recipient Bank, or set the default account for invoices in Procountor and fetch the VAT settings."
    )
  }

  /// Source: reference 4.3: 0 to 999 days after the invoice date.
  private static let due = Guard("The due date is on the invoice date or up to 999 days later.", reads: []) { move in
    guard let start = move.text("invoice_date"), let end = move.text("=due"),
      let days = Day.distance(from: start, to: end), !(0...999).contains(days)
    else { return [] }
    return [
      move.issue(
        "procountor.invoice.due_date",
        days < 0
          ? "\(move.displayName) is due on \(end), before its date \(start)."
          : "\(move.displayName) is due on \(end), more than 999 days after its date \(start).",
        at: "invoice_date_due",
        path: "paymentInfo.dueDate",
        repair: "Correct the due date."
      )
    ]
  }

  private static let instalments = Guard("Of instalments only the last due date is sent: a warning.", reads: []) {
    move in
    let days = InvoicePayment(move).dueDates
    guard let last = days.last, days.count > 1 else { return [] }
    return [
      move.issue(
        "procountor.invoice.instalments",
        "\(move.displayName) is due in \(days.count) parts; Procountor gets the last day, \(last).",
        at: "invoice_date_due",
        severity: .warning,
        path: "paymentInfo.dueDate",
        repair: "Choose payment terms with one due date if the customer shall pay at once."
      )
    ]
  }

  /// The reference has no row for it: whether Procountor prints one is a setting of the company there.
  private static let cashDiscount = Guard(
    "A cash discount of the payment terms is not sent: a warning.",
    reads: ["invoice_payment_term_id.early_discount"]
  ) { move in
    guard move.value("invoice_payment_term_id.early_discount") == true else { return [] }
    return [
      move.issue(
        "procountor.invoice.cash_discount",
        "The cash discount of \(move.displayName) is not sent to Procountor.",
        at: "invoice_payment_term_id",
        severity: .warning,
        path: "paymentInfo.cashDiscount",
        repair: "Enter it in Procountor before the invoice is approved, or tell the customer in the terms."
      )
    ]
  }

  private static let rate = Guard("The rate of a foreign currency is known, above 0 and up to 1,000,000.", reads: []) {
    move in
    let rate = InvoicePayment(move).rate ?? 0
    guard move.text("currency_id.name") != nil, rate <= 0 || rate > 1_000_000 else { return [] }
    return [
      move.issue(
        "procountor.invoice.rate",
        "The rate of \(move.text("currency_id.name") ?? "the currency") on \(move.displayName) is not known.",
        at: "currency_id",
        path: "paymentInfo.currencyRate",
        repair: "Enter the rate of the invoice date, set the invoice back to draft and confirm it."
      )
    ]
  }

  /// Rows that say something else than the invoice are never sent.
  private static let totals = Guard(
    "The rows come to Odoo's totals to the cent, rounded as the setting `rounding` says; `any`: in one usual way.",
    reads: []
  ) { move in
    // Of lines that are refused, the sums say nothing.
    guard !move.lines("line_ids", displayType: "product").contains(where: { $0.value("=refusal") != nil }) else {
      return []
    }
    guard let computed = move.value("=sums_differ")?.stringValue else { return [] }
    let currency = move.text("currency_id.name") ?? ""
    return [
      move.issue(
        "procountor.invoice.totals",
        "The rows of \(move.displayName) come to \(computed) \(currency), Odoo's total is "
          + "\(move.value("amount_total")?.decimalValue?.shortest ?? "") \(currency).",
        at: "amount_total",
        path: "invoiceRows",
        repair: "Look for a tax amount that was changed by hand, a cash discount that reduces the tax, or mixed prices "
          + "with and without tax. For a cent or two, see Rounding of VAT on the connector.",
        params: ["computed": computed]
      )
    ]
  }
}
