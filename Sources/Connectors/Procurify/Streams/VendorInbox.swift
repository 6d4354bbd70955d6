import Core
import Engine

/// Vendors: the whole list, each time or each n-th time, for Procurify does not list them by their changes.
///
/// Source: reference section 4 and ruling 4.
struct VendorInbox: ListedInbox {
  let stream = "vendors"
  let label = "Fetching vendors"
  /// Runs since the list was read last, in the mark.
  private static let runs = "runs"

  func snapshots(_ settings: Settings) -> [String] { ProcurifySnapshot.money }

  func lists(_ mark: StreamMark, _ settings: Settings) -> [StreamList] {
    guard isDue(mark, settings) else { return [] }
    return [StreamList("scanned", "/api/v3/vendors/all/", stamp: "dateModified")]
  }

  func note(_ mark: inout StreamMark, _ settings: Settings) {
    mark.set(Self.runs, isDue(mark, settings) ? 1 : (mark.number(Self.runs) ?? 0) + 1)
  }

  private func isDue(_ mark: StreamMark, _ settings: Settings) -> Bool {
    let every = max(1, settings["vendors_every"].flatMap { Int($0) } ?? 1)
    return mark.number(Self.runs).map { $0 >= every } ?? true
  }

  func items(_ rows: [JSON], of list: StreamList, _ settings: Settings, _ client: ProcurifyClient)
    async throws(Failure) -> [InboxItem]
  {
    rows.filter { Self.isTaken($0, settings) }.compactMap(Self.item)
  }

  /// The placeholder is never one.
  private static func isTaken(_ vendor: JSON, _ settings: Settings) -> Bool {
    let types = (settings["vendor_types"] ?? "3,4").split(separator: ",").compactMap {
      Int($0.filter { !$0.isWhitespace })
    }
    guard let type = vendor["type"]?.intValue, type != 1 else { return false }
    return types.contains(type)
  }

  private static func item(_ vendor: JSON) -> InboxItem? {
    guard let id = vendor["id"]?.documentID else { return nil }
    return .version(.vendor, id, Selection.vendor(vendor), number: vendor["name"]?.documentID)
  }

  package func again(_ arrival: Arrival, _ settings: Settings, _ client: ProcurifyClient)
    async throws(Failure) -> InboxItem?
  {
    guard let id = arrival.key(.vendor) else { return InboxItem(arrival: arrival, flow: nil) }
    return try await client.detail("/api/v3/vendors/\(id)/").flatMap(Self.item)
  }
}
