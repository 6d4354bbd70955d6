import Core

/// What Odoo remembers of partners' ids: the rows of `sidecar.reference` with their two unique indexes.
extension OdooRecords {
  private static let key = ["model", "record", "connection", "flow"]
  private static let known: Set<String> = Set(key + ["external_id", "number", "entry", "status", "sent_at"])

  /// `sidecar.reference.bring`: creates, corrects or leaves the reference of a record.
  mutating func bring(_ arguments: JSON) throws(ServedError) -> JSON {
    try checkReference(arguments)
    let name = index("sent", Self.key, arguments)
    var values = values(arguments)
    for member in ["status", "sent_at"] where arguments[member]?.isNull == false { values[member] = arguments[member] }
    guard let id = references[name] else {
      let keys = Dictionary(uniqueKeysWithValues: Self.key.map { ($0, arguments[$0] ?? .null) })
      references[name] = create("sidecar.reference", keys.merging(values) { $1 })
      return ["changed": true]
    }
    let changed = values.filter { value("sidecar.reference", id, $0.key) != $0.value }
    if !changed.isEmpty { write("sidecar.reference", id, changed) }
    return ["changed": .bool(!changed.isEmpty)]
  }

  /// `sidecar.reference.claim`: notes once and for all that a partner's document became this record.
  mutating func claim(_ arguments: JSON) throws(ServedError) -> JSON {
    try checkReference(arguments)
    let name = index("arrival", ["connection", "flow", "external_id"], arguments)
    guard references[name] == nil else { return ["changed": false] }
    let keys = Dictionary(uniqueKeysWithValues: Self.key.map { ($0, arguments[$0] ?? .null) })
    let more: [String: JSON] = ["status": arguments["status"] ?? .null, "is_arrival": true]
    references[name] = create("sidecar.reference", keys.merging(values(arguments)) { $1 }.merging(more) { $1 })
    return ["changed": true]
  }

  private func checkReference(_ arguments: JSON) throws(ServedError) {
    guard let model = arguments["model"]?.stringValue, let record = arguments["record"]?.intValue,
      schema.models[model] != nil
    else { throw .refused("No installed addon declares \(arguments["model"]?.stringValue ?? "").") }
    guard row(model, record) != nil else { throw .missing("\(model) \(record) does not exist.") }
    let names = arguments.objectValue?.members.map(\.key) ?? []
    if let other = names.first(where: { !Self.known.contains($0) }) {
      throw .invalid("sidecar.reference has no argument \(other).")
    }
  }

  private func index(_ name: String, _ fields: [String], _ arguments: JSON) -> String {
    ([name] + fields.map { arguments[$0]?.text ?? "" }).joined(separator: " ")
  }

  private func values(_ arguments: JSON) -> [String: JSON] {
    [
      "external_id": arguments["external_id"] ?? .null, "number": arguments["number"] ?? .null,
      "entry": .string(arguments["entry"].map { $0.stringValue ?? $0.text } ?? ""),
    ]
  }

  /// A column of the reference that a record has; what it came from counts as well as what it was sent as.
  func remembered(_ remembered: OdooField.Remembered, _ model: String, _ record: Int) -> JSON? {
    let table = "sidecar.reference"
    for flow in remembered.flows {
      let found = ids(table).last { id in
        let values = row(table, id)?.values ?? [:]
        return values["flow"] == .string(flow) && values["record"] == .int(record) && values["model"] == .string(model)
      }
      if let found { return value(table, found, remembered.column) }
    }
    return nil
  }
}
