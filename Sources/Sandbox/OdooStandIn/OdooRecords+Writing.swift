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
      try set(field, of: model.name, id, to: value)
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
    values["id"] = nil
    let id = known ?? create(child.name, [inverse: .int(parent)])
    try change(id, .object(values), in: child)
  }

  /// `sidecar.reference.bring`: creates, corrects or leaves the reference of a record.
  mutating func bring(_ arguments: JSON) throws(ServedError) -> JSON {
    guard let model = arguments["model"]?.stringValue, let record = arguments["record"]?.intValue,
      schema.models[model] != nil
    else { throw .refused("No installed addon declares \(arguments["model"]?.stringValue ?? "").") }
    guard row(model, record) != nil else { throw .missing("\(model) \(record) does not exist.") }
    let key = ["model", "record", "connection", "flow"]
    let name = key.map { arguments[$0]?.text ?? "" }.joined(separator: " ")
    let entry = arguments["entry"].map { $0.stringValue ?? $0.text } ?? ""
    let values: [String: JSON] = [
      "external_id": arguments["external_id"] ?? .null, "number": arguments["number"] ?? .null,
      "entry": .string(entry),
    ]
    guard let known = references[name] else {
      let keys = Dictionary(uniqueKeysWithValues: key.map { ($0, arguments[$0] ?? .null) })
      references[name] = create("sidecar.reference", keys.merging(values) { $1 })
      return ["changed": true]
    }
    let changed = values.filter { value("sidecar.reference", known, $0.key) != $0.value }
    if !changed.isEmpty { write("sidecar.reference", known, changed) }
    return ["changed": .bool(!changed.isEmpty)]
  }
}
