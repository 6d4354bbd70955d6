import Core
import Foundation

/// What a bill comes to.
struct BillSums: Sendable {
  let items: [BillItemSums]
  let costs: Decimal

  init(_ bill: ProcurifyRecord) {
    items = bill.list("items").map(BillItemSums.init)
    costs = bill.list("costs").reduce(0) { $0 + BillItemSums.amount($1, "amount") }
  }

  var subtotal: Decimal { items.reduce(0) { $0 + $1.net } }
  var tax: Decimal { items.reduce(0) { $0 + $1.tax } }
  var inclusiveTax: Decimal { items.reduce(0) { $0 + ($1.isInclusive ? $1.tax : 0) } }
  var shipping: Decimal { items.reduce(0) { $0 + $1.shipping } }
  /// Without tax.
  var total: Decimal { subtotal + shipping + costs }
  var totalWithTax: Decimal { total + tax }
}
