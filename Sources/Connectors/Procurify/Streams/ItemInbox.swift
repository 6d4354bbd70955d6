import Core
import Engine
import Mapping

/// Items: the whole catalogue, and the items of orders that were changed or ordered lately.
///
/// Source: reference sections 4 and 7.2. An item of an order that the catalogue has is taken from there alone.
struct ItemInbox: ListedInbox {
  let stream = "items"
  let label = "Fetching items"
  let dependsOn = ["vendors"]
  private static let catalogue = "catalogue"

  func snapshots(_ settings: Settings) -> [String] {
    ProcurifySnapshot.money + (settings.isOn("set_product_account") ? ["account_codes", "accounts"] : [])
  }

  func lists(_ mark: StreamMark, _ settings: Settings) -> [StreamList] {
    let items = "/api/v3/order-items/"
    return [
      StreamList(Self.catalogue, "/api/v3/catalog-items/"),
      StreamList("last_modified", items, stamp: "last_modified", .day("last_modified_0")),
      StreamList("po_created_date", items, stamp: "created_at", .day("po_created_date_0")),
    ]
  }

  func items(_ rows: [JSON], of list: StreamList, _ settings: Settings, _ client: ProcurifyClient)
    async throws(Failure) -> [InboxItem]
  {
    if list.name == Self.catalogue { return rows.compactMap(Self.catalogueItem) }
    var newest: [ItemKey: JSON] = [:]
    for row in rows where row["active"] != false && row["is_active"] != false {
      guard let key = ItemKey(orderItem: row), row["catalog_item"]?.documentID == nil,
        !(key.isFreeText && settings["free_text_items"] == "generic")
      else { continue }
      newest[key] = row
    }
    return newest.sorted { $0.key.text < $1.key.text }.map { key, row in
      let content = Selection.orderedItem(row).adding([("key", .string(key.text))])
      return .version(.item, key.text, content, number: row["name"]?.documentID)
    }
  }

  private static func catalogueItem(_ row: JSON) -> InboxItem? {
    guard let key = ItemKey(catalogItem: row) else { return nil }
    let content = Selection.catalogItem(row).adding([("key", .string(key.text))])
    return .version(.item, key.text, content, number: row["name"]?.documentID)
  }
}
