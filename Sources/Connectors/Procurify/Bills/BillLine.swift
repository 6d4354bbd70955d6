import Core
import Foundation

/// One line of the bill in Odoo: an allocation of an item, its shipping, or a cost.
struct BillLine {
  var name: String
  var quantity: Decimal = 1
  var price: Decimal
  /// Where its costs go; several budgets share shipping that nobody allocated.
  let shares: [(budget: Budget, weight: Decimal)]
  /// The account, where it is not the budget's own.
  var account: Int?
  var tax: PurchaseTax?
  /// Id of the order item that is billed.
  var orderItem: String?
  let path: String

  init(_ name: String, _ price: Decimal, _ budget: Budget?, at path: String) {
    self.init(name, price, budget.map { [($0, Decimal(1))] } ?? [], at: path)
  }

  init(_ name: String, _ price: Decimal, _ shares: [(budget: Budget, weight: Decimal)], at path: String) {
    self.name = name
    self.price = price
    self.shares = shares
    self.path = path
  }

  var code: Budget.Code? { shares.count == 1 ? shares[0].budget.code : nil }
}
