import Core
import Foundation

/// What one item of a bill comes to.
///
/// A price with an inclusive tax contains it: 108.25 with 8.25 % is 100 and 8.25. Each item is rounded to cents.
struct BillItemSums: Sendable {
  /// Quantity times price as entered.
  let entered: Decimal
  let tax: Decimal
  let isInclusive: Bool
  let shipping: Decimal

  /// Without tax.
  var net: Decimal { isInclusive ? entered - tax : entered }
  var withTax: Decimal { net + tax }

  init(_ item: JSON) {
    entered = (Self.amount(item, "quantity") * Self.amount(item, "unit_cost")).rounded(2)
    isInclusive = item["tax_is_inclusive"]?.boolValue ?? false
    let percent = Self.amount(item, "tax_percentage")
    let usual = isInclusive ? entered * percent / (100 + percent) : entered * percent / 100
    tax = (item["tax_amount"]?.decimalValue ?? usual).rounded(2)
    shipping = Self.amount(item, "shipping_amount")
  }

  static func amount(_ item: JSON, _ name: String) -> Decimal { item[name]?.decimalValue ?? 0 }

  /// The part of the net that falls on an allocation of so much, unrounded.
  func net(of allocation: Decimal) -> Decimal { entered == 0 ? allocation : allocation * net / entered }
}
