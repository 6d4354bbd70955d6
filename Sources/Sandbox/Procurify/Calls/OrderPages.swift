import Core
import Foundation

/// `/api/v2/purchase_orders/`: by role and status, or one by its number or uuid with its items.
enum OrderPages {
  static let routes = [
    ProcurifyRoute("/api/v2/purchase_orders/{role}/{status}/", list.name) { tenant, call throws(ProcurifyRefusal) in
      guard let hasRole = roles[call.parameters["role"] ?? ""],
        let isIn = statuses[call.parameters["status"] ?? ""]
      else { throw .notFound }
      return try list.answer(tenant, call) { hasRole(tenant, $0) && isIn(tenant, $0) }
    },
    ProcurifyRoute("/api/v2/purchase_orders/{id}/", list.name) { tenant, call throws(ProcurifyRefusal) in
      let text = call.parameters["id"] ?? ""
      guard let order = tenant[.orders, Int(text) ?? ProcurifyShelf.orders.id(text)] else { throw .notFound }
      let metadata: JSON = ["can_edit": true, "can_delete": false]
      return try UserPages.single(ShownOrder.detail(tenant, order), call, tenant, metadata: metadata)
    },
    ProcurifyRoute("/api/v3/purchase-orders/billing-history/", list.name) { tenant, call throws(ProcurifyRefusal) in
      try UserPages.single(BillingHistory.all(tenant), call, tenant)
    },
  ]

  private typealias Test = @Sendable (ProcurifyTenant, ProcurifyRecord) -> Bool

  private static let roles: [String: Test] = [
    "purchased": { _, _ in true },
    "receivable": { tenant, order in
      [.purchased, .reopened].contains(tenant.state(order)) && tenant.fulfilment(order) != "full"
    },
  ]

  private static let statuses: [String: Test] = [
    "all": { _, _ in true },
    "open": { tenant, order in isOpen(tenant, order) && tenant.fulfilment(order) != "partial" },
    "partial": { tenant, order in isOpen(tenant, order) && tenant.fulfilment(order) == "partial" },
    "closed": { tenant, order in tenant.state(order) == .closed },
    "cancelled": { tenant, order in tenant.state(order) == .cancelled },
    "paid": { tenant, order in tenant.state(order) == .paid },
  ]

  private static func isOpen(_ tenant: ProcurifyTenant, _ order: ProcurifyRecord) -> Bool {
    [.purchased, .reopened].contains(tenant.state(order))
  }

  private static let list = ProcurifyList(
    name: "purchase-orders",
    shelf: .orders,
    filters: dates.and(members).ignoring("contract", "purchaser", "requester"),
    orders: [
      "date": ProcurifyList.byText("date"), "last_modified": ProcurifyList.byModified,
      "promise_date": ProcurifyList.byText("promise_date"), "number": ProcurifyList.byText("number"),
      "procurify_PO": { _, order in String(format: "%012d", order.id) },
    ],
    show: ShownOrder.row,
    metadata: { tenant, found in [("counts", ["purchased": counts(tenant, found.count)])] }
  )

  private static func counts(_ tenant: ProcurifyTenant, _ found: Int) -> JSON {
    let all = tenant.all(.orders)
    let counts = ["all", "open", "partial", "closed", "cancelled"].map { name -> (String, JSON?) in
      (name, .int(all.count { statuses[name]?(tenant, $0) ?? false }))
    }
    return .record(counts + [("page", .int(found))])
  }

  private static let dates: [String: ProcurifyFilter] =
    ProcurifyFilter.days("date") { $1.text("date") }
    .and(ProcurifyFilter.days("modified_date") { $1.modified })
    .and(ProcurifyFilter.days("promise_date") { $1.text("promise_date") })
    .and(ProcurifyFilter.days("expiry_date") { $1.text("expiry_date") })

  private static let members: [String: ProcurifyFilter] = [
    "pref_vendor": .number("vendor"), "purchase_order": .number { $1.id }, "currency": .number("currency"),
    "has_blanket_order_items": .flag { tenant, order in RequisitionPages.hasBlanket(tenant, order) },
    "account_code": RequisitionPages.anyItem { item, tenant in
      tenant[.accounts, item.int("account")]?.int("account_code")
    },
    "total_0": bound { $0 >= $1 }, "total_1": bound { $0 <= $1 },
  ]

  private static func bound(_ fits: @escaping @Sendable (Decimal, Decimal) -> Bool) -> ProcurifyFilter {
    ProcurifyFilter("Enter a number.") { text, _ in
      Decimal(exactly: text).map { bound in { tenant, order in fits(OrderSums(order, tenant).total, bound) } }
    }
  }
}
