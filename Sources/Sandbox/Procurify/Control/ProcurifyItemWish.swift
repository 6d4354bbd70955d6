import Core
import Foundation

/// What somebody wants the items of a requisition or a purchase order to be.
enum ProcurifyItemWish {
  static let kind = ProcurifyKind(
    shelf: .items,
    members: [
      .nullable(.text(upTo: 255), "name"), .nullable(.text(upTo: 50), "num"),
      .nullable(.text(upTo: 100), "sku", "external_id"), .nullable(.text(upTo: 30), "unit"),
      .nullable(.amount(from: 0, to: nil, places: 5), "quantity", "received", "failed"),
      .nullable(.amount(from: 0, to: nil, places: 8), "price", "tax_amount", "shipping_amount"),
      .nullable(.anything, "account", "vendor", "catalog_item", "currency"), .nullable(.text, "comment"),
      .nullable(.whole(0...8), "status"), .nullable(.whole(0...2), "type"), .nullable(.flag, "active"),
      .optional(.integer, "id"),
    ],
    needed: ["name", "account"],
    references: ["account": .accounts, "vendor": .vendors, "catalog_item": .catalog, "currency": .currencies],
    usual: ["unit": "ea", "quantity": 1, "price": 0, "type": 0, "status": 0, "received": 0, "failed": 0]
  )

  /// Makes what is new, changes what is named with its number, and leaves what is only named.
  /// - Returns: the numbers of all, in their order.
  static func read(
    _ list: [JSON],
    usual: JSON,
    _ tenant: inout ProcurifyTenant
  ) throws(ProcurifyRefusal) -> [Int] {
    var ids: [Int] = []
    for wish in list {
      let number = wish.wholeNumber ?? wish["id"]?.wholeNumber
      if let number, tenant[.items, number] == nil { throw ProcurifyRefusal(422, "There is no order item \(number).") }
      if let number {
        let change = wish.wholeNumber == nil ? try kind.read(wish, isNew: false, &tenant) : [:]
        tenant.change(.items, number) { put(change, into: &$0) }
        ids.append(number)
      } else {
        let facts = try kind.read(completed(wish, usual, tenant), isNew: true, &tenant)
        ids.append(tenant.add(.items, facts).id)
      }
    }
    return ids
  }

  static func put(_ facts: JSON, into record: inout ProcurifyRecord) {
    for member in facts.objectValue?.members ?? [] where member.key != "id" {
      record.body = record.body.putting(member.value, at: member.key)
    }
  }

  /// What is not said is as the catalog has it, then as the head of the document.
  private static func completed(_ wish: JSON, _ usual: JSON, _ tenant: ProcurifyTenant) -> JSON {
    var wish = wish
    if let item = tenant[.catalog, wish["catalog_item"]?.wholeNumber] {
      for name in ["name", "sku", "unit", "price", "vendor", "currency"] where wish[name] == nil {
        wish = wish.putting(item[name], at: name)
      }
    }
    for member in usual.objectValue?.members ?? [] where wish[member.key] == nil {
      wish = wish.putting(member.value, at: member.key)
    }
    return wish
  }
}
