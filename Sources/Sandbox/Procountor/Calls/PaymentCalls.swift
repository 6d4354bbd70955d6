import Core

/// Payments of invoices as two endpoints tell them, each in its own way, and one that a person enters.
enum PaymentCalls {
  static let routes: [ProcountorRoute] = [
    .get("/invoices/{id}/paymentevents") { books, call throws(ProcountorRefusal) in
      let id = try call.id()
      guard books[.invoices, id] != nil else { throw .notFound }
      var query = ListQuery(call.call, [])
      return try query.page(events(books, [id])) { $0.body }
    },
    .get("/invoices/{id}/paymentevents/{event}") { books, call throws(ProcountorRefusal) in
      let invoice = try call.id()
      guard let event = books[.payments, try call.id("event")], event.hidden["invoice"] == .int(invoice) else {
        throw .notFound
      }
      return .json(200, event.body)
    },
    .get("/payments/paymentevents", "payments.payment") { books, call throws(ProcountorRefusal) in
      var query = ListQuery(call.call, ["invoiceId"])
      guard let ids = query.numbers("invoiceId") else {
        throw ProcountorRefusal(400, "The parameter is required.", field: "invoiceId")
      }
      guard ids.count <= 200 else { throw ProcountorRefusal(400, "There may be 200 ids at most.", field: "invoiceId") }
      return try query.page(events(books, ids)) { $0.hidden["bulk"] ?? .null }
    },
    .put("/invoices/{id}/paymentevents/markpaid", "payments.markAsPaid") { books, call throws(ProcountorRefusal) in
      try markPaid(&books, call)
    },
  ]

  static func events(_ books: CompanyBooks, _ invoices: Set<Int>) -> [Kept] {
    books.all(.payments).filter { invoices.contains($0.hidden["invoice"]?.intValue ?? 0) }
  }

  private static let types = [
    "ADJUSTMENT": "ADJUSTMENT", "BANK_STATEMENT": "BANKSTATEMENT", "CASH": "CASH", "CHARGE_CARD": "CHARGECARD",
    "CORRECTION": "CORRECTION", "CREDIT_LOSS": "CREDITLOSS", "CREDIT_NOTE": "COMPENSATIONINVOICE",
    "EXTERNAL_BANK_TRANSFER": "BANKTRANSFERELSEWHERE", "SET_OFF": "SETOFF",
  ]

  private static func markPaid(_ books: inout CompanyBooks, _ call: ProcountorCall) throws(ProcountorRefusal) -> Answer
  {
    try InvoiceCalls.checkParameters(call.call, ["addPenalExpense"])
    let body = try call.record(PaymentSchema.markPaid)
    let invoice = try call.id()
    let method = body["paymentMethodType"]?.stringValue ?? "EXTERNAL_BANK_TRANSFER"
    let wish = PaymentWish(
      type: types[method] ?? "ELSEWHERE",
      amount: body["amount"]?.number,
      status: "MARKED_PAID",
      date: body["paymentDate"]?.stringValue,
      description: body["description"]?.stringValue
    )
    guard body["currency"] == books[.invoices, invoice]?.body["paymentInfo"]?["currency"] else {
      throw ProcountorRefusal(400, "The currency must be that of the invoice.", field: "currency")
    }
    return .json(200, try wish.keep(&books, invoice).body)
  }
}
