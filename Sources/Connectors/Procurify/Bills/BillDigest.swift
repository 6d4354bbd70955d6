import Core
import Engine

/// What of a bill makes it another bill in Odoo: not how far it got, and not who looked at it.
enum BillDigest {
  /// For a bill that was withdrawn, and cancelled by us.
  static func withdrawn(_ document: ProcurifyDocument) -> String { id(document, "withdrawn") }

  /// `901@5f0c2d3b9a11`
  static func of(_ document: ProcurifyDocument) -> String {
    let content = document.content
    let names = [
      "id", "type", "invoice_number", "invoice_date", "due_date", "gl_post_date", "note", "shipping_amount",
      "total_cost_with_tax",
    ]
    let header = pick(content, names)
    let parts: [(String, JSON?)] = [
      ("vendor", content["vendor"]?["id"]), ("currency", content["currency"]?["name"]),
      ("items", .array((content["items"]?.arrayValue ?? []).map(item))),
      ("costs", .array((content["costs"]?.arrayValue ?? []).map(cost))),
    ]
    return id(document, short(.record(header + parts)))
  }

  private static func id(_ document: ProcurifyDocument, _ digest: String) -> String {
    "\(document.content["id"]?.documentID ?? "")@\(digest)"
  }

  /// The beginning of the hash is enough to tell versions of one document apart.
  static func short(_ content: JSON) -> String { String(sha256(content.bytes).prefix(12)) }

  private static func item(_ item: JSON) -> JSON {
    let names = [
      "id", "description", "sku", "quantity", "unit_cost", "total_cost", "tax_name", "tax_percentage", "tax_amount",
      "tax_is_inclusive", "shipping_amount", "bill_by_cost",
    ]
    let rows = (item["cost_allocations"]?.arrayValue ?? []).map(allocation)
    return .record(pick(item, names) + [("order", item["orderitem"]?["id"]), ("allocations", .array(rows))])
  }

  private static func cost(_ cost: JSON) -> JSON {
    .record(pick(cost, ["name", "amount"]) + [("allocation", cost["cost_allocation"].map(allocation))])
  }

  private static func allocation(_ row: JSON) -> JSON {
    let budget = row["budget"]
    let department = budget?["department"]
    return .record([
      ("amount", row["amount"]), ("code", budget?["account_code"]?["code"]), ("department", department?["id"]),
      ("location", department?["branch"]?["id"]),
    ])
  }

  private static func pick(_ object: JSON, _ names: [String]) -> [(String, JSON?)] {
    names.map { name in (name, object[name].flatMap { $0.isNull ? JSON?.none : $0 }) }
  }
}
