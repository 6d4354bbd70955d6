import Core

/// A tree of fields whose names exist in the Odoo at hand, and the way back to the names that were asked for.
struct ResolvedTree: Sendable {
  struct Node: Sendable {
    let asked: String
    /// Nil for a field that this Odoo does not have and need not have.
    let actual: String?
    let info: FieldInfo?
    let below: ResolvedTree?
  }
  let nodes: [Node]

  /// Every record says its `id` and `display_name`, asked or not.
  static let always: Set<String> = ["id", "display_name"]

  /// The tree as `odoo/read` takes it.
  var wire: JSON {
    .record(nodes.compactMap { node in node.actual.map { ($0, node.below?.wire ?? .null) } })
  }

  /// The record with the names that were asked for; `id` and `display_name` stay.
  func renamed(_ record: JSON) -> JSON {
    guard case .object(let object) = record else { return record }
    var members: [(String, JSON?)] = [("id", object["id"]), ("display_name", object["display_name"])]
    for node in nodes where !Self.always.contains(node.asked) {
      let value = node.actual.flatMap { object[$0] }
      members.append((node.asked, value.map { renamed($0, below: node.below) } ?? .null))
    }
    return .record(members)
  }

  private func renamed(_ value: JSON, below: ResolvedTree?) -> JSON {
    guard let below else { return value }
    if case .array(let items) = value { return .array(items.map(below.renamed)) }
    return below.renamed(value)
  }
}
