import Core

/// Purchase invoices and their accounting pages, as they come in and as people change them.
enum PortalBills {
  static let routes: [ProcountorRoute] = [
    .post("/bills") { books, call throws(ProcountorRefusal) in .json(200, try keep(call.body, &books)) },
    .put("/bills/{id}") { books, call throws(ProcountorRefusal) in
      guard let old = books[.invoices, try call.id()], old.body["type"] == "PURCHASE_INVOICE" else { throw .notFound }
      let wish = try BillWish(call.body)
      let company = books.company
      guard
        let kept = InvoiceKeeping.replace(
          old,
          wish.invoice(company),
          receipt: wish.transactions(company),
          &books
        )
      else { throw .notFound }
      if let status = call.body["status"]?.stringValue { InvoiceLifeCycle.set(status, &books, kept.id) }
      return .json(200, shown(kept.id, books))
    },
    .put("/receipts/{id}") { books, call throws(ProcountorRefusal) in try change(&books, call) },
  ]

  /// Takes a bill in; its status is APPROVED unless something else is said.
  static func keep(_ body: JSON, _ books: inout CompanyBooks) throws(ProcountorRefusal) -> JSON {
    let wish = try BillWish(body)
    let company = books.company
    let kept = InvoiceKeeping.keep(
      wish.invoice(company),
      status: body["status"]?.stringValue ?? "APPROVED",
      receipt: wish.transactions(company),
      &books
    )
    InvoiceEvents.note("RECEIVED_AS_EINVOICE", .none, &books, kept.id)
    return shown(kept.id, books)
  }

  private static func shown(_ id: Int, _ books: CompanyBooks) -> JSON {
    let body = books[.invoices, id]?.body ?? .null
    let total = body["invoiceSumInfo"]?[0]?["invoiceSumTotal"]
    return .record([
      ("id", .int(id)), ("invoiceNumber", body["invoiceNumber"]), ("ledgerReceiptId", body["ledgerReceiptId"]),
      ("status", body["status"]), ("total", total), ("version", body["version"]),
    ])
  }

  /// An accountant rewrites the accounting page: its members as they come, also what no rule would let through. With
  /// `"touch": true` the invoice gets a new version too.
  private static func change(_ books: inout CompanyBooks, _ call: ProcountorCall) throws(ProcountorRefusal) -> Answer {
    let members = call.body.putting(nil, at: "touch")
    let kept = books.change(.receipts, try call.id()) { kept in
      let rows = members["transactions"]?.arrayValue.map(LedgerPosting.numbered)
      kept.body = ProcountorCompany.merged(kept.body, members)
      if let rows { kept.body = kept.body.putting(.array(rows), at: "transactions") }
    }
    guard let kept else { throw .notFound }
    if call.body["touch"] == true, let invoice = kept.body["invoiceId"]?.intValue {
      books.change(.invoices, invoice) { _ in }
    }
    return .json(200, kept.body)
  }
}
