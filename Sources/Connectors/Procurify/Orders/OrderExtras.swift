import Core
import Engine
import Foundation

/// Freight, other costs, discount and tax of a whole order, as lines of their own.
///
/// Source: reference 7.3: by the setting *Freight and Discounts as Lines*; without it, or without a product for it, the
/// totals differ and that is told.
struct OrderExtras {
  /// Behind every item.
  static let firstNumber = 9000

  private struct Part {
    let key: String
    let name: String
    let amount: Decimal
  }

  /// What the parts come to together, whether or not they become lines.
  let amount: Decimal
  /// True where there is something that becomes no line.
  let isLeftOut: Bool
  private let parts: [Part]
  private let product: Int?
  private let order: String

  /// - Parameters:
  ///   - document: the order.
  ///   - digits: of its currency.
  init(_ document: ProcurifyDocument, digits: Int) {
    let content = document.content
    order = content["procurify_PO"]?.documentID ?? ""
    let net = content["subtotal"]?.amount ?? 0
    let discount = Self.modifier(content["discount"], of: net)
    let amounts: [(key: String, name: String, amount: Decimal)] = [
      ("freight", "Freight", content["freight"]?.amount ?? 0), ("other", "Other costs", content["other"]?.amount ?? 0),
      ("discount", "Discount", -discount), ("tax", "Tax", Self.modifier(content["tax"], of: net - discount)),
    ]
    let parts = amounts.map { Part(key: $0.key, name: $0.name, amount: $0.amount.rounded(digits)) }
    let known = parts.filter { !$0.amount.isZero }
    product = document.settings.isOn("extra_lines") ? document.settings.record("extra_product") : nil
    amount = known.map(\.amount).reduce(0, +)
    isLeftOut = product == nil && !known.isEmpty
    self.parts = product == nil ? [] : known
  }

  /// The products that the lines need.
  var products: [Int] { parts.isEmpty ? [] : [product].compactMap(\.self) }

  /// - Parameters:
  ///   - products: that were read.
  ///   - distribution: where the costs of the whole order go.
  ///   - planned: when the order is to come.
  /// - Returns: none where the setting or the product is missing.
  func lines(_ products: OrderProducts, _ distribution: AnalyticForm.Value?, _ planned: String?) -> [OrderLine] {
    parts.enumerated().map { place, part in
      OrderLine(
        key: "\(order):\(part.key)",
        number: Self.firstNumber + place,
        name: part.name,
        quantity: 1,
        price: part.amount,
        product: product,
        unit: product.flatMap { products.unit(of: $0) },
        distribution: distribution,
        planned: planned
      )
    }
  }

  /// An amount, or a percentage of what it is laid on.
  private static func modifier(_ value: JSON?, of base: Decimal) -> Decimal {
    let number = value?["value"]?.amount ?? value?.amount ?? 0
    return value?["type"] == "percentage" ? base * number / 100 : number
  }
}
