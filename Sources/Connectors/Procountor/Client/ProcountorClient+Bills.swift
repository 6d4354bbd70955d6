import Core

/// Purchase invoices and what they are booked to.
extension ProcountorClient {
  /// `GET /invoices`: purchase invoices that were changed at a moment or later, ascending by id.
  ///
  /// - Parameters:
  ///   - statuses: for example `APPROVED`.
  ///   - since: a moment of Procountor's own clock, `2026-03-05T10:00:00`; nil for all.
  ///   - previous: `Page.next` of the page before.
  /// - Returns: basic data of each.
  /// - Throws: as any list.
  func purchaseInvoices(_ statuses: [String], since: String?, after previous: Int?) async throws(Failure) -> Page {
    var path = "/invoices?types=PURCHASE_INVOICE&status=" + statuses.joined(separator: ",")
    // The colons of a time may stand in a query as they are (RFC 3986, section 3.4).
    if let since { path += "&versionStartDate=\(since)" }
    return try await page(path, after: previous)
  }

  /// `GET /invoices/{ids}`.
  func invoices(_ ids: [Int]) async throws(Failure) -> [JSON] { try await batch("/invoices", ids) }

  /// `GET /ledgerreceipts/{ids}`.
  func ledgerReceipts(_ ids: [Int]) async throws(Failure) -> [JSON] { try await batch("/ledgerreceipts", ids) }
}
