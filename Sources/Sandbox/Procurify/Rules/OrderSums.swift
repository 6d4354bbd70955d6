import Core
import Foundation

/// What a purchase order comes to.
struct OrderSums: Sendable {
  let subtotal: Decimal
  let tax: Decimal
  let discount: Decimal
  let total: Decimal

  init(_ order: ProcurifyRecord, _ tenant: ProcurifyTenant) {
    let items = tenant.all(.items, order.ids("items")).map(Self.total)
    subtotal = items.reduce(0, +)
    discount = Self.modifier(order["discount"], of: subtotal)
    tax = Self.modifier(order["tax"], of: subtotal - discount)
    total = subtotal - discount + tax + order.amount("freight") + order.amount("other")
  }

  /// Of one item: quantity times price, to cents, with its own tax and shipping.
  static func total(_ item: ProcurifyRecord) -> Decimal {
    (item.amount("quantity") * item.amount("price")).rounded(2) + item.amount("tax_amount").rounded(2)
      + item.amount("shipping_amount").rounded(2)
  }

  /// An amount, or a percentage of the subtotal.
  private static func modifier(_ modifier: JSON?, of subtotal: Decimal) -> Decimal {
    let value = modifier?["value"]?.decimalValue ?? 0
    return modifier?["type"] == "percentage" ? (subtotal * value / 100).rounded(2) : value
  }
}
