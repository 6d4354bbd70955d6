import Core
import Engine

/// Purchase orders, each read whole: those that were changed, and those that were made, lately.
///
/// Source: reference sections 3 (rows 13 and 14) and 4: the union finds an order whose stamp of change is missing.
struct OrderInbox: ListedInbox {
  let stream = "orders"
  let label = "Fetching purchase orders"
  let dependsOn = ["vendors", "items"]

  func snapshots(_ settings: Settings) -> [String] { ProcurifySnapshot.places }

  func lists(_ mark: StreamMark, _ settings: Settings) -> [StreamList] {
    guard settings.isOn("fetch_orders") else { return [] }
    let path = "/api/v2/purchase_orders/purchased/all/"
    return [
      StreamList("last_modified", path, stamp: "last_modified", .day("modified_date_0"), id: "procurify_PO"),
      StreamList("po_created_date", path, stamp: "date", .day("date_0"), id: "procurify_PO"),
    ]
  }

  func items(_ rows: [JSON], of list: StreamList, _ settings: Settings, _ client: ProcurifyClient)
    async throws(Failure) -> [InboxItem]
  {
    // The second list is there for what the first one cannot have: it names the others again.
    let wanted = list.name == "last_modified" ? rows : rows.filter { Moment.of($0["last_modified"]) == nil }
    return try await wanted.fewAtOnce { row async throws(Failure) in
      let id = row["procurify_PO"]?.documentID ?? ""
      return try await Self.item(id, client) ?? .gone(.order, id, number: Self.number(row))
    }
  }

  private static func item(_ id: String, _ client: ProcurifyClient) async throws(Failure) -> InboxItem? {
    try await client.detail("/api/v2/purchase_orders/\(id)/").map { order in
      .version(.order, id, Selection.order(order), number: number(order))
    }
  }

  private static func number(_ order: JSON) -> String? { order["PO_Num"]?.documentID ?? order["number"]?.documentID }

  package func again(_ arrival: Arrival, _ settings: Settings, _ client: ProcurifyClient)
    async throws(Failure) -> InboxItem?
  {
    guard let id = arrival.key(.order) else { return InboxItem(arrival: arrival, flow: nil) }
    return try await Self.item(id, client)
  }
}
