import Core
import Foundation

/// A payment that is to appear on an invoice.
struct PaymentWish: Sendable {
  var type = "REFERENCEPAYMENT"
  /// In the invoice's currency; nil: what is still open.
  var amount: Decimal?
  /// PAID is allocated by Procountor, MARKED_PAID entered by a person.
  var status = "PAID"
  var date: String?
  var description: String?
  /// What was paid, when in another currency than the invoice's.
  var paid: (amount: Decimal, currency: String)?
  /// In the accounting currency, when not by the invoice's rate.
  var accounting: Decimal?

  /// Adds the event; the invoice then stands where all its events put it.
  /// - Throws: 404, or 403 for an invoice that cannot receive payments.
  func keep(_ books: inout CompanyBooks, _ id: Int) throws(ProcountorRefusal) -> Kept {
    guard let invoice = books[.invoices, id] else { throw .notFound }
    guard InvoiceStatus.payable.contains(invoice.body["status"]?.stringValue ?? "") else {
      throw ProcountorRefusal(403, "An invoice that is not approved cannot receive payments.")
    }
    let amount = amount ?? InvoiceBalance(invoice, books).open
    let kept = books.add(
      .payments,
      own(invoice, amount, books),
      hidden: ["invoice": .int(id), "amount": .number(amount)]
    )
    let row = bulk(invoice, amount, kept.id, books)
    books.changeQuietly(.payments, kept.id) { $0.hidden = $0.hidden.putting(row, at: "bulk") }
    InvoiceBalance.settle(id, &books)
    InvoiceEvents.note(status == "PAID" ? "ALLOCATE_PAYMENT_MANUALLY" : "MARKED_PAID", description, &books, id)
    return books[.payments, kept.id] ?? kept
  }

  private func common(_ invoice: Kept, _ books: CompanyBooks) -> [(String, JSON?)] {
    [
      ("invoiceId", .int(invoice.id)), ("paymentDate", .string(date ?? books.today)), ("status", .string(status)),
      ("paidAmount", paid.map { .number($0.amount) }), ("paidCurrency", paid.map { .string($0.currency) }),
    ]
  }

  /// As the invoice's own list shows it: with its type, the amount in the accounting currency.
  private func own(_ invoice: Kept, _ amount: Decimal, _ books: CompanyBooks) -> JSON {
    let payment = invoice.body["paymentInfo"]
    let rate = payment?["currencyRate"]?.number ?? 1
    let home = accounting ?? (amount / (rate > 0 ? rate : 1)).rounded(2)
    return .record(
      common(invoice, books) + [
        ("type", .string(type)), ("amount", .number(home)), ("currency", .string(books.company.currency)),
        ("description", description.map(JSON.string)),
      ]
    )
  }

  /// As the list over many invoices shows it: without type, the amount in the invoice's currency.
  private func bulk(_ invoice: Kept, _ amount: Decimal, _ id: Int, _ books: CompanyBooks) -> JSON {
    .record(
      [("id", .int(id))] + common(invoice, books) + [
        ("amount", .number(amount)),
        ("receiverName", invoice.body["counterParty"]?["counterPartyAddress"]?["name"]),
      ]
    )
  }
}
