import Core

/// Where an invoice may go from where it stands, and the calls that move it.
enum InvoiceLifeCycle {
  static let routes: [ProcountorRoute] = [
    .put("/invoices/{id}/approve") { books, call throws(ProcountorRefusal) in
      try InvoiceCalls.checkParameters(call.call, ["updateInventory"])
      return try checked(.approve, &books, call)
    },
    .put("/invoices/{id}/verify") { books, call throws(ProcountorRefusal) in try checked(.verify, &books, call) },
    .put("/invoices/{id}/reject") { books, call throws(ProcountorRefusal) in try checked(.reject, &books, call) },
    .put("/invoices/{id}/send") { books, call throws(ProcountorRefusal) in try plain(.send, &books, call) },
    .put("/invoices/{id}/unfinished") { books, call throws(ProcountorRefusal) in try plain(.reopen, &books, call) },
    .put("/invoices/{id}/invalidate") { books, call throws(ProcountorRefusal) in
      try plain(.invalidate, &books, call)
    },
    .put("/invoices/{id}/notes") { books, call throws(ProcountorRefusal) in try notes(&books, call) },
  ]

  /// A step with a comment of 100 characters at most; the body must be there.
  private static func checked(
    _ step: InvoiceStep,
    _ books: inout CompanyBooks,
    _ call: ProcountorCall
  ) throws(ProcountorRefusal) -> Answer {
    let comment = try call.record(InvoiceSchema.checking)["comment"]?.stringValue
    return try take(step, &books, try call.id(), comment)
  }

  private static func plain(
    _ step: InvoiceStep,
    _ books: inout CompanyBooks,
    _ call: ProcountorCall
  ) throws(ProcountorRefusal) -> Answer {
    guard call.call.body.isEmpty else { throw ProcountorRefusal(400, "This call takes no body.") }
    return try take(step, &books, try call.id(), nil)
  }

  private static func take(
    _ step: InvoiceStep,
    _ books: inout CompanyBooks,
    _ id: Int,
    _ comment: String?
  ) throws(ProcountorRefusal) -> Answer {
    try books.company.demand(right(step, books[.invoices, id]), toChange: true)
    try move(step, &books, id, comment)
    return .json(200, ["message": .string("Invoice \(id): \(step.rawValue).")])
  }

  private static func right(_ step: InvoiceStep, _ kept: Kept?) -> String {
    let isSales = kept?.body["type"]?.stringValue?.hasPrefix("SALES") == true
    if step == .approve || step == .verify || step == .reject, !isSales { return "invoiceCirculation.approval" }
    return isSales ? "sales.salesOrGroupInvoices" : "purchases.purchaseInvoices"
  }

  /// - Throws: 404, or 403 when the invoice does not stand where this step starts.
  static func move(
    _ step: InvoiceStep,
    _ books: inout CompanyBooks,
    _ id: Int,
    _ comment: String? = nil
  ) throws(ProcountorRefusal) {
    guard let kept = books[.invoices, id] else { throw .notFound }
    guard let status = step.status(after: kept.body) else {
      let now = kept.body["status"]?.stringValue ?? ""
      throw ProcountorRefusal(403, "An invoice that is \(now) cannot be changed in this way: \(step.rawValue).")
    }
    set(status, &books, id)
    if let action = step.action { InvoiceEvents.note(action, comment, &books, id) }
  }

  /// The invoice and its receipt go together.
  static func set(_ status: String, _ books: inout CompanyBooks, _ id: Int) {
    guard let kept = books.change(.invoices, id, { $0.body = $0.body.putting(.string(status), at: "status") }),
      let receipt = kept.body["ledgerReceiptId"]?.intValue
    else { return }
    books.change(.receipts, receipt) { $0.body = $0.body.putting(.string(status), at: "status") }
  }

  private static func notes(_ books: inout CompanyBooks, _ call: ProcountorCall) throws(ProcountorRefusal) -> Answer {
    let body = try call.record(InvoiceSchema.notes)
    let id = try call.id()
    guard books[.invoices, id] != nil else { throw .notFound }
    books.change(.invoices, id) { $0.body = $0.body.putting(body["notes"], at: "notes") }
    return .json(200, ["message": "The notes were saved."])
  }
}
