import Core
import Foundation

/// How much of each purchase order has come and was billed.
enum BillingHistory {
  static func all(_ tenant: ProcurifyTenant) -> JSON {
    let billed = tenant.all(.bills).filter { ![3, 5].contains($0.int("status")) }.flatMap { $0.list("items") }
      .reduce(into: [Int: Decimal]()) { sums, item in
        guard let ordered = item["order_item"]?.intValue else { return }
        sums[ordered, default: 0] += BillItemSums.amount(item, "quantity")
      }
    return .array(tenant.all(.orders).map { order($0, tenant, billed) })
  }

  private static func order(_ order: ProcurifyRecord, _ tenant: ProcurifyTenant, _ billed: [Int: Decimal]) -> JSON {
    let items = tenant.all(.items, order.ids("items"))
    let isOpen = items.contains { $0.amount("received") == 0 && billed[$0.id, default: 0] == 0 }
    return [
      "id": .int(order.id), "number": order["number"] ?? "", "has_unbilled_unreceived_items": .bool(isOpen),
      "items": .array(
        items.map { item in
          [
            "id": .int(item.id), "billed_qty": .fixed(billed[item.id, default: 0], 8),
            "received_qty": .fixed(item.amount("received"), 5),
          ]
        }
      ),
    ]
  }
}
