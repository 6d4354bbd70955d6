import Core
import Foundation

/// `/ledgerreceipts`: the accounting pages of invoices.
enum ReceiptCalls {
  static let routes: [ProcountorRoute] = [
    .get("/ledgerreceipts", "accounting.journalReceiptSearch") { books, call throws(ProcountorRefusal) in
      try list(books, call.call)
    },
    .get("/ledgerreceipts/{id}", "accounting.journalReceiptSearch") { books, call throws(ProcountorRefusal) in
      try BatchRead.answer(books, .receipts, call.call.parameters["id"] ?? "")
    },
    .put("/ledgerreceipts/{id}", "accounting.journalReceipts") { books, call throws(ProcountorRefusal) in
      try put(&books, call)
    },
  ]

  /// The whole receipt as it was read, with the changes and its version.
  private static func put(_ books: inout CompanyBooks, _ call: ProcountorCall) throws(ProcountorRefusal) -> Answer {
    guard let old = books[.receipts, try call.id()] else { throw .notFound }
    try InvoiceCalls.checkParameters(call.call, ["createReconciliation"])
    let body = try call.record(ReceiptSchema.receipt)
    try VersionCheck.check(body["version"]?.stringValue, old)
    for name in ["id", "type", "invoiceId"] where body[name] != old.body[name] {
      throw ProcountorRefusal(400, "The \(name) cannot be changed.", field: name)
    }
    try check(body, books.company)
    let kept = books.change(.receipts, old.id) { kept in
      let rows = LedgerPosting.numbered(body["transactions"]?.arrayValue ?? [])
      kept.body = body.putting(old.body["status"], at: "status").putting(.array(rows), at: "transactions")
    }
    return .json(200, kept?.body ?? .null)
  }

  private static func check(_ receipt: JSON, _ company: ProcountorCompany) throws(ProcountorRefusal) {
    var complaints = Complaints()
    let rows = receipt["transactions"]?.arrayValue ?? []
    for (index, row) in rows.enumerated() {
      let place = Place("transactions")[index]
      let account = row["account"]?.stringValue ?? ""
      if !company.hasAccount(account) { complaints.add(place["account"], "There is no account \(account).") }
      if row["transactionType"] != "ENTRY", row["vatPercent"]?.number != 0 {
        complaints.add(place["vatPercent"], "Only entries have VAT.")
      }
      for (number, item) in (row["dimensionItemValues"]?.arrayValue ?? []).enumerated() where !knows(item, company) {
        complaints.add(place["dimensionItemValues"][number], "There is no such dimension item.")
      }
    }
    for type in ["REVERSING_ENTRY", "RECONCILIATION_ENTRY"]
    where rows.count(where: { $0["transactionType"] == .string(type) }) > 1 {
      complaints.add(Place("transactions"), "There may be one \(type) at most.")
    }
    // Net values with the VAT they imply; what rounding leaves, up to a cent a row, is no fault.
    let sum = rows.reduce(Decimal(0)) { sum, row in
      sum + (row["accountingValue"]?.number ?? 0) * (100 + (row["vatPercent"]?.number ?? 0)) / 100
    }
    if abs(sum) > Decimal(rows.count) / 100 { complaints.add(Place("transactions"), "The receipt does not balance.") }
    try complaints.verdict()
  }

  private static func knows(_ item: JSON, _ company: ProcountorCompany) -> Bool {
    company.list("dimensions").contains { dimension in
      dimension["id"] == item["dimensionId"]
        && (dimension["items"]?.arrayValue ?? []).contains { $0["id"] == item["itemId"] }
    }
  }

  private static func list(_ books: CompanyBooks, _ call: Call) throws(ProcountorRefusal) -> Answer {
    var query = ListQuery(
      call,
      [
        "startDate", "endDate", "createdStartDate", "createdEndDate", "versionStartDate", "versionEndDate", "types",
        "status", "orderByDate", "orderByCreated", "orderByVersion",
      ]
    )
    let types = query.words("types", of: InvoiceSchema.types.split(separator: " ").map(String.init) + ["JOURNAL"])
    let status = query.words("status", of: InvoiceStatus.all)
    let date = query.range("startDate", "endDate", .date)
    let created = query.range("createdStartDate", "createdEndDate", .localTime)
    let version = query.range("versionStartDate", "versionEndDate", .localTime)
    let found = books.all(.receipts).filter { kept in
      (types?.contains(kept.body["type"]?.stringValue ?? "") ?? true)
        && (status?.contains(kept.body["status"]?.stringValue ?? "") ?? true)
        && date(kept.body["receiptDate"]?.stringValue ?? "") && created(kept.created) && version(kept.version)
    }
    return try query.page(
      found,
      orders: [
        ("orderByDate", { $0.body["receiptDate"]?.stringValue ?? "" }), ("orderByCreated", { $0.created }),
        ("orderByVersion", { $0.version }),
      ]
    ) { kept in
      let same = ["id", "type", "status", "name", "receiptDate", "receiptNumber", "invoiceNumber", "version"]
      return .record(same.map { ($0, kept.body[$0]) } + [("created", .string(kept.created))])
    }
  }
}
