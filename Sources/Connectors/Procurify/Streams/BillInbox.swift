import Core
import Engine

/// Bills that were changed, to the second, each read whole.
///
/// Source: reference sections 3 (rows 16 and 17) and 4. What cannot come in by its status or type is not read whole; a
/// withdrawn bill is: it may have come in before.
struct BillInbox: ListedInbox {
  let stream = "bills"
  let label = "Fetching bills"
  let dependsOn = ["vendors"]

  func snapshots(_ settings: Settings) -> [String] { ProcurifySnapshot.books }

  func lists(_ mark: StreamMark, _ settings: Settings) -> [StreamList] {
    guard settings.isOn("fetch_bills") else { return [] }
    let stamp = "last_modified_datetime"
    return [StreamList("last_modified", "/api/v3/ap/bills/", stamp: stamp, .second("last_modified_datetime_0"))]
  }

  func items(_ rows: [JSON], of list: StreamList, _ settings: Settings, _ client: ProcurifyClient)
    async throws(Failure) -> [InboxItem]
  {
    let wanted = rows.filter { Self.isWanted($0, settings) }
    return try await wanted.fewAtOnce { row async throws(Failure) in
      let id = row["id"]?.documentID ?? ""
      let number = row["invoice_number"]?.documentID
      return try await Self.item(row, client) ?? .gone(.bill, id, number: number, uuid: row["uuid"])
    }
  }

  private static func isWanted(_ row: JSON, _ settings: Settings) -> Bool {
    // Draft, confirmed and denied; what we do not know is left to the flow.
    guard ![0, 1, 3].contains(row["status"]?.intValue ?? -1) else { return false }
    let types = (settings["bill_types"] ?? "0").split(separator: ",").compactMap { Int($0.filter { !$0.isWhitespace }) }
    return row["type"]?.intValue.map(types.contains) ?? true
  }

  private static func item(_ row: JSON, _ client: ProcurifyClient) async throws(Failure) -> InboxItem? {
    guard let key = row["uuid"]?.documentID ?? row["id"]?.documentID else { return nil }
    return try await client.detail("/api/v2/ap/bills/\(key)/").flatMap { bill in
      guard let id = bill["id"]?.documentID ?? row["id"]?.documentID else { return nil }
      return .version(.bill, id, Selection.bill(bill), number: bill["invoice_number"]?.documentID)
    }
  }

  package func again(_ arrival: Arrival, _ settings: Settings, _ client: ProcurifyClient)
    async throws(Failure) -> InboxItem?
  {
    guard arrival.content["uuid"]?.documentID != nil else { return InboxItem(arrival: arrival, flow: nil) }
    return try await Self.item(arrival.content, client)
  }
}
