import Core
import Foundation

/// What of an invoice is paid.
struct InvoiceBalance: Sendable {
  let total: Decimal
  let paid: Decimal
  /// Whether the last payment was entered by a person.
  let byHand: Bool

  var open: Decimal { total - paid }

  init(_ invoice: Kept, _ books: CompanyBooks) {
    total = invoice.body["invoiceSumInfo"]?[0]?["invoiceSumTotal"]?.number ?? 0
    let events = PaymentCalls.events(books, [invoice.id]).filter {
      ["PAID", "MARKED_PAID"].contains($0.body["status"]?.stringValue ?? "")
    }
    paid = events.reduce(0) { $0 + ($1.hidden["amount"]?.number ?? 0) }
    byHand = events.last?.body["status"] == "MARKED_PAID"
  }

  /// Puts the invoice where its payments say: PARTLY_PAID, PAID or MARKED_PAID, and back when one is gone.
  static func settle(_ id: Int, _ books: inout CompanyBooks) {
    guard let invoice = books[.invoices, id] else { return }
    let balance = InvoiceBalance(invoice, books)
    let before = invoice.hidden["before_payment"]?.stringValue ?? invoice.body["status"]?.stringValue ?? ""
    let isPaid = balance.total >= 0 ? balance.paid >= balance.total : balance.paid <= balance.total
    let status =
      balance.paid == 0 && balance.total != 0
      ? before
      : isPaid ? (balance.byHand ? "MARKED_PAID" : "PAID") : "PARTLY_PAID"
    InvoiceLifeCycle.set(status, &books, id)
    let day = isPaid && balance.paid != 0 ? PaymentCalls.events(books, [id]).last?.body["paymentDate"] : nil
    books.changeQuietly(.invoices, id) { kept in
      kept.hidden = kept.hidden.putting(.string(before), at: "before_payment")
      kept.body = kept.body.putting(day, at: "paymentDate")
    }
  }
}
