import Core
import Engine
import Foundation
import Mapping
import Storage

/// A product is created in Procountor's register: `procountor.product.send`.
struct SendProduct: RegisterFlow {
  let id = FlowID.product
  let label = "Send Product to Procountor"
  let reference = FlowID.productLink
  let table = ProductMapping.table
  let what = "product"
  let step = "product"
  let path = "/products"
  let several = "procountor.product.several"

  /// Source: reference 6.3: the filter finds parts of codes, so they are compared again.
  func known(_ product: JSON, _ client: ProcountorClient) async throws(Failure) -> [JSON] {
    guard let code = product["code"]?.stringValue else { return [] }
    let hits = try await client.all("/products?type=SALES&code=\(code.procountorEscaped)")
    return hits.filter { $0["code"]?.stringValue == code }
  }

  /// What a request whose answer was lost may have left: by code, else by name since then.
  func lost(_ product: JSON, _ entry: Entry, _ client: ProcountorClient) async throws(Failure) -> [JSON] {
    guard product["code"] == nil else { return try await known(product, client) }
    guard let name = product["name"]?.stringValue else { return [] }
    let hits = try await client.all("/products?type=SALES&name=\(name.procountorEscaped)")
    return hits.filter { row in
      row["name"]?.stringValue == name && (row["code"]?.stringValue ?? "").isEmpty && RegisterSearch.isYoung(row, entry)
    }
  }
}
