import Core

/// What customers have paid.
extension ProcountorClient {
  /// `GET /payments/paymentevents`: which of these invoices have payments; the rows do not say of what type.
  ///
  /// - Parameter invoices: at most 200.
  /// - Returns: the ids of those that have any.
  /// - Throws: as any list.
  func paidInvoices(_ invoices: [Int]) async throws(Failure) -> Set<Int> {
    let filter = "invoiceId=" + invoices.map(String.init).joined(separator: ",")
    return Set(try await all("/payments/paymentevents?" + filter).compactMap { $0["invoiceId"]?.intValue })
  }

  /// `GET /invoices/{id}/paymentevents`: the payments of one invoice, whole; none when Procountor does not know it.
  func paymentEvents(of invoice: Int) async throws(Failure) -> [JSON] {
    do throws(Failure) {
      return try await all("/invoices/\(invoice)/paymentevents")
    } catch {
      guard error.status == 404 else { throw error }
      return []
    }
  }
}
