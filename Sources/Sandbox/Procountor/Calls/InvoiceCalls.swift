import Core

/// `/invoices`: make, find, read and change them.
enum InvoiceCalls {
  static let routes: [ProcountorRoute] =
    [
      .get("/invoices") { books, call throws(ProcountorRefusal) in try InvoiceSearch.answer(books, call.call) },
      .get("/invoices/{id}") { books, call throws(ProcountorRefusal) in
        try BatchRead.answer(books, .invoices, call.call.parameters["id"] ?? "") { kept in
          InvoiceSearch.isVisible(kept, books.company) ? kept.body : nil
        }
      },
      .post("/invoices") { books, call throws(ProcountorRefusal) in try post(&books, call) },
      .put("/invoices/{id}") { books, call throws(ProcountorRefusal) in try put(&books, call) },
    ] + InvoiceLifeCycle.routes + InvoiceEvents.routes

  /// What only Procountor writes: a new invoice must come without.
  private static let readOnly = [
    "id", "invoiceNumber", "ledgerReceiptId", "creatorId", "version", "invoiceSumInfo", "paymentDate", "sum",
    "invoiceApprovalInformation", "attachments",
  ]

  private static func post(_ books: inout CompanyBooks, _ call: ProcountorCall) throws(ProcountorRefusal) -> Answer {
    try checkParameters(call.call, ["addCollectionPenalCosts"])
    let body = try call.record(InvoiceSchema.invoice)
    var complaints = Complaints()
    for name in readOnly where !(body[name] ?? .null).isNull {
      complaints.add(Place(name), "Procountor sets \(name) itself.")
    }
    try complaints.verdict()
    try demandRight(body, books.company)
    try InvoiceRules.check(body, books)
    return .json(200, InvoiceKeeping.keep(body, &books).body)
  }

  /// Every field is replaced; only an UNFINISHED invoice can be changed, and its ledger receipt is made anew.
  private static func put(_ books: inout CompanyBooks, _ call: ProcountorCall) throws(ProcountorRefusal) -> Answer {
    guard let old = books[.invoices, try call.id()] else { throw .notFound }
    let body = try call.record(InvoiceSchema.invoice)
    try demandRight(body, books.company)
    guard old.body["status"] == "UNFINISHED" else {
      throw ProcountorRefusal(403, "Only an UNFINISHED invoice can be changed.")
    }
    try VersionCheck.check(body["version"]?.stringValue, old)
    for name in ["partnerId", "type"] where (body[name] ?? .null) != (old.body[name] ?? .null) {
      throw ProcountorRefusal(400, "The \(name) cannot be changed.", field: name)
    }
    try InvoiceRules.check(body, books)
    return .json(200, InvoiceKeeping.replace(old, body, &books)?.body ?? .null)
  }

  private static func demandRight(_ body: JSON, _ company: ProcountorCompany) throws(ProcountorRefusal) {
    let isSales = body["type"]?.stringValue?.hasPrefix("SALES") == true
    try company.demand(isSales ? "sales.salesOrGroupInvoices" : "purchases.purchaseInvoices", toChange: true)
  }

  static func checkParameters(_ call: Call, _ known: [String]) throws(ProcountorRefusal) {
    var complaints = Complaints()
    for (name, _) in call.query where !known.contains(name) {
      complaints.add(Place(name), "The parameter \(name) is unknown.")
    }
    try complaints.verdict()
  }
}
