package import Core
import Synchronization

/// The rows of an Odoo, a value: a transaction works on a copy and throws it away or hands it back.
package struct OdooRecords: Sendable {
  /// One row: what was entered, in the wire's form, and which transaction wrote it last.
  struct Row: Sendable, Equatable {
    var values: [String: JSON]
    var writtenBy: Int
  }

  /// One record by model and id.
  struct Key: Hashable, Sendable {
    let model: String
    let id: Int
  }

  package let schema: OdooSchema
  private var tables: [String: [Int: Row]] = [:]
  /// Shared by all copies: as in PostgreSQL, an id once given is not given again, whatever is rolled back.
  private let sequences = OdooSequences()
  /// The unique index of `sidecar.reference`.
  var references: [String: Int] = [:]
  /// The transaction that writes; 0 while the world is built.
  var transaction = 0
  /// What this copy wrote, for the commit.
  private(set) var written: Set<Key> = []

  package init(_ schema: OdooSchema) { self.schema = schema }

  func row(_ model: String, _ id: Int) -> Row? { tables[model]?[id] }

  package func ids(_ model: String) -> [Int] { (tables[model] ?? [:]).keys.sorted() }

  package func value(_ model: String, _ id: Int, _ field: String) -> JSON? {
    guard let row = row(model, id), let field = schema.field(model, field) else { return nil }
    if let remembered = field.remembered { return self.remembered(remembered, model, id) ?? field.empty }
    return row.values[field.name] ?? field.empty
  }

  func name(_ model: String, _ id: Int) -> JSON {
    let values = row(model, id)?.values ?? [:]
    return values["display_name"] ?? values["name"] ?? .string("\(model),\(id)")
  }

  /// Adds a row.
  /// - Returns: its id, the next free one unless given.
  @discardableResult
  package mutating func create(_ model: String, id: Int? = nil, _ values: [String: JSON]) -> Int {
    let id = sequences.next(model, wanted: id)
    put(model, id, values)
    return id
  }

  /// Changes fields of a row that exists.
  package mutating func write(_ model: String, _ id: Int, _ values: [String: JSON]) {
    guard let row = row(model, id) else { return }
    put(model, id, row.values.merging(values) { $1 })
  }

  package mutating func remove(_ model: String, _ id: Int) {
    for (list, old, _) in moves(model, id, to: nil) { detach(id, list, old) }
    tables[model]?[id] = nil
    written.insert(Key(model: model, id: id))
  }

  /// Takes over what a copy wrote.
  mutating func take(_ keys: Set<Key>, from other: OdooRecords) {
    for key in keys { tables[key.model, default: [:]][key.id] = other.tables[key.model]?[key.id] }
    references.merge(other.references) { $1 }
  }

  mutating func begin(_ transaction: Int) {
    self.transaction = transaction
    written = []
  }

  private mutating func put(_ model: String, _ id: Int, _ values: [String: JSON]) {
    for (list, old, new) in moves(model, id, to: values) {
      detach(id, list, old)
      attach(id, list, new)
    }
    tables[model, default: [:]][id] = Row(values: values, writtenBy: transaction)
    written.insert(Key(model: model, id: id))
  }

  // MARK: Lists that follow from a field pointing back

  private typealias List = (parent: String, list: String, inverse: String)

  private func moves(_ model: String, _ id: Int, to values: [String: JSON]?) -> [(List, old: Int?, new: Int?)] {
    (schema.lists[model] ?? []).compactMap { list in
      let old = row(model, id)?.values[list.inverse]?.intValue
      let new = values?[list.inverse]?.intValue
      return old == new ? nil : (list, old, new)
    }
  }

  /// The parent is not *written* by this: its list is computed, as in Odoo.
  private mutating func detach(_ id: Int, _ list: List, _ parent: Int?) {
    guard let parent, let items = tables[list.parent]?[parent]?.values[list.list]?.arrayValue else { return }
    tables[list.parent]?[parent]?.values[list.list] = .array(items.filter { $0.intValue != id })
    written.insert(Key(model: list.parent, id: parent))
  }

  private mutating func attach(_ id: Int, _ list: List, _ parent: Int?) {
    guard let parent else { return }
    let items = tables[list.parent]?[parent]?.values[list.list]?.arrayValue ?? []
    tables[list.parent]?[parent]?.values[list.list] = .array(items + [.int(id)])
    written.insert(Key(model: list.parent, id: parent))
  }
}

/// The next id of each model.
private final class OdooSequences: Sendable {
  private let last = Mutex<[String: Int]>([:])

  /// The id asked for, or the next free one.
  func next(_ model: String, wanted: Int?) -> Int {
    last.withLock { last in
      let id = wanted ?? (last[model] ?? 0) + 1
      last[model] = max(id, last[model] ?? 0)
      return id
    }
  }
}
