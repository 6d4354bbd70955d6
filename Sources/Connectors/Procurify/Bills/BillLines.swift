import Core
import Foundation
import Mapping

/// The lines that a bill has in Odoo.
///
/// Source: reference 7.5. Whether a line's price contains its tax is Odoo's tax's matter: the same item is entered with
/// or without it.
struct BillLines {
  private(set) var all: [BillLine] = []
  private(set) var issues: [Issue] = []
  private let document: ProcurifyDocument
  private let taxes: PurchaseTaxes
  private let orders: BilledLines
  private let rounding: PriceRounding
  private let digits: Int

  /// - Parameters:
  ///   - items: of the bill.
  ///   - taxes: that were found for them.
  ///   - orders: the lines that they were ordered with.
  ///   - rounding: of prices.
  ///   - digits: of the bill's currency.
  ///   - document: the bill.
  init(
    _ items: [BillItem],
    _ taxes: PurchaseTaxes,
    _ orders: BilledLines,
    _ rounding: PriceRounding,
    digits: Int,
    _ document: ProcurifyDocument
  ) {
    self.document = document
    self.taxes = taxes
    self.orders = orders
    self.rounding = rounding
    self.digits = digits
    for item in items { take(item) }
    let extras = BillExtras(items, digits: digits, document)
    all += extras.lines
    issues += extras.issues
  }

  private mutating func take(_ item: BillItem) {
    guard !item.allocations.isEmpty else {
      issues.append(document.invalid("\(item.name) of \(document.title) has no allocation.", at: item.path))
      return
    }
    // What the lines must add up to: with the tax where Odoo's tax is one that prices contain.
    let total = (taxes.find(item.purchaseTax)?.isIncluded == true ? item.gross : item.net).rounded(digits)
    let isWhole = item.allocations.count == 1 && !item.isByCost
    if isWhole, let price = price(item, total, rounding.kept) {
      add(item, item.allocations[0], price: price, quantity: item.quantity)
    } else if isWhole, let price = price(item, total, \.self) {
      add(item, total, rounded: price)
    } else if let shares = shares(item, total) {
      for (allocation, share) in zip(item.allocations, shares) { add(item, allocation, price: share) }
    }
  }

  /// What one piece costs, so that the quantity comes to the total when Odoo keeps so much of the price; nil where none
  /// does to the cent.
  private func price(_ item: BillItem, _ total: Decimal, _ kept: (Decimal) -> Decimal) -> Decimal? {
    guard !item.quantity.isZero else { return nil }
    let prices = [item.unitCost, (total / item.quantity).rounded(digits)]
    return prices.first { (item.quantity * kept($0)).rounded(digits) == total }
  }

  /// A price of more digits than Odoo keeps: the amount counts, but for an ordered line, where the quantity does.
  private mutating func add(_ item: BillItem, _ total: Decimal, rounded price: Decimal) {
    let isOrdered = item.orderItem.flatMap { orders[$0] } != nil
    add(item, item.allocations[0], price: isOrdered ? price : total, quantity: isOrdered ? item.quantity : 1)
    all[all.count - 1].name += rounding.text(item.quantity, price)
    guard isOrdered else { return }
    let path = item.path + ".unit_cost"
    issues += [rounding.warning(item.name, item.quantity, price, at: path, document)].compactMap(\.self)
  }

  private mutating func add(_ item: BillItem, _ allocation: BillItem.Allocation, price: Decimal, quantity: Decimal = 1)
  {
    var line = BillLine(item.name, price, allocation.budget, at: allocation.path)
    line.quantity = quantity
    line.tax = item.purchaseTax
    line.orderItem = item.orderItem
    all.append(line)
  }

  /// What each allocation comes to, so that together they are the item; nil where an issue says why not.
  private mutating func shares(_ item: BillItem, _ total: Decimal) -> [Decimal]? {
    let weights = item.allocations.map(\.amount)
    let sum = weights.reduce(0, +)
    let slack = max(Decimal(1) / 100, Decimal(weights.count) / 100)
    let isWhole = [item.net, item.gross].contains { ($0 - sum).magnitude <= slack }
    guard isWhole || weights.count == 1 else {
      issues.append(Self.notAllocated(item, sum, document))
      return nil
    }
    return Self.split(total, weights, digits: digits)
  }

  /// A total in parts of given weights, each in whole units of the currency.
  static func split(_ total: Decimal, _ weights: [Decimal], digits: Int) -> [Decimal] {
    let sum = weights.reduce(0, +)
    guard !sum.isZero, weights.count > 1 else { return [total] + weights.dropFirst().map { _ in 0 } }
    let parts = weights.map { weight in
      Apportionment.Part((total * weight / sum).rounded(digits), exact: total * weight / sum)
    }
    let unit = Decimal(sign: .plus, exponent: -digits, significand: 1)
    return Apportionment.amounts(parts, total: total, unit: unit) ?? parts.map(\.amount)
  }

  private static func notAllocated(_ item: BillItem, _ sum: Decimal, _ document: ProcurifyDocument) -> Issue {
    document.invalid(
      "The allocations of \(item.name) come to \(sum.shortest), the item itself to \(item.net.shortest).",
      at: item.path + ".cost_allocations",
      value: sum.shortest
    )
  }
}
