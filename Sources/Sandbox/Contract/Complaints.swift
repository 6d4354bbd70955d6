import Core

/// Where in a document something stands: `content.items.0.quantity`.
struct Place: Sendable, Equatable, CustomStringConvertible {
  let description: String

  init(_ description: String = "") { self.description = description }

  subscript(name: String) -> Place { Place(description.isEmpty ? name : "\(description).\(name)") }
  subscript(index: Int) -> Place { self[String(index)] }
}

/// Everything that is wrong with one request, by field, in the order it was found.
struct Complaints: Sendable, Equatable {
  private(set) var byField: [(field: String, texts: [String])] = []

  var isEmpty: Bool { byField.isEmpty }
  var fields: [String] { byField.map(\.field) }

  mutating func add(_ place: Place, _ text: String) {
    let field = place.description
    if let index = byField.firstIndex(where: { $0.field == field }) {
      byField[index].texts.append(text)
    } else {
      byField.append((field, [text]))
    }
  }

  /// `{field: [text]}`.
  var json: JSON {
    .object(JSONObject(byField.map { (key: $0.field, value: .array($0.texts.map(JSON.string))) }))
  }

  static func == (left: Complaints, right: Complaints) -> Bool { left.json == right.json }
}
