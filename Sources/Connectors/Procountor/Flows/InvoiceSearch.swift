import Core
import Foundation
import Storage

/// Looks for an invoice that Procountor has already under the number that Odoo gave it.
struct InvoiceSearch {
  let client: ProcountorClient
  /// What was, or shall be, sent.
  let invoice: JSON
  /// What it comes to; nil when nobody knows.
  private let total: Decimal?

  /// - Parameters:
  ///   - step: whose body is the invoice.
  ///   - entry: with the expected totals.
  ///   - client: of the connection.
  init(_ step: Step, of entry: Entry, _ client: ProcountorClient) {
    self.client = client
    invoice = (try? JSON(parsing: step.body)) ?? .null
    total = InvoiceSums(entry.context["totals"])?.gross
  }

  private var number: String { invoice["originalInvoiceNumber"]?.stringValue ?? "" }
  private var currency: String? { invoice["paymentInfo"]?["currency"]?.stringValue }

  /// Every sales invoice with our number that counts, of the invoice's own date if asked for.
  ///
  /// The filter of Procountor may find more than was asked for, so numbers are compared again. What was invalidated there
  /// is no invoice any more.
  func hits(sameDay: Bool) async throws(Failure) -> [JSON] {
    guard !number.isEmpty else { return [] }
    var path = "/invoices?types=SALES_INVOICE&originalInvoiceNumber=\(number.procountorEscaped)"
    if sameDay, let day = invoice["date"]?.stringValue { path += "&startDate=\(day)&endDate=\(day)" }
    return try await client.all(path).filter { row in
      row["originalInvoiceNumber"]?.stringValue == number
        && !["INVALIDATED", "DELETED", "OVERRIDDEN"].contains(row["status"]?.stringValue)
    }
  }

  /// Whether a row is this very invoice: the same buyer and, but for rounding, the same total.
  func isSame(_ row: JSON) -> Bool { buyer(row) == buyer(invoice) && hasSameTotal(row) }

  private func buyer(_ json: JSON) -> String? {
    let name = json["counterParty"]?["counterPartyAddress"]?["name"]?.stringValue
    return name?.trimmingCharacters(in: .whitespaces).lowercased()
  }

  private func hasSameTotal(_ row: JSON) -> Bool {
    guard let total, let found = InvoiceSums.find(row, currency: currency)?.gross else { return true }
    let rows = invoice["invoiceRows"]?.arrayValue?.count ?? 1
    return abs(found - total) <= Decimal(max(2, rows)) / 100
  }

  /// What has our number at Procountor by hand: of the same day, or the same invoice of another one.
  func standsInTheWay(_ row: JSON) -> Bool { row["date"] == invoice["date"] || isSame(row) }

  /// An invoice of Procountor in words: `1042 of 2026-03-02, Esimerkki Oy, 1260.35 EUR, UNFINISHED (id 9001)`.
  func words(_ row: JSON) -> String {
    let number = row["invoiceNumber"]?.intValue.map(String.init) ?? "without number"
    let sum = InvoiceSums.find(row, currency: currency).map { "\($0.gross.shortest) \(currency ?? "")" }
    let parts: [String?] = [
      [number, row["date"]?.stringValue].compactMap(\.self).joined(separator: " of "),
      row["counterParty"]?["counterPartyAddress"]?["name"]?.stringValue, sum, row["status"]?.stringValue,
    ]
    return parts.compactMap(\.self).joined(separator: ", ") + " (id \(row["id"]?.intValue ?? 0))"
  }
}
