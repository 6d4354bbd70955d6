package import Core
package import Engine

/// The documents that Procuros has for us and that we have not reported on yet.
///
/// Source: Procuros API v2, `GET /v2/transactions` and `POST /v2/transactions/bulk/mark-processed`; document versioning
/// guide; reference D-01, D-21, D-26 and D-27.
package struct ProcurosInbox: Inbox {
  package init() {}

  package func page(after cursor: String?, since mark: String?, _ settings: Settings, _ client: ProcurosClient)
    async throws(Failure) -> InboxPage
  {
    let page = try await client.unprocessed(after: cursor)
    var items: [InboxItem] = []
    for transaction in page.items {
      guard var item = Self.item(transaction) else { continue }
      if item.flow != nil, try await isTest(item, settings, client) { item.flow = nil }
      items.append(item)
    }
    return InboxPage(items: items, next: page.next)
  }

  package func report(_ reports: [InboxReport], _ client: ProcurosClient) async throws(Failure) -> Set<String> {
    try await client.mark(reports.map(\.mark))
  }

  /// A transaction without id cannot even be reported on: it is passed over. Whatever else it lacks its flow says.
  private static func item(_ transaction: JSON) -> InboxItem? {
    guard let id = transaction["procurosTransactionId"]?.stringValue, !id.isEmpty else { return nil }
    let type = transaction["type"]?.stringValue ?? ""
    let content = transaction["content"] ?? .null
    let known = DocumentType(rawValue: type)
    return InboxItem(
      arrival: Arrival(externalID: id, type: type, content: content, number: known?.number(in: content)),
      flow: known?.flow,
      // Absent in the API before March 2026.
      isLatest: transaction["isLatestVersion"]?.boolValue ?? true,
      replaces: transaction["replacesProcurosTransactionId"]?.stringValue
    )
  }

  /// Only where the connection asks for it: the list does not say, each document costs a request (D-21).
  private func isTest(_ item: InboxItem, _ settings: Settings, _ client: ProcurosClient) async throws(Failure) -> Bool {
    guard settings.isOn("check_test_flow") else { return false }
    return try await client.transaction(item.arrival.externalID)?["flow"] == "TEST"
  }
}

extension InboxReport {
  /// As Procuros takes it, for one document or many.
  fileprivate var mark: ProcurosMark {
    ProcurosMark(
      id: externalID,
      success: fault == nil,
      reason: reason,
      type: fault.map { $0 == .data ? "DATA" : "INTERNAL" },
      context: context
    )
  }
}
