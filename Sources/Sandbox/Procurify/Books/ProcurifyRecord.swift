import Core

/// One thing that a tenant keeps: what it is, with references by number, and when it last changed.
struct ProcurifyRecord: Sendable, Equatable {
  let id: Int
  /// `2026-03-02T09:30:00Z`
  let created: String
  /// Nil where it was left out on purpose: a stamp that the API does not show.
  var modified: String?
  var body: JSON

  subscript(name: String) -> JSON? { body[name].flatMap { $0.isNull ? .none : .some($0) } }

  func int(_ name: String) -> Int? { body[name]?.intValue }
  func text(_ name: String) -> String? { body[name]?.stringValue }
  func flag(_ name: String, _ usual: Bool = false) -> Bool { body[name]?.boolValue ?? usual }
  func list(_ name: String) -> [JSON] { body[name]?.arrayValue ?? [] }
  func ids(_ name: String) -> [Int] { list(name).compactMap(\.intValue) }
}

extension ProcurifyRecord {
  /// As the state file has it.
  var line: JSON {
    .record([
      ("id", .int(id)), ("created", .string(created)), ("modified", JSON(modified)), ("body", body),
    ])
  }

  init?(line: JSON) {
    guard let id = line["id"]?.intValue, let created = line["created"]?.stringValue, let body = line["body"] else {
      return nil
    }
    self.init(id: id, created: created, modified: line["modified"]?.stringValue, body: body)
  }
}
