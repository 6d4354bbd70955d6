import Core
import Foundation

/// The items and costs of a bill, with what they are allocated to.
enum ShownBillItem {
  static func item(_ tenant: ProcurifyTenant, _ bill: ProcurifyRecord, _ item: JSON) -> JSON {
    let ordered = tenant[.items, item["order_item"]?.intValue]
    let order = tenant[.orders, ordered?.int("purchase_order")]
    let links: [(String, JSON?)] = [
      ("id", item["id"]), ("bill", .int(bill.id)), ("vendor", ShownVendor.within(tenant, bill.int("vendor"))),
      ("currency", ShownReference.currency(tenant, bill.int("currency"))), ("po", order.map(reference)),
      ("orderitem", ordered.map { ShownOrderItem.nested(tenant, $0) }),
      ("cost_allocations", allocations(tenant, bill, item)),
    ]
    return .record(links + amounts(item) + unused)
  }

  private static func amounts(_ item: JSON) -> [(String, JSON?)] {
    let sums = BillItemSums(item)
    let percentage = item["tax_percentage"]?.decimalValue
    return [
      ("description", item["description"]), ("sku", item["sku"] ?? ""), ("unit", item["unit"] ?? ""),
      ("quantity", .fixed(BillItemSums.amount(item, "quantity"), 8)),
      ("unit_cost", .number(BillItemSums.amount(item, "unit_cost"))), ("total_cost", .number(sums.net)),
      ("tax_name", item["tax_name"] ?? ""), ("tax_percentage", .fixed(percentage, 8)),
      ("tax_amount", .number(sums.tax)), ("tax_is_inclusive", .bool(sums.isInclusive)),
      ("total_cost_with_tax", .number(sums.withTax)), ("shipping_amount", .fixed(sums.shipping, 8)),
      ("bill_by_cost", item["bill_by_cost"] ?? false),
    ]
  }

  /// What the contract names and this company has no use for.
  private static let unused: [(String, JSON?)] = [
    ("tax", .null), ("expense", .null), ("creditcard_item", .null), ("archived", false), ("packing_slips", []),
    ("same_unit_cost", true), ("is_edited", false), ("unit_cost_diff_log", .null), ("custom_fields", []),
    ("type", "order"),
  ]

  private static func reference(_ order: ProcurifyRecord) -> JSON {
    ["id": .int(order.id), "number": order["number"] ?? "", "uuid": .string(ProcurifyShelf.orders.uuid(order.id))]
  }

  private static func allocations(_ tenant: ProcurifyTenant, _ bill: ProcurifyRecord, _ item: JSON) -> JSON {
    .array(
      (item["allocations"]?.arrayValue ?? []).enumerated().map { index, allocation in
        self.allocation(tenant, bill, allocation, (item["id"]?.intValue ?? 0) * 100 + index + 1)
      }
    )
  }

  private static func allocation(
    _ tenant: ProcurifyTenant,
    _ bill: ProcurifyRecord,
    _ allocation: JSON,
    _ id: Int
  ) -> JSON {
    [
      "id": .int(id), "amount": .fixed(BillItemSums.amount(allocation, "amount"), 8), "object_id": .null,
      "currency": ShownReference.currency(tenant, bill.int("currency")), "created_on": .string(bill.created),
      "budget": ShownReference.budget(tenant, allocation["account"]?.intValue),
    ]
  }

  static func cost(_ tenant: ProcurifyTenant, _ bill: ProcurifyRecord, _ cost: JSON) -> JSON {
    let id = cost["id"]?.intValue ?? 0
    return [
      "id": .int(id), "name": cost["name"] ?? "", "amount": .fixed(BillItemSums.amount(cost, "amount"), 8),
      "bill": .int(bill.id), "cost": .null, "currency": cost["currency"] ?? bill["currency"] ?? .null,
      "cost_allocation": cost["account"].map { account in
        allocation(tenant, bill, ["account": account, "amount": cost["amount"] ?? 0], id * 100)
      } ?? .null,
    ]
  }
}
