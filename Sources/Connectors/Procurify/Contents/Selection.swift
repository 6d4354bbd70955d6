import Core

/// The members of a document that are kept; everything else of it is neither stored nor compared.
///
/// `["id": nil, "items": ["name": nil]]` keeps `id` whole, and `name` of each of `items`. What is null or missing is left
/// out, so that a member which Procurify adds empty makes no new version. Of a member that is kept whole, what
/// `Withheld.members` names is taken out.
struct Selection: Sendable {
  private let tree: JSON

  init(_ tree: JSON) { self.tree = tree }

  func callAsFunction(_ value: JSON) -> JSON { Self.keep(tree, of: value) }

  private static func keep(_ tree: JSON, of value: JSON) -> JSON {
    if let items = value.arrayValue { return .array(items.map { keep(tree, of: $0) }) }
    // Where an object was expected a flat list has its id.
    guard value.objectValue != nil else { return value }
    guard let wanted = tree.objectValue else { return Withheld.removed(from: value) }
    return .record(
      wanted.members.map { name, below in
        (name, value[name].flatMap { $0.isNull ? JSON?.none : keep(below, of: $0) })
      }
    )
  }
}
