import Core
import Odoo

/// The order lines that a bill's items were ordered with.
///
/// Source: reference 7.5: `purchase_line_id` where the order line is linked, so that Odoo knows what is billed.
struct BilledLines {
  struct Line {
    let id: Int
    let product: Int?
    let unit: Int?
  }

  private static let model = "purchase.order.line"
  private var lines: [String: Line] = [:]

  /// One look at the links and one read, none where nothing was ordered.
  ///
  /// - Throws: what the gateway throws.
  init(_ items: [String], _ document: ProcurifyDocument) async throws(Failure) {
    let links = try await document.linked(Link.orderLine, Set(items).sorted())
    guard !links.isEmpty else { return }
    let read = try await document.odoo.read(
      Self.model,
      ids: Set(links.values).sorted(),
      fields: ["product_id": nil, "product_uom_id": nil, "order_id": ["state": nil]],
      committed: false
    )
    let known = Dictionary(read.records.map { ($0["id"]?.intValue ?? 0, $0) }, uniquingKeysWith: { first, _ in first })
    for (item, id) in links {
      guard let record = known[id], record["order_id"]?["state"] != "cancel" else { continue }
      lines[item] = Line(id: id, product: record["product_id"]?.recordID, unit: record["product_uom_id"]?.recordID)
    }
  }

  subscript(item: String) -> Line? { lines[item] }
}
