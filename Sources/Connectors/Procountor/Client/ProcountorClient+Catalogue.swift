import Core

/// Customers and products, as their registers have them.
extension ProcountorClient {
  /// `GET /businesspartners`: active customers, basic data alone.
  func customers(after previous: Int?) async throws(Failure) -> Page {
    try await page("/businesspartners?type=CUSTOMER", after: previous)
  }

  /// `GET /businesspartners/{ids}`: with addresses, e-mail and e-invoice address.
  func businessPartners(_ ids: [Int]) async throws(Failure) -> [JSON] {
    try await batch("/businesspartners", ids)
  }

  /// `GET /products`: sales products, whole.
  func salesProducts(after previous: Int?) async throws(Failure) -> Page {
    try await page("/products?type=SALES", after: previous)
  }
}
