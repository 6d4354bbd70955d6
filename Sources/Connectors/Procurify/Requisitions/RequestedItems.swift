import Core
import Engine
import Foundation

/// The items of a requisition that are still to be ordered, by vendor.
///
/// Source: reference 6.4 and 7.4: denied and rejected items are not asked for, and what is on an order comes with it.
struct RequestedItems {
  /// By the id of the vendor, in the order in which the vendors come.
  private(set) var vendors: [(vendor: String, items: [OrderItem])] = []
  /// Items without a vendor.
  private(set) var withoutVendor: [OrderItem] = []

  private static let denied: Set<Int> = [4, 7, 8]

  init(_ document: ProcurifyDocument) {
    for item in OrderItem.all(document) where !Self.isDone(item) {
      guard let vendor = DocumentVendor.key(item.content["pref_vendor"]) else {
        withoutVendor.append(item)
        continue
      }
      if let place = vendors.firstIndex(where: { $0.vendor == vendor }) {
        vendors[place].items.append(item)
      } else {
        vendors.append((vendor, [item]))
      }
    }
  }

  var items: [OrderItem] { vendors.flatMap(\.items) }
  var isEmpty: Bool { vendors.isEmpty && withoutVendor.isEmpty }

  /// Without the items that are on an order of Odoo already, whatever Procurify said when it was asked.
  func without(_ ordered: Set<String>) -> RequestedItems {
    var rest = self
    rest.withoutVendor.removeAll { ordered.contains($0.id) }
    for place in rest.vendors.indices { rest.vendors[place].items.removeAll { ordered.contains($0.id) } }
    rest.vendors.removeAll { $0.items.isEmpty }
    return rest
  }

  private static func isDone(_ item: OrderItem) -> Bool {
    if let status = item.content["status"]?.intValue, denied.contains(status) { return true }
    return isOrdered(item)
  }

  /// Whether it is on an order in Procurify, which may not have come in yet.
  static func isOrdered(_ item: OrderItem) -> Bool { item.content["purchase_order"]?.documentID != nil }
}
