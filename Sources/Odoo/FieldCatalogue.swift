import Core
import Synchronization

/// Type and relation of a field, as `odoo/fields` reports them.
package struct FieldInfo: Sendable, Equatable {
  package let type: String
  package let relation: String?
}

/// Which fields the models of one database have; asked once per model and registry.
///
/// One catalogue serves all peers of a database; a new registry (an addon was installed or upgraded) forgets everything.
package final class FieldCatalogue: Sendable {
  private struct State {
    var registry: String?
    var models: [String: [String: FieldInfo]?] = [:]
  }

  private let state = Mutex(State())

  package init() {}

  /// Forgets what was learned under another registry.
  package func use(registry: String?) {
    state.withLock { state in
      guard state.registry != registry else { return }
      state = State(registry: registry)
    }
  }

  func known(_ model: String) -> [String: FieldInfo]?? {
    state.withLock { $0.models[model] }
  }

  func learn(_ model: String, _ fields: [String: FieldInfo]?) {
    state.withLock { _ = $0.models.updateValue(fields, forKey: model) }
  }
}

/// A tree of fields whose names exist in the Odoo at hand, and the way back to the names that were asked for.
struct ResolvedTree: Sendable {
  struct Node: Sendable {
    let asked: String
    /// Nil for a field that this Odoo does not have and need not have.
    let actual: String?
    let below: ResolvedTree?
  }
  let nodes: [Node]

  /// The tree as `odoo/read` takes it.
  var wire: JSON {
    .record(nodes.compactMap { node in node.actual.map { ($0, node.below?.wire ?? .null) } })
  }

  /// The record with the names that were asked for; `id` and `display_name` stay.
  func renamed(_ record: JSON) -> JSON {
    guard case .object(let object) = record else { return record }
    var members: [(String, JSON?)] = [("id", object["id"]), ("display_name", object["display_name"])]
    for node in nodes where node.asked != "id" && node.asked != "display_name" {
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
