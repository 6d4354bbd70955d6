import Core

/// Writing as the wire asks for it: only what is declared, and lists as commands.
extension OdooRecords {
  mutating func create(_ values: JSON, in model: OdooModel) throws(ServedError) -> Int {
    let id = create(model.name, [:])
    try change(id, values, in: model)
    return id
  }

  mutating func change(_ id: Int, _ values: JSON, in model: OdooModel) throws(ServedError) {
    guard let object = values.objectValue else { throw .invalid("Values are an object.") }
    guard row(model.name, id) != nil else { throw .missing("\(model.name) \(id) does not exist.") }
    for (name, value) in object.members {
      guard model.writable.contains(name), let field = model.fields[name] else {
        throw .refused("\(model.name).\(name) may not be written.")
      }
      guard field.takes(value) else {
        throw .invalid("\(model.name).\(name) is a \(field.type), not \(value.text).")
      }
      try checkRelation(field, value)
      try set(field, of: model.name, id, to: value)
    }
  }

  /// As a foreign key does.
  private func checkRelation(_ field: OdooField, _ value: JSON) throws(ServedError) {
    guard let relation = field.relation else { return }
    let ids = value.intValue.map { [$0] } ?? (value.arrayValue ?? []).compactMap(\.intValue)
    for id in ids where row(relation, id) == nil {
      throw .user("Key (\(field.name))=(\(id)) is not present in table \"\(relation)\".")
    }
  }

  private mutating func set(_ field: OdooField, of model: String, _ id: Int, to value: JSON) throws(ServedError) {
    switch field.kind {
    case .one2many(let child, let inverse):
      guard let rows = value.arrayValue, let child = schema.models[child] else { throw .invalid("A list is an array.") }
      for row in rows { try put(row, into: child, inverse, parent: id) }
    case .float:
      guard let number = value.decimalValue else { throw .invalid("\(value.text) is no number for \(field.name).") }
      write(model, id, [field.name: .string(JSON.decimal(number).text)])
    default:
      write(model, id, [field.name: value])
    }
  }

  /// One row of a list: changed when it has an id, else created.
  private mutating func put(
    _ row: JSON,
    into child: OdooModel,
    _ inverse: String,
    parent: Int
  ) throws(ServedError) {
    guard var values = row.objectValue else { throw .invalid("A row of a list is an object.") }
    let known = values["id"]?.intValue
    if let known, values["delete"] == true { return remove(child.name, known) }
    values["id"] = nil
    let id = known ?? create(child.name, [inverse: .int(parent)])
    try change(id, .object(values), in: child)
  }
}
