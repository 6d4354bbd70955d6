import Core
import Engine
import Odoo

/// The products of Odoo behind the items of a document, with the units they are ordered in.
///
/// Source: reference 7.2 and 7.3: the stream of items creates and links products; an item in words only may be the generic
/// one.
struct OrderProducts {
  static let model = "product.product"

  private var products: [ItemKey: Int] = [:]
  private var units: [Int: Int] = [:]
  private var texts: [String: Int] = [:]
  private(set) var issues: [Issue] = []

  /// Two looks at links and one read, whatever the number of lines.
  ///
  /// - Parameters:
  ///   - items: of the document.
  ///   - others: products that other lines need.
  ///   - document: that has them.
  /// - Throws: what the gateway throws.
  init(_ items: [OrderItem], and others: [Int] = [], _ document: ProcurifyDocument) async throws(Failure) {
    let settings = document.settings
    let generic = settings["free_text_items"] == "generic" ? settings.record("generic_product") : nil
    let links = try await document.linked(Link.item, Set(items.compactMap { $0.key?.text }).sorted())
    for key in items.compactMap(\.key) { products[key] = links[key.text] ?? (key.isFreeText ? generic : nil) }
    texts = try await document.linked(Link.unit, Set(items.compactMap(\.unit)).sorted())
    let wanted = Set(products.values).union(others).sorted()
    if !wanted.isEmpty {
      let fields: JSON = ["uom_id": nil]
      let read = try await document.odoo.read(Self.model, ids: wanted, fields: fields, committed: false)
      for record in read.records { units[record["id"]?.intValue ?? 0] = record["uom_id"]?.recordID }
      products = products.filter { !read.missing.contains($0.value) }
    }
    var told: Set<String> = []
    for item in items where product(item) == nil && told.insert(item.key?.text ?? item.id).inserted {
      issues.append(Self.missing(item, document))
    }
  }

  func product(_ item: OrderItem) -> Int? { item.key.flatMap { products[$0] } }

  /// The unit of the text, else the product's own.
  func unit(_ item: OrderItem) -> Int? { item.unit.flatMap { texts[$0] } ?? product(item).flatMap { units[$0] } }

  func unit(of product: Int) -> Int? { units[product] }

  private static func missing(_ item: OrderItem, _ document: ProcurifyDocument) -> Issue {
    let name = item.name.isEmpty ? "without name" : item.name
    var issue = document.issue(
      "procurify.validation_error",
      "Procurify's item \(name) is linked to no product in Odoo.",
      at: item.path,
      value: item.key?.text,
      repair: "Fetch the items, or link \(name) to the product that is meant.",
      params: ["name": name, "reason": "Procurify's item \(name) is linked to no product in Odoo."],
      missing: item.key.map { Issue.Missing(kind: Link.item, externalID: $0.text, name: name, model: model) }
    )
    (issue.model, issue.field, issue.label) = (model, "name", "Name")
    return issue
  }
}
