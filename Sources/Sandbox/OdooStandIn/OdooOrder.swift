import Core

/// The order of a search, as Odoo writes it: `name desc, id`.
struct OdooOrder {
  private let keys: [(field: OdooField?, descending: Bool)]
  private let model: String

  /// - Throws: `odoo.invalid` for a field that the model does not have.
  init(_ text: String, _ model: String, _ schema: OdooSchema) throws(ServedError) {
    var keys: [(field: OdooField?, descending: Bool)] = []
    for part in text.split(separator: ",") {
      let words = part.split(separator: " ").map(String.init)
      let field = words.first.flatMap { schema.field(model, $0) }
      guard let name = words.first, field != nil || name == "id" else {
        throw .invalid("\(model) has no order \(part).")
      }
      keys.append((field, words.count > 1 && words[1].lowercased() == "desc"))
    }
    self.keys = keys
    self.model = model
  }

  func sorted(_ ids: [Int], _ records: OdooRecords) -> [Int] {
    ids.sorted { left, right in
      for key in keys {
        let order = key.field.map { compare($0, left, right, records) } ?? left - right
        if order != 0 { return key.descending ? order > 0 : order < 0 }
      }
      return left < right
    }
  }

  private func compare(_ field: OdooField, _ left: Int, _ right: Int, _ records: OdooRecords) -> Int {
    let values = [left, right].map { records.value(model, $0, field.name) ?? .null }
    if let one = values[0].decimalValue, let other = values[1].decimalValue {
      return one == other ? 0 : one < other ? -1 : 1
    }
    let texts = values.map { $0.stringValue ?? "" }
    return texts[0] == texts[1] ? 0 : texts[0] < texts[1] ? -1 : 1
  }
}
