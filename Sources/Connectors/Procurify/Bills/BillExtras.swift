import Core
import Engine
import Foundation
import Mapping

/// Shipping and other costs of a bill, as lines of their own.
///
/// Source: reference 7.5: with their own allocation, else with the account of the settings. Procurify's
/// `shipping_amount` of the bill contains that of its items; what is left belongs to the bill as a whole.
struct BillExtras {
  private(set) var lines: [BillLine] = []
  private(set) var issues: [Issue] = []
  private let document: ProcurifyDocument
  private let digits: Int
  private let account: Int?

  init(_ items: [BillItem], digits: Int, _ document: ProcurifyDocument) {
    self.document = document
    self.digits = digits
    account = document.settings.record("shipping_account")
    for item in items where !item.shipping.isZero { ship(item) }
    let rest = (document.content["shipping_amount"]?.amount ?? 0) - items.map(\.shipping).reduce(0, +)
    if rest.rounded(digits) > 0 { shipRest(rest.rounded(digits), items) }
    for (index, cost) in (document.content["costs"]?.arrayValue ?? []).enumerated() {
      take(cost, items, at: "content.costs[\(index)]")
    }
  }

  /// An item's shipping goes where its costs go.
  private mutating func ship(_ item: BillItem) {
    let weights = item.allocations.map(\.amount)
    let amounts = BillLines.split(item.shipping.rounded(digits), weights, digits: digits)
    for (allocation, amount) in zip(item.allocations, amounts) where !amount.isZero {
      var line = BillLine("Shipping: \(item.name)", amount, allocation.budget, at: allocation.path)
      line.account = account
      lines.append(line)
    }
  }

  private mutating func shipRest(_ amount: Decimal, _ items: [BillItem]) {
    add("Shipping", amount, items, at: "content.shipping_amount")
  }

  private mutating func take(_ cost: JSON, _ items: [BillItem], at path: String) {
    let allocation = cost["cost_allocation"] ?? .null
    guard let amount = cost["amount"]?.amount ?? allocation["amount"]?.amount, !amount.isZero else { return }
    let name = cost["name"]?.documentID ?? "Costs"
    if let budget = Budget(allocation["budget"], document.settings) {
      lines.append(BillLine(name, amount.rounded(digits), budget, at: path + ".cost_allocation.budget"))
    } else {
      add(name, amount.rounded(digits), items, at: path)
    }
  }

  /// What nobody allocated is on the account of the settings, its costs shared as the items' are.
  private mutating func add(_ name: String, _ amount: Decimal, _ items: [BillItem], at path: String) {
    guard let account else {
      issues.append(noAccount(name, at: path))
      return
    }
    let shares = items.flatMap(\.allocations).compactMap { row in row.budget.map { (budget: $0, weight: row.amount) } }
    var line = BillLine(name, amount, shares, at: path)
    line.account = account
    lines.append(line)
  }

  private func noAccount(_ name: String, at path: String) -> Issue {
    document.issue(
      "procurify.gl_account_missing",
      "Nothing says to which account \(name) of \(document.title) is booked.",
      at: path,
      value: name,
      repair: "Choose the Account for Shipping on the connector, then retry.",
      params: ["account": "", "name": name]
    )
  }
}
