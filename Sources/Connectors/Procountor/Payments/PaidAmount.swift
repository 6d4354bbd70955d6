import Core
import Engine
import Foundation
import Mapping

/// How much was paid, and in which currency.
///
/// Source: reference 6.5: `paidAmount` in `paidCurrency` where they are there, else `amount` in `currency`, which is that of
/// Procountor's books.
struct PaidAmount {
  let amount: Decimal
  /// ISO code; nil where the event does not say.
  let currency: String?

  init(_ document: IncomingDocument) {
    if let paid = document["=paid_amount"]?.decimalValue, let currency = document.text("=paid_currency") {
      (amount, self.currency) = (paid, currency)
    } else {
      (amount, currency) = (document["amount"]?.decimalValue ?? 0, document.text("=currency"))
    }
  }

  /// What it would be in the invoice's currency is for the bank to say: nothing is converted.
  func otherCurrency(_ invoice: PaidInvoice, _ incoming: Incoming) -> Issue? {
    guard currency != invoice.currency else { return nil }
    let theirs = currency ?? ""
    return invoice.issue(
      "procountor.payment.currency",
      "\(amount.shortest) \(theirs) were paid, but \(invoice.name) is in \(invoice.currency).",
      incoming,
      severity: .error,
      field: ("currency_id", "Currency"),
      value: invoice.currency,
      path: "content.paidCurrency",
      repair: "Register the payment by hand with the amount your bank booked, and ignore this document.",
      params: ["amount": amount.shortest, "theirs": theirs, "ours": invoice.currency]
    )
  }

  func overPayment(_ invoice: PaidInvoice, _ incoming: Incoming) -> Issue? {
    let rest = amount - invoice.residual
    guard rest > 0 else { return nil }
    return invoice.issue(
      "procountor.payment.over",
      "\(amount.shortest) \(invoice.currency) were paid, \(invoice.residual.shortest) were open: \(rest.shortest) stay open "
        + "on the customer.",
      incoming,
      severity: .warning,
      field: ("amount_residual", "Amount Due"),
      value: invoice.residual.shortest,
      path: "content.amount",
      repair: "Pay \(rest.shortest) back, or match it with another invoice of the customer.",
      params: [
        "amount": amount.shortest, "open": invoice.residual.shortest, "rest": rest.shortest,
        "currency": invoice.currency,
      ]
    )
  }
}
