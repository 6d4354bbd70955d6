import Core
import Engine
import Foundation
import TestKit

@testable import ProcountorConnector

extension Golden {
  /// What the connector makes of the case's document.
  ///
  /// The settings most cases share are its defaults; a case has others in `settings.json`, and what Procountor's own
  /// settings are in `snapshot.json`, where they are not those of `Fixtures/snapshot.json`.
  func draft(_ flow: any FlowDeclaration) throws -> Draft {
    guard let document = try json("odoo.json") else { throw Failure(.internal, "internal", "\(name) has no odoo.json") }
    return flow.map(document, try settings())
  }

  func settings() throws -> Settings {
    var values: JSON = ["url": "https://api.procountor.com/api", "rounding": "any"]
    for (key, value) in try json("settings.json")?.objectValue?.members ?? [] { values = values.adding(key, value) }
    let own = try json("snapshot.json")
    let snapshot = try own ?? Self.snapshot()
    return Settings(
      connection: ["key": "k", "name": "Procountor", "company_id": 1, "settings": values],
      secrets: [:],
      declared: Procountor().settings,
      snapshots: snapshot.isNull ? [:] : ["settings": snapshot]
    )
  }

  /// What the company of the fixtures has set in Procountor.
  static func snapshot(beside file: String = #filePath) throws -> JSON {
    let place = URL(filePath: file).deletingLastPathComponent().appending(path: "Fixtures/snapshot.json")
    return try JSON(parsing: try Data(contentsOf: place))
  }

  func compare(_ flow: any FlowDeclaration) throws -> [String] {
    let draft = try draft(flow)
    let issues: JSON? = draft.issues.isEmpty ? .none : .array(draft.issues.map(\.json))
    return [
      try difference(draft.isSendable ? .some(draft.payload) : .none, from: "partner.json"),
      try difference(issues, from: "issues.json"),
    ].compactMap(\.self)
  }
}

extension JSON {
  func adding(_ key: String, _ value: JSON) -> JSON {
    var object = objectValue ?? JSONObject()
    object[key] = value
    return .object(object)
  }
}
