package import Core
package import Engine
import Mapping

/// The vendor bills that were accepted in Procountor.
///
/// Source: reference 6.8, rulings 6 and 18; `GET /invoices` with `versionStartDate`. Procountor is told nothing.
package struct ProcountorInbox: Inbox {
  package init() {}

  package func page(after cursor: String?, since mark: String?, _ settings: Settings, _ client: ProcountorClient)
    async throws(Failure) -> InboxPage
  {
    guard settings.isOn("fetch_bills") else { return InboxPage(items: []) }
    try OtherBooks.refuse(settings)
    guard settings.record("bill_journal_id") != nil else { throw .noJournal("Vendor Bill Journal", settings.name) }
    let accepted = settings.list("bill_statuses")
    guard !accepted.isEmpty else { return InboxPage(items: []) }
    var place = BillMark(cursor)
    // Those that were invalidated are of interest where they came in before.
    let statuses = accepted.filter { $0 != BillDocument.invalidated } + [BillDocument.invalidated]
    let list = try await client.purchaseInvoices(statuses, since: Self.start(mark, settings), after: place.previous)
    place.see(list.rows)
    let items = try await items(list.rows, accepted, client)
    if let next = list.next { return InboxPage(items: items, next: place.cursor(behind: next)) }
    return InboxPage(items: items, mark: [place.newest, mark].compactMap(\.self).max())
  }

  package func report(_ reports: [InboxReport], _ client: ProcountorClient) async throws(Failure) -> Set<String> {
    Set(reports.map(\.externalID))
  }

  /// The mark with an hour of overlap; before the first fetch the day of *Fetch changes from*.
  private static func start(_ mark: String?, _ settings: Settings) -> String? {
    if let mark { return BillMark.overlapping(mark) }
    return settings.connection["fetch_from"]?.words.map { "\($0.prefix(10))T00:00:00" }
  }

  private func items(_ rows: [JSON], _ accepted: [String], _ client: ProcountorClient)
    async throws(Failure) -> [InboxItem]
  {
    let invoices = try await client.invoices(rows.compactMap { $0["id"]?.intValue })
    let receipts = try await client.ledgerReceipts(invoices.compactMap { $0["ledgerReceiptId"]?.intValue })
    let byInvoice = Dictionary(receipts.map { ($0["id"]?.intValue ?? 0, $0) }, uniquingKeysWith: { first, _ in first })
    return invoices.compactMap { invoice in
      let receipt = invoice["ledgerReceiptId"]?.intValue.flatMap { byInvoice[$0] }
      guard let arrival = BillDocument.arrival(invoice, receipt) else { return nil }
      let status = invoice["status"]?.stringValue ?? ""
      let isInvalidated = status == BillDocument.invalidated
      let isBill = invoice["type"] == "PURCHASE_INVOICE" && (isInvalidated || accepted.contains(status))
      var item = InboxItem(arrival: arrival, flow: isBill ? "procountor.bill.pull" : nil)
      item.isWithdrawn = isInvalidated
      return item
    }
  }
}
