import Core
import Foundation

/// What people do with invoices in Procountor's portal, and what banks report about them.
enum PortalInvoices {
  static let routes: [ProcountorRoute] =
    [InvoiceStep.approve, .verify, .reject, .send, .invalidate, .reopen].map { step in
      .post("/invoices/{id}/\(step.rawValue)") { books, call throws(ProcountorRefusal) in
        let id = try call.id()
        try InvoiceLifeCycle.move(step, &books, id, call.body["comment"]?.stringValue)
        return shown(id, books)
      }
    } + [
      .post("/invoices/{id}/status") { books, call throws(ProcountorRefusal) in
        let id = try call.id()
        guard let status = call.body["status"]?.stringValue, InvoiceStatus.all.contains(status) else {
          throw ProcountorRefusal(422, "There is no such status.", field: "status")
        }
        guard books[.invoices, id] != nil else { throw .notFound }
        InvoiceLifeCycle.set(status, &books, id)
        return shown(id, books)
      },
      .post("/invoices/{id}/payments") { books, call throws(ProcountorRefusal) in
        let id = try call.id()
        let event = try wish(call.body).keep(&books, id)
        return .json(200, ["event": event.body, "status": books[.invoices, id]?.body["status"] ?? .null])
      },
      .post("/invoices/{id}/payments/{event}/remove") { books, call throws(ProcountorRefusal) in
        let id = try call.id()
        guard let event = books[.payments, try call.id("event")], event.hidden["invoice"] == .int(id) else {
          throw .notFound
        }
        remove(event, keep: call.body["keep"] == true, &books)
        InvoiceBalance.settle(id, &books)
        InvoiceEvents.note("DELETED_PAYMENT_TRANSACTION", nil, &books, id)
        return shown(id, books)
      },
      .post("/invoices/{id}/event") { books, call throws(ProcountorRefusal) in
        let id = try call.id()
        guard books[.invoices, id] != nil, let action = call.body["action"]?.stringValue else { throw .notFound }
        InvoiceEvents.note(action, call.body["details"]?.stringValue, &books, id)
        return Answer(status: 204)
      },
    ]

  /// The event is gone from both lists, or stays there as removed.
  private static func remove(_ event: Kept, keep: Bool, _ books: inout CompanyBooks) {
    guard keep else { return books.remove(.payments, event.id) }
    let status: JSON = "PAYMENT_TRANSACTION_REMOVED"
    books.change(.payments, event.id) { event in
      event.body = event.body.putting(status, at: "status")
      event.hidden = event.hidden.putting(status, at: "bulk.status")
    }
  }

  private static func shown(_ id: Int, _ books: CompanyBooks) -> Answer {
    .json(200, ["id": .int(id), "status": books[.invoices, id]?.body["status"] ?? .null])
  }

  private static let payment = Record([
    .nullable(.word(PaymentSchema.eventTypes), "type"),
    .nullable(.number(places: 2), "amount", "paid_amount", "accounting_amount"),
    .nullable(.money, "paid_currency"),
    .nullable(.invoiceStatus, "status"),
    .nullable(.date, "date"),
    .nullable(.text, "description"),
  ])

  private static func wish(_ body: JSON) throws(ProcountorRefusal) -> PaymentWish {
    var complaints = Complaints()
    payment.check(body, Place(), &complaints)
    try complaints.verdict()
    var wish = PaymentWish(
      amount: body["amount"]?.number,
      date: body["date"]?.stringValue,
      description: body["description"]?.stringValue,
      accounting: body["accounting_amount"]?.number
    )
    if let type = body["type"]?.stringValue { wish.type = type }
    if let status = body["status"]?.stringValue { wish.status = status }
    if let amount = body["paid_amount"]?.number, let currency = body["paid_currency"]?.stringValue {
      wish.paid = (amount, currency)
    }
    return wish
  }

  /// An invoice with all that hangs on it.
  static func whole(_ kept: Kept, _ books: CompanyBooks) -> JSON {
    let receipt = books[.receipts, kept.body["ledgerReceiptId"]?.intValue]?.body
    return kept.body.putting(.string(kept.created), at: "_created")
      .putting(.array(PaymentCalls.events(books, [kept.id]).map(\.body)), at: "_payments")
      .putting(receipt, at: "_receipt")
  }

  /// How many invoices carry each number of the other system, the sign of a double send: `INV/2026/00042` → 2.
  static func numbers(_ books: CompanyBooks) -> JSON {
    let counts = books.all(.invoices).reduce(into: [String: Int]()) { counts, kept in
      guard let number = kept.body["originalInvoiceNumber"]?.stringValue else { return }
      counts[number, default: 0] += 1
    }
    return .object(JSONObject(counts.sorted { $0.key < $1.key }.map { (key: $0.key, value: .int($0.value)) }))
  }
}
