import Core
import Engine

/// What bills that come in one after the other need of Odoo, so that it can be looked up for all of them at once.
struct BillPage {
  /// Ids of vendors.
  private(set) var vendors: Set<String> = []
  private(set) var budgets: Set<Budget> = []

  var codes: [Budget.Code] { budgets.compactMap(\.code) }

  /// A bill alone.
  init() {}

  init(_ bills: [Arrival], _ settings: Settings) {
    for bill in bills {
      vendors.formUnion([DocumentVendor.key(bill.content["vendor"])].compactMap(\.self))
      budgets.formUnion(Self.allocations(bill.content).compactMap { Budget($0["budget"], settings) })
    }
  }

  private static func allocations(_ bill: JSON) -> [JSON] {
    let items = bill["items"]?.arrayValue ?? []
    let costs = (bill["costs"]?.arrayValue ?? []).compactMap { $0["cost_allocation"] }
    return items.flatMap { $0["cost_allocations"]?.arrayValue ?? [] } + costs
  }
}
