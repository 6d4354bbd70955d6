import Core
import Engine
import Foundation
import Mapping

/// One item of a bill with where its costs go.
///
/// Source: reference 6.6 and 7.5. `total_cost` is without tax; a price that contains its tax is told by
/// `tax_is_inclusive`.
struct BillItem {
  struct Allocation {
    let amount: Decimal
    let budget: Budget?
    let path: String
  }

  let fields: IncomingDocument
  let name: String
  let quantity: Decimal
  let unitCost: Decimal
  let net: Decimal
  let tax: Decimal
  let purchaseTax: PurchaseTax?
  let allocations: [Allocation]
  let shipping: Decimal
  /// The quantity means nothing.
  let isByCost: Bool
  /// Id of the order item that is billed.
  let orderItem: String?

  /// What the item comes to with tax.
  var gross: Decimal { net + tax }
  var path: String { fields.path }

  init(_ fields: IncomingDocument, _ settings: Settings) {
    self.fields = fields
    let content = fields.content
    name = fields.text("name") ?? content["sku"]?.documentID ?? "Item \(content["id"]?.documentID ?? "")"
    quantity = fields["quantity"]?.amount ?? 1
    unitCost = fields["price_unit"]?.amount ?? 0
    purchaseTax = PurchaseTax(content)
    tax = content["tax_amount"]?.amount ?? 0
    net = Self.net(content, quantity * unitCost, tax)
    allocations = Self.allocations(content, net, fields.path, settings)
    shipping = content["shipping_amount"]?.amount ?? 0
    isByCost = content["bill_by_cost"] == true
    let order = content["orderitem"]
    orderItem = order?["id"]?.documentID ?? order?.documentID
  }

  /// `total_cost`, which some say with an inclusive tax in it: then it is the total with tax.
  private static func net(_ content: JSON, _ product: Decimal, _ tax: Decimal) -> Decimal {
    guard let total = content["total_cost"]?.amount else {
      return content["tax_is_inclusive"] == true ? product - tax : product
    }
    guard content["tax_is_inclusive"] == true, !tax.isZero, content["total_cost_with_tax"]?.amount == total else {
      return total
    }
    return total - tax
  }

  private static func allocations(_ content: JSON, _ net: Decimal, _ path: String, _ settings: Settings) -> [Allocation]
  {
    let rows = content["cost_allocations"]?.arrayValue ?? []
    return rows.enumerated().map { index, row in
      Allocation(
        amount: row["amount"]?.amount ?? (rows.count == 1 ? net : 0),
        budget: Budget(row["budget"], settings),
        path: "\(path).cost_allocations[\(index)].budget"
      )
    }
  }
}
