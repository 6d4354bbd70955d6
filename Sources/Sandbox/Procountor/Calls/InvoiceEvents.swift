import Core

/// The event log of an invoice: who did what, and when.
enum InvoiceEvents {
  static let routes: [ProcountorRoute] = [
    .get("/invoices/{id}/transactions") { books, call throws(ProcountorRefusal) in
      let id = try call.id()
      guard books[.invoices, id] != nil else { throw .notFound }
      return .json(200, ["transactions": .array(log(books, id))])
    },
    .get("/invoices/transactions") { books, call throws(ProcountorRefusal) in
      let texts = call.call.query.filter { $0.name == "invoiceIds" }.map(\.value)
      // Here, and nowhere else, a list is the same parameter again and again.
      let ids = texts.compactMap { Int($0) }
      guard !ids.isEmpty, ids.count == call.call.query.count else {
        throw ProcountorRefusal(
          400,
          "Repeat the parameter for each id: invoiceIds=1&invoiceIds=2.",
          field: "invoiceIds"
        )
      }
      let rows = Set(ids).sorted().filter { books[.invoices, $0] != nil }.map { id -> JSON in
        ["invoiceId": .int(id), "transactions": .array(log(books, id))]
      }
      return .json(200, ["results": .array(rows)])
    },
  ]

  static func note(_ action: String, _ details: String?, _ books: inout CompanyBooks, _ id: Int) {
    let event: JSON = .record([
      ("action", .string(action)), ("name", books.company["user"]["name"]), ("date", .string(books.time)),
      ("details", details.map(JSON.string)),
    ])
    books.add(.events, event, hidden: ["invoice": .int(id)])
  }

  private static func log(_ books: CompanyBooks, _ id: Int) -> [JSON] {
    books.all(.events).filter { $0.hidden["invoice"] == .int(id) }.map { $0.body.putting(nil, at: "id") }
  }
}
