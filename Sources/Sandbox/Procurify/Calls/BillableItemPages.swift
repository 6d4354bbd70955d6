import Core
import Foundation

/// `/api/v2/ap/items/`: what was billed, and what came and was not billed yet.
enum BillableItemPages {
  static let routes = [
    ProcurifyRoute("/api/v2/ap/items/", list.name) { tenant, call throws(ProcurifyRefusal) in
      try list.answer(tenant, call)
    }
  ]

  private static let list: ProcurifyList = {
    var list = ProcurifyList(
      name: "billable-items",
      filters: ProcurifyFilter.days("created_at") { $1.created }
        .and(ProcurifyFilter.days("received_on") { $1.text("received_on") }).and(members)
        .ignoring("exclude", "reimburse", "requester"),
      records: records,
      show: shown
    )
    list.metadata = { _, found in
      let total = found.reduce(Decimal(0)) { $0 + BillItemSums($1.body).withTax }
      return [("summary", ["total_items": .int(found.count), "total_cost": .number(total)])]
    }
    return list
  }()

  private static let members: [String: ProcurifyFilter] = [
    "billed": .flag { _, item in item["bill"] != nil }, "bill": .number("bill"), "vendor": .number("vendor"),
    "bill_uuid": .text { _, item in item.int("bill").map(ProcurifyShelf.bills.uuid) },
    "search": .search("description", "sku"), "budget": .number(account),
    "department": .number { tenant, item in tenant[.accounts, account(tenant, item)]?.int("department") },
    "location": .number { tenant, item in
      tenant[.departments, tenant[.accounts, account(tenant, item)]?.int("department")]?.int("location")
    },
  ]

  @Sendable private static func account(_ tenant: ProcurifyTenant, _ item: ProcurifyRecord) -> Int? {
    item["allocations"]?[0]?["account"]?.intValue
  }

  @Sendable private static func records(_ tenant: ProcurifyTenant) -> [ProcurifyRecord] {
    var ordered: Set<Int> = []
    let billed = tenant.all(.bills).flatMap { bill in
      bill.list("items").compactMap { item -> ProcurifyRecord? in
        if let number = item["order_item"]?.intValue { ordered.insert(number) }
        let body = item.putting(.int(bill.id), at: "bill").putting(bill["vendor"], at: "vendor")
        return item["id"]?.intValue.map {
          ProcurifyRecord(id: $0, created: bill.created, modified: bill.modified, body: body)
        }
      }
    }
    let open = tenant.all(.items).filter { $0.amount("received") > 0 && !ordered.contains($0.id) }
    return open.map(unbilled) + billed
  }

  private static func unbilled(_ item: ProcurifyRecord) -> ProcurifyRecord {
    let body: JSON = [
      "id": .int(item.id), "description": item["name"] ?? "", "sku": item["sku"] ?? "", "unit": item["unit"] ?? "",
      "quantity": item["received"] ?? 0, "unit_cost": item["price"] ?? 0, "order_item": .int(item.id),
      "vendor": item["vendor"] ?? .null, "currency": item["currency"] ?? 1,
      "received_on": JSON(item.modified), "allocations": [["account": item["account"] ?? .null, "amount": 0]],
    ]
    return ProcurifyRecord(id: item.id, created: item.created, modified: item.modified, body: body)
  }

  @Sendable private static func shown(_ tenant: ProcurifyTenant, _ item: ProcurifyRecord) -> JSON {
    if let bill = tenant[.bills, item.int("bill")] { return ShownBillItem.item(tenant, bill, item.body) }
    let shown = ShownBillItem.item(tenant, item, item.body).putting(.null, at: "bill")
    return item["received_on"].map { shown.putting($0, at: "received_on") } ?? shown
  }
}
