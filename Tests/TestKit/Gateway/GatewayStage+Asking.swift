import Core
import Odoo
import Testing

/// What the promises ask for again and again.
extension GatewayStage {
  /// One record of the world with a tree.
  func read(_ model: String, _ name: String, _ tree: JSON, _ scene: GatewayScene = GatewayScene()) async throws
    -> JSON
  {
    try await record(model, world.id(name), tree, scene)
  }

  func record(_ model: String, _ id: Int, _ tree: JSON, _ scene: GatewayScene = GatewayScene()) async throws -> JSON {
    let read = try await play(scene) { try await $0.read(model, ids: [id], fields: tree, committed: false) }
    return try #require(read.records.first)
  }

  func bill(_ place: Int) async throws -> JSON {
    try await record("account.move", world.ids("bills")[place], GatewayTrees.bill)
  }

  /// Why it fails; nil when it does not.
  func failure<Result: Sendable>(
    _ scene: GatewayScene = GatewayScene(),
    _ body: @escaping @Sendable (any OdooGateway) async throws -> Result
  ) async -> Failure? {
    do {
      _ = try await play(scene, body)
      return nil
    } catch {
      return error as? Failure
    }
  }

  /// Every tree of the world as text, by what it is of.
  package func texts(_ scene: GatewayScene = GatewayScene()) async throws -> [String: String] {
    var texts: [String: String] = [:]
    for subject in GatewayTrees.all(world) {
      let read = try await play(scene) { odoo in
        try await odoo.read(subject.model, ids: subject.ids, fields: subject.tree, committed: false)
      }
      #expect(read.records.count == subject.ids.count, "\(subject.model)")
      texts[subject.model] = JSON.array(read.records).text
      let found = try await play(scene) { odoo in
        let domain: JSON = [["id", "in", .array(subject.ids.map(JSON.int))]]
        return try await odoo.search(subject.model, domain: domain, fields: subject.tree, order: "id desc", limit: nil)
      }
      texts["\(subject.model), searched"] = JSON.array(found).text
    }
    return texts
  }
}

extension JSON {
  /// Ids whose order is Odoo's: what was just written stands in the order written until the transaction ends.
  var sorted: [Int] { (arrayValue ?? []).compactMap(\.intValue).sorted() }

  /// Without what differs from one new record to the next.
  var withoutIDs: JSON {
    switch self {
    case .array(let items): .array(items.map(\.withoutIDs))
    case .object(let object):
      .object(
        JSONObject(
          object.members.filter { !["id", "display_name"].contains($0.key) }.map { ($0.key, $0.value.withoutIDs) }
        )
      )
    default: self
    }
  }
}

extension [JSON] {
  var recordIDs: [Int] { compactMap { $0["id"]?.intValue } }

  /// One field of every record.
  func all(_ field: String) -> [JSON?] { map { $0[field] } }
}
