import Core
import Engine
import Foundation
import Odoo

/// Products of Procountor whose id Odoo does not know, for a person to pair with products or to add.
///
/// Source: reference 6.7 and ruling 10; the vendor's user guide, *How to import Procountor products*: a product of the same
/// name is taken for the same.
struct ImportProducts: ImportFlow {
  let id = "procountor.product.import"
  let label = "Products from Procountor"
  let model = "product.product"
  let link = "procountor.product"

  let keys = [
    MatchKey("default_code", "code", odoo: ["default_code"]),
    MatchKey("barcode", "code", odoo: ["barcode"]),
    MatchKey("name", "name", odoo: ["name"], ignoresCase: true, normalise: ImportProducts.name),
  ]

  func page(after cursor: String?, _ settings: Settings, _ client: ProcountorClient)
    async throws(Failure) -> ImportPage
  {
    let list = try await client.salesProducts(after: cursor.flatMap { Int($0) })
    let items = list.rows.filter { $0["type"] == nil || $0["type"] == "SALES" }.compactMap { product -> ImportItem? in
      guard let id = product["id"]?.externalID else { return nil }
      return ImportItem(externalID: "product-\(id)", link: id, title: product["name"]?.words ?? id, content: product)
    }
    return ImportPage(items: items, next: list.next.map(String.init))
  }

  func row(_ content: JSON, _ settings: Settings) -> JSON {
    .record([
      ("name", JSON(content["name"]?.words)), ("code", JSON(content["code"]?.words)),
      ("price", JSON(content["price"]?.decimalValue?.shortest)), ("unit", JSON(content["unit"]?.words)),
      ("vat_percent", JSON(content["vat"]?.decimalValue?.shortest)),
      ("vat_status", JSON(content["vatStatus"]?.intValue)),
    ])
  }

  func apply(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> Applied {
    try await NewProduct(arrival, odoo, settings).create()
  }

  private static func name(_ text: String) -> String? {
    let name = text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
    return name.isEmpty ? nil : name
  }
}
