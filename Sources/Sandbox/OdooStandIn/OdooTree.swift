import Core

/// Reads records with the fields and the related records a tree names.
struct OdooTree {
  let records: OdooRecords
  /// The transaction whose own rows are not committed; nil: not asked.
  let own: Int?
  /// Rows of this model only are asked whether they are committed; nil: every row.
  let ownModel: String?

  /// Most bytes of one answer.
  static let limit = 8 * 1024 * 1024

  /// A record, and the rows in it that this transaction wrote.
  func read(_ model: String, _ id: Int, _ tree: JSONObject) throws(ServedError) -> (JSON, Set<OdooRecords.Key>) {
    guard let description = records.schema.models[model], description.isReadable else {
      throw .refused("\(model) may not be read.")
    }
    var members: [(key: String, value: JSON)] = [("id", .int(id)), ("display_name", records.name(model, id))]
    var dirty = dirtiness(model, id)
    for (name, below) in tree.members where !["id", "display_name"].contains(name) {
      guard let field = description.fields[name] else { continue }
      let (value, rows) = try read(field, of: model, id, below)
      members.append((name, value))
      dirty.formUnion(rows)
    }
    return (.object(JSONObject(members)), dirty)
  }

  private func read(
    _ field: OdooField,
    of model: String,
    _ id: Int,
    _ below: JSON
  ) throws(ServedError) -> (JSON, Set<OdooRecords.Key>) {
    let value = records.value(model, id, field.name) ?? .null
    guard let tree = below.objectValue else { return (value, []) }
    guard let relation = field.relation else { throw .invalid("\(model).\(field.name) has no fields of its own.") }
    if let child = value.intValue { return try read(relation, child, tree) }
    guard let children = value.arrayValue else { return (.null, []) }
    var items: [JSON] = []
    var dirty: Set<OdooRecords.Key> = []
    for child in children.compactMap(\.intValue) {
      let (item, rows) = try read(relation, child, tree)
      items.append(item)
      dirty.formUnion(rows)
    }
    return (.array(items), dirty)
  }

  private func dirtiness(_ model: String, _ id: Int) -> Set<OdooRecords.Key> {
    guard let own, records.row(model, id)?.writtenBy == own, ownModel == nil || ownModel == model else { return [] }
    return [OdooRecords.Key(model: model, id: id)]
  }

  /// The documents in the order of `ids`, as many as fit into one answer.
  func page(_ model: String, _ ids: [Int], _ tree: JSONObject) throws(ServedError) -> Page {
    var page = Page()
    var size = 0
    for (place, id) in ids.enumerated() {
      let (record, dirty) = try read(model, id, tree)
      if dirty.isEmpty {
        size += record.bytes.count + 1
        guard size <= Self.limit || page.records.isEmpty else {
          page.next = place
          break
        }
        page.records.append(record)
      }
      page.uncommitted.formUnion(dirty)
    }
    return page
  }

  struct Page {
    var records: [JSON] = []
    var uncommitted: Set<OdooRecords.Key> = []
    /// The place in `ids` of the first record not delivered.
    var next: Int?

    var uncommittedRows: JSON {
      let rows = uncommitted.sorted { ($0.model, $0.id) < ($1.model, $1.id) }
      return .array(rows.map { ["model": .string($0.model), "id": .int($0.id)] })
    }
  }
}
