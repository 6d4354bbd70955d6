import Core
import Engine
import Mapping

/// Requisitions with their lines.
///
/// Source: reference sections 3 (rows 11 and 12), 4 and 7.4. Pending ones and drafts are not of interest yet.
struct RequisitionInbox: ListedInbox {
  let stream = "requisitions"
  let label = "Fetching requisitions"
  let dependsOn = ["vendors", "items"]
  private static let pending = [0, 6]
  private static let path = "/api/v2/global/orders/"

  func snapshots(_ settings: Settings) -> [String] { ProcurifySnapshot.places }

  func lists(_ mark: StreamMark, _ settings: Settings) -> [StreamList] {
    guard settings.isOn("fetch_requisitions") else { return [] }
    return [
      StreamList("last_modified", Self.path, stamp: "dateModified", .day("modified_date_0"), id: "num"),
      StreamList("created", Self.path, stamp: "date", .day("date_0"), id: "num"),
    ]
  }

  func items(_ rows: [JSON], of list: StreamList, _ settings: Settings, _ client: ProcurifyClient)
    async throws(Failure) -> [InboxItem]
  {
    let wanted = rows.filter { !Self.pending.contains($0["status"]?.intValue ?? -1) }
    return try await wanted.fewAtOnce { row async throws(Failure) in try await Self.item(row, client) }
  }

  private static func item(_ header: JSON, _ client: ProcurifyClient) async throws(Failure) -> InboxItem {
    let number = header["num"]?.documentID ?? ""
    let lines = try await client.all("/api/v3/order-items/?orderNum=\(number)")
    let order = lines.sorted { ($0["id"]?.intValue ?? 0) < ($1["id"]?.intValue ?? 0) }
    let content = Selection.requisition(header).adding([
      ("order_items", .array(order.map { Selection.orderItem($0) }))
    ])
    return .version(.requisition, number, content, number: number)
  }

  /// There is no header by its number alone: the lines are read anew, and the header as it stands in the list.
  package func again(_ arrival: Arrival, _ settings: Settings, _ client: ProcurifyClient)
    async throws(Failure) -> InboxItem?
  {
    guard let number = arrival.key(.requisition), let day = Moment.of(arrival.content["date"]) else {
      return InboxItem(arrival: arrival, flow: nil)
    }
    let (from, to) = (Moment.day(day + .seconds(-86_400)), Moment.day(day + .seconds(86_400)))
    let headers = try await client.all("\(Self.path)?date_0=\(from)&date_1=\(to)")
    guard let header = headers.first(where: { $0["num"]?.documentID == number }) else { return nil }
    return try await Self.item(header, client)
  }
}
