import Core

/// `GET /invoices`: filters, orders and basic information.
enum InvoiceSearch {
  private static let filters = [
    "types", "status", "startDate", "endDate", "createdStartDate", "createdEndDate", "versionStartDate",
    "versionEndDate", "dueStartDate", "dueEndDate", "businessPartnerId", "factoringContractId",
    "originalInvoiceNumber", "invoiceNumber", "productId", "searchTerm", "invoiceChannel", "isOffer", "orderByDate",
    "orderByCreated", "orderByVersion",
  ]
  private static let types = InvoiceSchema.types.split(separator: " ").map(String.init)
  private static let channels = ["EMAIL", "MAIL", "ELECTRONIC_INVOICE", "EDIFACT", "PAPER_INVOICE", "NO_SENDING"]

  static func answer(_ books: CompanyBooks, _ call: Call) throws(ProcountorRefusal) -> Answer {
    var query = ListQuery(call, filters)
    let types = query.words("types", of: types)
    let matches = condition(types, &query)
    for type in (types ?? []).sorted() { try books.company.demand(right(type), toChange: false) }
    let found = books.all(.invoices).filter { isVisible($0, books.company) && matches($0) }
    return try query.page(
      found,
      orders: [
        ("orderByDate", { $0.body["date"]?.stringValue ?? "" }), ("orderByCreated", { $0.created }),
        ("orderByVersion", { $0.version }),
      ],
      basic
    )
  }

  static func isVisible(_ kept: Kept, _ company: ProcountorCompany) -> Bool {
    ["ALL_RIGHTS", "VIEWING_RIGHTS"].contains(company.right(right(kept.body["type"]?.stringValue ?? "")))
  }

  private static func right(_ type: String) -> String {
    type.hasPrefix("SALES") ? "sales.salesInvoiceSearch" : "purchases.purchaseInvoiceSearch"
  }

  private static func condition(_ types: Set<String>?, _ query: inout ListQuery) -> (Kept) -> Bool {
    let statuses = query.words("status", of: InvoiceStatus.all)
    let channels = query.words("invoiceChannel", of: channels)
    let partner = query.number("businessPartnerId")
    let number = query.number("invoiceNumber")
    let contract = query.number("factoringContractId")
    let products = query.numbers("productId")
    let isOffer = query.flag("isOffer")
    let original = query.text("originalInvoiceNumber")
    let term = query.text("searchTerm")?.lowercased()
    let times = times(&query)
    return { kept in
      let invoice = kept.body
      return (types?.contains(invoice["type"]?.stringValue ?? "") ?? true)
        && (statuses?.contains(invoice["status"]?.stringValue ?? "") ?? true)
        && (channels?.contains(invoice["invoiceChannel"]?.stringValue ?? "") ?? true)
        && (partner.map { invoice["partnerId"] == .int($0) } ?? true)
        && (number.map { invoice["invoiceNumber"] == .int($0) } ?? true)
        && (contract == nil) && (isOffer != true || invoice["isOffer"] == true)
        && (original.map { invoice["originalInvoiceNumber"] == .string($0) } ?? true)
        && (products.map { names(invoice, $0) } ?? true)
        && (term.map { says(invoice, $0) } ?? true) && times(kept)
    }
  }

  private static func times(_ query: inout ListQuery) -> (Kept) -> Bool {
    let date = query.range("startDate", "endDate", .date)
    let due = query.range("dueStartDate", "dueEndDate", .date)
    let created = query.range("createdStartDate", "createdEndDate", .localTime)
    let version = query.range("versionStartDate", "versionEndDate", .localTime)
    return { kept in
      date(kept.body["date"]?.stringValue ?? "") && due(kept.body["paymentInfo"]?["dueDate"]?.stringValue ?? "")
        && created(kept.created) && version(kept.version)
    }
  }

  private static func names(_ invoice: JSON, _ products: Set<Int>) -> Bool {
    (invoice["invoiceRows"]?.arrayValue ?? []).contains { products.contains($0["productId"]?.intValue ?? 0) }
  }

  private static func says(_ invoice: JSON, _ term: String) -> Bool {
    let texts = [
      invoice["counterParty"]?["counterPartyAddress"]?["name"], invoice["originalInvoiceNumber"],
      invoice["orderReference"], invoice["paymentInfo"]?["bankReferenceCode"],
    ]
    let number = invoice["invoiceNumber"]?.intValue.map(String.init) ?? ""
    return (texts.compactMap { $0?.stringValue?.lowercased() } + [number]).contains { $0.contains(term) }
  }

  private static func basic(_ kept: Kept) -> JSON {
    let invoice = kept.body
    let same = [
      "id", "partnerId", "type", "status", "invoiceNumber", "originalInvoiceNumber", "invoiceChannel", "date",
      "invoiceSumInfo", "creatorId", "counterParty",
    ]
    return .record(
      same.map { ($0, invoice[$0]) } + [
        ("dueDate", invoice["paymentInfo"]?["dueDate"]), ("newDueDate", invoice["paymentInfo"]?["newDueDate"]),
        ("created", .string(kept.created)), ("version", .string(kept.version)),
        ("isOffer", invoice["isOffer"] ?? false),
      ]
    )
  }
}
