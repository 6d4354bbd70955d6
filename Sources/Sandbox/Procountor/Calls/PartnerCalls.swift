import Core

/// `/businesspartners`: the registers of customers and suppliers.
enum PartnerCalls {
  static let routes: [ProcountorRoute] = [
    .get("/businesspartners") { books, call throws(ProcountorRefusal) in try list(books, call.call) },
    .get("/businesspartners/{id}") { books, call throws(ProcountorRefusal) in
      try BatchRead.answer(books, .partners, call.call.parameters["id"] ?? "") { kept in
        ["ALL_RIGHTS", "VIEWING_RIGHTS"].contains(books.company.right(right(kept.body))) ? kept.body : nil
      }
    },
    .post("/businesspartners") { books, call throws(ProcountorRefusal) in
      let body = try call.record(PartnerSchema.partner)
      try PartnerRules.check(body, books.company, isNew: true)
      try books.company.demand(right(body), toChange: true)
      return .json(200, books.add(.partners, completed(body)).body)
    },
    .put("/businesspartners/{id}") { books, call throws(ProcountorRefusal) in
      guard let old = books[.partners, try call.id()] else { throw .notFound }
      let body = try call.record(PartnerSchema.partner)
      try PartnerRules.check(body, books.company, isNew: false)
      return try replace(old, body, &books)
    },
    .patch("/businesspartners/{id}") { books, call throws(ProcountorRefusal) in try patch(&books, call) },
  ]

  private static func right(_ partner: JSON) -> String {
    partner["type"] == "SUPPLIER" ? "purchases.supplierRegister" : "sales.customerRegister"
  }

  /// Only what is named changes; billing and delivery address are left alone, whatever is said of them.
  private static func patch(_ books: inout CompanyBooks, _ call: ProcountorCall) throws(ProcountorRefusal) -> Answer {
    guard let old = books[.partners, try call.id()] else { throw .notFound }
    try InvoiceCalls.checkParameters(call.call, ["version"])
    try VersionCheck.check(call.call.parameter("version") ?? call.body["version"]?.stringValue, old)
    var change = call.body
    for name in ["billingAddress", "deliveryAddress"] { change = change.putting(nil, at: name) }
    let whole = ProcountorCall(call: call.call, body: ProcountorCompany.merged(old.body, change))
    let body = try whole.record(PartnerSchema.partner)
    try PartnerRules.check(body, books.company, isNew: false)
    return try replace(old, body, &books)
  }

  private static func replace(
    _ old: Kept,
    _ body: JSON,
    _ books: inout CompanyBooks
  ) throws(ProcountorRefusal) -> Answer {
    guard body["type"] == old.body["type"] else {
      throw ProcountorRefusal(400, "The type cannot be changed.", field: "type")
    }
    try books.company.demand(right(body), toChange: true)
    let kept = books.change(.partners, old.id) { $0.body = completed(body).putting(.int(old.id), at: "id") }
    return .json(200, kept?.body ?? .null)
  }

  /// A partner is active unless something else is said; people of it are numbered.
  static func completed(_ body: JSON) -> JSON {
    var partner = body
    if body["registryInfo"]?["active"]?.boolValue == nil {
      let info = body["registryInfo"] ?? .null
      partner = partner.putting((info.isNull ? [:] : info).putting(true, at: "active"), at: "registryInfo")
    }
    let people = (body["contactPersons"]?.arrayValue ?? []).enumerated().map { place, person in
      person["id"]?.intValue == nil ? person.putting(.int(place + 1), at: "id") : person
    }
    return people.isEmpty ? partner : partner.putting(.array(people), at: "contactPersons")
  }

  private static func list(_ books: CompanyBooks, _ call: Call) throws(ProcountorRefusal) -> Answer {
    var query = ListQuery(
      call,
      [
        "identifierType", "customerNumber", "mainGroup", "partnerGroup", "type", "active", "versionStartDate",
        "versionEndDate",
      ]
    )
    let type = query.word("type", of: ["CUSTOMER", "SUPPLIER", "PERSON"])
    let isActive = query.flag("active", default: true)
    let version = query.range("versionStartDate", "versionEndDate", .localTime)
    let texts = [
      ("customerNumber", query.text("customerNumber")), ("identifierType", query.text("identifierType")),
      ("identifier", call.header(named: "identifier")),
    ]
    // What says who somebody is does not travel in the address, but as headers.
    let name = call.header(named: "name")?.lowercased()
    let group = query.text("partnerGroup")
    let found = books.all(.partners).filter { kept in
      let info = kept.body["invoicingInfo"]
      let groups = kept.body["registryInfo"]?["partnerGroups"]?.arrayValue ?? []
      return (type.map { kept.body["type"] == .string($0) } ?? true)
        && (isActive == nil || kept.body["registryInfo"]?["active"]?.boolValue == isActive)
        && texts.allSatisfy { key, wanted in wanted.map { info?[key] == .string($0) } ?? true }
        && (name.map { kept.body["name"]?.stringValue?.lowercased().contains($0) == true } ?? true)
        && (group.map { wanted in groups.contains { $0["name"] == .string(wanted) } } ?? true)
        && ["ALL_RIGHTS", "VIEWING_RIGHTS"].contains(books.company.right(right(kept.body)))
        && version(kept.version)
    }
    return try query.page(found, basic)
  }

  /// E-mail and e-invoice address are in the details only.
  private static func basic(_ kept: Kept) -> JSON {
    let info = kept.body["invoicingInfo"]
    return .record([
      ("id", .int(kept.id)), ("name", kept.body["name"]), ("billingAddress", kept.body["billingAddress"]),
      (
        "invoicingInfo",
        .record(["customerNumber", "identifier", "identifierType"].map { ($0, info?[$0]) })
      ),
      ("registryInfo", ["active": kept.body["registryInfo"]?["active"] ?? true]), ("type", kept.body["type"]),
      ("version", .string(kept.version)),
    ])
  }
}
