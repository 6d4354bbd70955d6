import Core
import Foundation

/// `/api/v3/order-items/` and its twin: the lines of requisitions and purchase orders, all in one list.
enum OrderItemPages {
  static let routes =
    ["/api/v3/order-items/", "/api/v2/global/order_items/"].map { path in
      ProcurifyRoute(path, list.name) { tenant, call throws(ProcurifyRefusal) in try list.answer(tenant, call) }
    } + [
      ProcurifyRoute("/api/v3/custom-fields/order-items/", customFields.name) {
        tenant,
        call throws(ProcurifyRefusal) in
        try customFields.answer(tenant, call)
      }
    ]

  private static let list = ProcurifyList(
    name: "order-items",
    shelf: .items,
    filters: dates.and(amounts).and(members).ignoring(
      "approver",
      "approver_id",
      "catalog",
      "exclude",
      "exclude_punchout",
      "is_recurring",
      "last_changed_by",
      "purchase_agreement",
      "purchaser"
    ),
    orders: [
      "name": ProcurifyList.byText("name"), "last_modified": ProcurifyList.byModified,
      "created_at": { _, item in item.created },
      "orderNum": { _, item in String(format: "%012d", item.int("requisition") ?? 0) },
    ],
    show: ShownOrderItem.flat
  )

  /// This company has none.
  private static let customFields = ProcurifyList(
    name: "custom-fields",
    filters: ["field_type": .unused, "meta__is_active": .unused],
    records: { _ in [] },
    show: { _, _ in .null }
  )

  /// All of them are days.
  private static let dates: [String: ProcurifyFilter] =
    ProcurifyFilter.days("last_modified") { $1.modified }
    .and(ProcurifyFilter.days("approved_datetime") { $1.text("approved_at") })
    .and(ProcurifyFilter.days("po_created_date", ordered))
    .and(ProcurifyFilter.days("purchased_date", ordered))
    .and(
      ProcurifyFilter.days("order_created_date") { tenant, item in
        tenant[.requisitions, item.int("requisition")]?.text("date")
      }
    )

  @Sendable private static func ordered(_ tenant: ProcurifyTenant, _ item: ProcurifyRecord) -> String? {
    tenant[.orders, item.int("purchase_order")]?.text("date")
  }

  private static let amounts: [String: ProcurifyFilter] = [
    "price": .amount("price"), "quantity": .amount("quantity"), "receivedPassQty": .amount { $1.amount("received") },
    "receivedFailQty": .amount { $1.amount("failed") },
    "approved_price": .amount { $1["approved_at"] == nil ? nil : $1.amount("price") },
    "approved_quantity": .amount { $1["approved_at"] == nil ? nil : $1.amount("quantity") },
  ]

  private static let members: [String: ProcurifyFilter] = [
    "account": .number("account"), "currency": .number("currency"), "pref_vendor": .number("vendor"),
    "catalog_item": .number("catalog_item"), "name": .text("name"), "sku": .text("sku"), "unit": .text("unit"),
    "num": .text { $1.text("num") ?? $1.text("sku") }, "lineComment": .text("comment"),
    "active": .flag("active", true), "status": .choice(0...8) { $1.int("status") ?? 0 },
    "type": .choice(0...2) { $1.int("type") ?? 0 }, "orderNum": .number("requisition"),
    "orderNum__status": .choice(0...6) { tenant, item in
      tenant[.requisitions, item.int("requisition")]?.int("status")
    },
    "is_purchased": .flag { _, item in item["purchase_order"] != nil },
    "po_vendor": .number { tenant, item in tenant[.orders, item.int("purchase_order")]?.int("vendor") },
    "search": .search("name", "sku", "num"),
    "fulfilment_status": .text { tenant, item in
      tenant[.orders, item.int("purchase_order")].map { tenant.fulfilment($0) }
    },
    "account_code": .number { tenant, item in tenant[.accounts, item.int("account")]?.int("account_code") },
    "department": .number(department), "departments": .numbers(department), "branch": .number(location),
    "location": .number(location), "locations": .numbers(location),
    "requester": .number { tenant, item in tenant[.requisitions, item.int("requisition")]?.int("user") },
  ]

  @Sendable private static func department(_ tenant: ProcurifyTenant, _ item: ProcurifyRecord) -> Int? {
    tenant[.accounts, item.int("account")]?.int("department")
  }

  @Sendable private static func location(_ tenant: ProcurifyTenant, _ item: ProcurifyRecord) -> Int? {
    tenant[.departments, department(tenant, item)]?.int("location")
  }
}
