import Core

/// Currencies, locations, departments, account codes and accounts.
enum ReferencePages {
  static let routes = [
    ProcurifyRoute("/api/v2/currencies/", currencies.name) { tenant, call throws(ProcurifyRefusal) in
      try currencies.answer(tenant, call)
    },
    ProcurifyRoute("/api/v2/locations/", locations.name) { tenant, call throws(ProcurifyRefusal) in
      try locations.answer(tenant, call)
    },
    ProcurifyRoute("/api/v2/locations/{id}/", locations.name) { tenant, call throws(ProcurifyRefusal) in
      guard let record = tenant[.locations, Int(call.parameters["id"] ?? "")] else { throw .notFound }
      return try UserPages.single(ShownReference.location(tenant, record), call, tenant)
    },
    ProcurifyRoute("/api/v3/departments/", departments.name) { tenant, call throws(ProcurifyRefusal) in
      try departments.answer(tenant, call)
    },
    ProcurifyRoute("/api/v3/account-codes/", accountCodes.name) { tenant, call throws(ProcurifyRefusal) in
      try accountCodes.answer(tenant, call)
    },
    ProcurifyRoute("/api/v3/accounts/", accounts.name) { tenant, call throws(ProcurifyRefusal) in
      let expired = call.parameter("with_expired_budgets") == "true"
      return try accounts.answer(tenant, call) { expired || !isOver($0, tenant) }
    },
  ]

  private static let currencies = ProcurifyList(
    name: "currencies",
    shelf: .currencies,
    filters: [
      "active": .flag("active", true), "base": .flag("base", false), "description": .text("description"),
      "name": .text("name"), "rate": .amount("rate"), "search": .search("name", "description"),
    ],
    orders: ["name": ProcurifyList.byText("name")],
    show: { _, record in ShownReference.currency(record) }
  )

  private static let locations = ProcurifyList(
    name: "locations",
    shelf: .locations,
    filters: [
      "active": .flag("active", true), "headquarter": .flag("headquarter", false),
      "search": .search("name", "external_id"),
    ],
    orders: ["name": ProcurifyList.byText("name")],
    show: ShownReference.location
  )

  private static let departments = ProcurifyList(
    name: "departments",
    shelf: .departments,
    filters: [
      "branch": .number("location"), "locations": .numbers { $1.int("location") },
      "search": .search("name", "external_id"),
    ].ignoring(
      "include_is_active_for_account_code",
      "location_perm_override",
      "permission",
      "requestable",
      "user"
    ),
    orders: ["name": ProcurifyList.byText("name")],
    show: ShownReference.department
  )

  private static let accountCodes = ProcurifyList(
    name: "account-codes",
    shelf: .accountCodes,
    filters: [
      "active": .flag("active", true), "code": .text("code"), "search": .search("code", "description"),
      "is_parent": .flag { tenant, record in tenant.all(.accountCodes).contains { $0.int("parent") == record.id } },
    ],
    orders: ["code": ProcurifyList.byText("code"), "description": ProcurifyList.byText("description")],
    show: ShownReference.accountCode
  )

  private static let accounts = ProcurifyList(
    name: "accounts",
    shelf: .accounts,
    filters: [
      "account_code": .number("account_code"), "department": .number("department"),
      "departments": .numbers { $1.int("department") }, "active": .flag("active", true), "id": .number { $1.id },
      "locations": .numbers { tenant, record in tenant[.departments, record.int("department")]?.int("location") },
      "in_effect": .flag { tenant, record in
        (record.text("start_datetime") ?? "") <= tenant.time && !isOver(record, tenant)
      },
      "search": .search { tenant, record in
        let code = tenant[.accountCodes, record.int("account_code")]
        return [code?.text("code"), code?.text("description")]
      },
    ].ignoring("with_expired_budgets"),
    show: ShownReference.account
  )

  private static func isOver(_ account: ProcurifyRecord, _ tenant: ProcurifyTenant) -> Bool {
    account.text("end_datetime").map { $0 < tenant.time } ?? false
  }
}
