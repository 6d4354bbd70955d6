import Core
import Engine

/// What of a requisition or order makes it another one in Odoo: not where it stands.
enum OrderDigest {
  /// - Parameters:
  ///   - id: Procurify's id of the document.
  ///   - content: of it.
  ///   - names: of the members of its header that count.
  /// - Returns: `310@5f0c2d3b9a11`.
  static func of(_ id: String, _ content: JSON, _ names: [String]) -> String {
    let header = names.map { name in (name, content[name].flatMap { $0.isNull ? JSON?.none : $0 }) }
    let items = (content["order_items"]?.arrayValue ?? []).map(item)
    return "\(id)@\(BillDigest.short(.record(header + [("order_items", .array(items))])))"
  }

  /// For a document that was cancelled there, and by us in Odoo.
  static func cancelled(_ id: String) -> String { "\(id)@cancelled" }

  /// For an order that was closed there, and locked by us in Odoo.
  static func closed(_ digest: String) -> String { digest + closedMark }

  /// - Parameter content: as Odoo remembers it.
  /// - Returns: the digest alone, and whether we locked the order.
  static func parts(_ content: String?) -> (digest: String?, isClosed: Bool) {
    guard let content, content.hasSuffix(closedMark) else { return (content, false) }
    return (String(content.dropLast(closedMark.count)), true)
  }

  private static let closedMark = ":closed"

  /// How far an item has got is not among it, nor its place on the order that it came to be on.
  private static func item(_ item: JSON) -> JSON {
    let passing = [
      "status", "receivedPassQty", "receivedFailQty", "last_modified", "updated_at", "purchase_order", "PO",
      "PO_line_num",
    ]
    return .record((item.objectValue?.members ?? []).filter { !passing.contains($0.key) }.map { ($0.key, $0.value) })
  }
}
