import Core
import Foundation

/// `/api/v2/global/orders/`: requisitions, heads only; their lines are in the list of order items.
enum RequisitionPages {
  static let routes = [
    ProcurifyRoute("/api/v2/global/orders/", list.name) { tenant, call throws(ProcurifyRefusal) in
      try list.answer(tenant, call)
    }
  ]

  private static let list = ProcurifyList(
    name: "requisitions",
    shelf: .requisitions,
    filters: dates.and(members).ignoring("is_punchout"),
    orders: [
      "num": { _, record in String(format: "%012d", record.id) }, "date": ProcurifyList.byText("date"),
      "dateModified": ProcurifyList.byModified, "dateRequired": ProcurifyList.byText("required"),
    ],
    show: shown
  )

  private static let dates: [String: ProcurifyFilter] =
    ProcurifyFilter.days("date") { $1.text("date") }
    .and(ProcurifyFilter.days("modified_date") { $1.modified })
    .and(ProcurifyFilter.days("required_date") { $1.text("required") })
    .and([
      "dateRequired": ProcurifyFilter("Enter a valid date/time.") { text, _ in
        ProcurifyClock.normal(text).map { wanted in { $1.text("required") == wanted } }
      }
    ])

  private static let members: [String: ProcurifyFilter] = [
    "status": .choice(0...6, "status"), "department": .number("department"), "branch": .number(location),
    "location": .number(location), "requester": .number("user"), "order": .number { $1.id },
    "search": .search("description"), "lineCount": .number { $1.ids("items").count },
    "totalPrice": .amount { tenant, record in total(tenant, record) },
    "has_blanket_order_items": .flag { tenant, record in hasBlanket(tenant, record) },
    "pref_vendor": anyItem { $0.int("vendor") },
    "account_code": anyItem { item, tenant in tenant[.accounts, item.int("account")]?.int("account_code") },
  ]

  @Sendable private static func location(_ tenant: ProcurifyTenant, _ record: ProcurifyRecord) -> Int? {
    tenant[.departments, record.int("department")]?.int("location")
  }

  private static func anyItem(_ key: @escaping @Sendable (ProcurifyRecord) -> Int?) -> ProcurifyFilter {
    anyItem { item, _ in key(item) }
  }

  /// Those of which any item has this number.
  static func anyItem(_ key: @escaping @Sendable (ProcurifyRecord, ProcurifyTenant) -> Int?) -> ProcurifyFilter {
    ProcurifyFilter("Enter a number.") { text, _ in
      Int(text).map { wanted in
        { tenant, record in tenant.all(.items, record.ids("items")).contains { key($0, tenant) == wanted } }
      }
    }
  }

  private static func total(_ tenant: ProcurifyTenant, _ record: ProcurifyRecord) -> Decimal {
    tenant.all(.items, record.ids("items")).reduce(0) { $0 + OrderSums.total($1) }
  }

  static func hasBlanket(_ tenant: ProcurifyTenant, _ record: ProcurifyRecord) -> Bool {
    tenant.all(.items, record.ids("items")).contains { $0.int("type") == 2 }
  }

  private static func shown(_ tenant: ProcurifyTenant, _ record: ProcurifyRecord) -> JSON {
    let items = tenant.all(.items, record.ids("items"))
    let department = tenant[.departments, record.int("department")]
    let total = total(tenant, record)
    let rate = tenant[.currencies, record.int("currency")]?.amount("rate") ?? 1
    let isPending = record.int("status") == RequisitionStatus.pending.rawValue
    return .record([
      ("num", .int(record.id)), ("uuid", .string(ProcurifyShelf.requisitions.uuid(record.id))),
      ("description", record["description"] ?? .null), ("status", .int(record.int("status") ?? 0)),
      ("branch", ShownReference.branch(tenant, department?.int("location"))),
      ("department", department.map { ShownReference.departmentSummary(tenant, $0) } ?? .null),
      ("user", UserPages.summary(tenant, record.int("user"))),
      ("currency", ShownReference.currencySummary(tenant, record.int("currency"))),
      ("date", record["date"]), ("dateRequired", record["required"] ?? record["date"]),
      ("dateModified", record.modified.map(JSON.string)), ("totalPrice", .fixed(total, 2)),
      ("total_cost_in_base_currency", .number((total * rate).rounded(2))), ("item_count", .int(items.count)),
      ("lineCount", .int(items.count)), ("purchasedCount", .int(items.count { $0["purchase_order"] != nil })),
      ("has_blanket_order_items", .bool(hasBlanket(tenant, record))), ("logs", []), ("ip_address", .null),
      ("next_approver", isPending ? UserPages.summary(tenant, 1) : .null), ("approval_delegatee", .null),
      ("punchout_items_rejected", false), ("punchout_supplier_name", .null), ("punchout_supplier_icon", .null),
      ("punchout_vendor_reference", .null), ("punchout_shipping_address", .null), ("punchout_group", .null),
    ])
  }
}
