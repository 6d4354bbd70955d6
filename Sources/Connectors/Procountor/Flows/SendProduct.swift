import Core
import Engine
import Foundation
import Mapping
import Odoo
import Storage

/// A product is created in Procountor's register: `procountor.product.send`.
struct SendProduct: Flow {
  let id = FlowID.product
  let label = "Send Product to Procountor"
  let model = "product.product"
  let content = ContentRule.once
  let reference = FlowID.productLink
  var fields: JSON { ProductMapping.table.odooFields }

  func map(_ document: JSON, _ settings: Settings) -> Draft {
    let mapped = Mapper.map(document, ProductMapping.table, MappingContext(procountor: settings))
    let request = Draft.Request(name: "product", body: mapped.payload.bytes, repeatRule: .lookup)
    return Draft(payload: mapped.payload, requests: [request], issues: mapped.issues)
  }

  /// Source: reference 6.3: the filter finds parts of codes, so they are compared again.
  func deliver(_ step: Step, of entry: Entry, _ client: ProcountorClient) async throws(Failure) -> Receipt {
    let product = (try? JSON(parsing: step.body)) ?? .null
    let known = entry.wasInDoubt ? try await lost(product, entry, client) : try await coded(product, client)
    if let found = try RegisterSearch.adopt(known, entry, "product", code: "procountor.product.several") {
      return found
    }
    let answer = try await client.create("/products", step.body)
    return Receipt(externalID: answer["id"]?.intValue.map(String.init), number: nil)
  }

  func lookUp(_ step: Step, of entry: Entry, _ client: ProcountorClient) async throws(Failure) -> Receipt? {
    let product = (try? JSON(parsing: step.body)) ?? .null
    let hits = try await lost(product, entry, client)
    return try RegisterSearch.adopt(hits, entry, "product", code: "procountor.product.several")
  }

  func settle(_ entry: Entry, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> [Issue] {
    try await keepReference(entry, odoo, settings)
    return []
  }

  private func coded(_ product: JSON, _ client: ProcountorClient) async throws(Failure) -> [JSON] {
    guard let code = product["code"]?.stringValue else { return [] }
    let hits = try await client.all("/products?type=SALES&code=\(code.procountorEscaped)")
    return hits.filter { $0["code"]?.stringValue == code }
  }

  /// What a request whose answer was lost may have left: by code, else by name since then.
  private func lost(_ product: JSON, _ entry: Entry, _ client: ProcountorClient) async throws(Failure) -> [JSON] {
    guard product["code"] == nil else { return try await coded(product, client) }
    guard let name = product["name"]?.stringValue else { return [] }
    let hits = try await client.all("/products?type=SALES&name=\(name.procountorEscaped)")
    return hits.filter { row in
      row["name"]?.stringValue == name && (row["code"]?.stringValue ?? "").isEmpty && RegisterSearch.isYoung(row, entry)
    }
  }
}
