import Core
import Engine
import Foundation
import Mapping

/// A line of a requisition or order of Procurify.
struct OrderItem {
  /// Id of the order item.
  let id: String
  /// Place on the order, from 1.
  let number: Int
  let name: String
  let quantity: Decimal
  let price: Decimal
  let unit: String?
  /// Id of the product's link; nil for an item without so much as a name.
  let key: ItemKey?
  let budget: Budget?
  let path: String
  let content: JSON

  /// - Parameters:
  ///   - fields: of the item.
  ///   - number: its place.
  ///   - isRequested: whether it is a requisition's.
  ///   - settings: with the snapshot.
  init(_ fields: IncomingDocument, number: Int, isRequested: Bool, _ settings: Settings) {
    content = fields.content
    path = fields.path
    self.number = number
    id = content["id"]?.documentID ?? "\(number)"
    let comment = content["lineComment"]?.documentID
    name = [fields.text("name"), comment].compactMap(\.self).joined(separator: "\n")
    // Only a requisition's items say what was approved: an order has what was purchased.
    let approved = isRequested ? (content["approved_quantity"]?.amount, content["approved_price"]?.amount) : (nil, nil)
    quantity = approved.0 ?? fields["product_qty"]?.amount ?? 0
    price = approved.1 ?? fields["price_unit"]?.amount ?? 0
    unit = content["unit"]?.documentID
    key = ItemKey(orderItem: content)
    budget = Budget(content["account"], settings)
  }

  /// The items of a document, by `PO_line_num` where that tells them apart, else by their order.
  static func all(_ document: ProcurifyDocument) -> [OrderItem] {
    let rows = document.fields.lines["order_line"] ?? []
    let numbers = rows.map { $0.content["PO_line_num"]?.intValue ?? 0 }
    let areGiven = Set(numbers).count == rows.count && !numbers.contains { $0 < 1 || $0 >= OrderExtras.firstNumber }
    let isRequested = document.arrival.type == Kind.requisition.type
    let items = rows.enumerated().map { place, row in
      let number = areGiven ? numbers[place] : place + 1
      return OrderItem(row, number: number, isRequested: isRequested, document.settings)
    }
    return items.filter { !$0.isGone }
  }

  /// The ids of all items that a document ever had, as far as it names them.
  static func ids(_ document: ProcurifyDocument) -> [String] {
    (document.content["order_items"]?.arrayValue ?? []).compactMap { $0["id"]?.documentID }
  }

  /// Whether it is no longer part of the document.
  var isGone: Bool { content["active"] == false || content["is_active"] == false }
}
