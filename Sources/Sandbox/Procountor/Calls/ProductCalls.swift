import Core

/// `/products`: the registers of products for sale, purchase and travel.
enum ProductCalls {
  static let routes: [ProcountorRoute] = [
    .get("/products", "sales.productRegister") { books, call throws(ProcountorRefusal) in try list(books, call.call) },
    .get("/products/{id}", "sales.productRegister") { books, call throws(ProcountorRefusal) in
      try InvoiceCalls.checkParameters(call.call, ["includeLocalizations"])
      let all = call.call.parameter("includeLocalizations") == "true"
      return try BatchRead.answer(books, .products, call.call.parameters["id"] ?? "") { shown($0, all) }
    },
    .post("/products", "sales.productRegister") { books, call throws(ProcountorRefusal) in
      let body = try call.record(ProductSchema.product)
      var complaints = Complaints()
      for name in ["id", "version"] where !(body[name] ?? .null).isNull {
        complaints.add(Place(name), "Procountor sets \(name) itself.")
      }
      try complaints.verdict()
      try check(body, books.company)
      return .json(200, books.add(.products, body).body)
    },
    .put("/products/{id}", "sales.productRegister") { books, call throws(ProcountorRefusal) in
      guard let old = books[.products, try call.id()] else { throw .notFound }
      let body = try call.record(ProductSchema.product)
      try check(body, books.company)
      let kept = books.change(.products, old.id) { $0.body = body.putting(.int(old.id), at: "id") }
      return .json(200, kept?.body ?? .null)
    },
  ]

  private static func check(_ product: JSON, _ company: ProcountorCompany) throws(ProcountorRefusal) {
    var complaints = Complaints()
    let side: VatSide = product["type"] == "SALES" ? .sales : .purchase
    if let percent = product["vat"]?.number, company.percentages(company.country, side)?.contains(percent) != true {
      complaints.add(Place("vat"), "The VAT percentage \(percent) is not in use.")
    }
    if let status = product["vatStatus"]?.intValue, !company.usesStatus(status, side) {
      complaints.add(Place("vatStatus"), "The VAT status \(status) is not in use.")
    }
    if let account = product["defaultAccount"]?.stringValue, !company.hasAccount(account) {
      complaints.add(Place("defaultAccount"), "There is no account \(account).")
    }
    if let group = product["productGroupId"]?.intValue {
      complaints.add(Place("productGroupId"), "There is no product group \(group).")
    }
    try complaints.verdict()
  }

  /// By rising number unless something else is asked for; this list has no `page`.
  private static func list(_ books: CompanyBooks, _ call: Call) throws(ProcountorRefusal) -> Answer {
    var query = ListQuery(
      call,
      [
        "name", "code", "group", "type", "startDate", "endDate", "includeLocalizations", "active", "versionStartDate",
        "versionEndDate", "orderByVersion",
      ],
      withoutPage: true
    )
    let types = query.word("type", of: ["SALES", "PURCHASE", "TRAVEL"]).map { Set([$0]) } ?? ["SALES", "PURCHASE"]
    let isActive = query.flag("active")
    let all = query.flag("includeLocalizations", default: false) ?? false
    let groups = query.numbers("group")
    let version = query.range("versionStartDate", "versionEndDate", .localTime)
    let period = query.range("startDate", "endDate", .date)
    let parts = ["name", "code"].map { ($0, query.text($0)?.lowercased()) }
    let found = books.all(.products).filter { kept in
      types.contains(kept.body["type"]?.stringValue ?? "")
        && (isActive == nil || kept.body["active"]?.boolValue == isActive)
        && (groups.map { $0.contains(kept.body["productGroupId"]?.intValue ?? 0) } ?? true)
        && parts.allSatisfy { key, part in
          part.map { kept.body[key]?.stringValue?.lowercased().contains($0) == true } ?? true
        } && version(kept.version) && (kept.body["startDate"]?.stringValue.map(period) ?? true)
    }
    return try query.page(found, rising: true, orders: [("orderByVersion", { $0.version })]) { shown($0, all) }
  }

  private static func shown(_ kept: Kept, _ all: Bool) -> JSON {
    all ? kept.body : kept.body.putting(nil, at: "productLocalizations")
  }
}
