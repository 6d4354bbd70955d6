import Core
import Engine
import Odoo
import TestKit
import Testing

@testable import ProcurosConnector

/// An Odoo with contacts, products and units (`Fixtures/receiving/world`), and documents that come in.
struct ReceivingWorld {
  let odoo = FakeOdoo()
  var settings: [String: JSON] = ["external_identifier": "4260123450021", "payment_term_id": 3]

  /// - Parameter changes: records by model, as the world's own; one of an id that is there replaces it.
  /// - Throws: when the fixture is no JSON.
  init(_ changes: JSON? = nil) throws {
    let world = try #require(Golden.cases("receiving").first { $0.name == "world" })
    for records in [try world.json("odoo.json"), changes] {
      for (model, rows) in records?.objectValue?.members ?? [] {
        for row in rows.arrayValue ?? [] { odoo.put(row, model) }
      }
    }
    odoo.onCall("button_confirm", set: ["state": "purchase"])
    odoo.onCall("button_cancel", set: ["state": "cancel"])
  }

  init(_ golden: Golden) throws {
    try self.init(try golden.json("world.json"))
    for member in try golden.json("settings.json")?.objectValue?.members ?? [] { settings[member.key] = member.value }
  }

  /// What the flow made of a document: the record or what is to mend.
  func apply(
    _ flow: any ReceivingFlow,
    _ content: JSON,
    id: String = "3f0e2c1a-0000-4000-8000-000000000001",
    replaces: Arrival.Version? = nil
  ) async -> Result<Applied, Failure> {
    let type = DocumentType.all.first { $0.flow == flow.id }
    let arrival = Arrival(
      externalID: id,
      type: type?.rawValue ?? "",
      content: content,
      number: type?.number(in: content),
      replaces: replaces
    )
    let values = JSONObject(settings.map { ($0.key, $0.value) })
    let connection: JSON = ["key": "c-1", "name": "Procuros", "company_id": 1, "settings": .object(values)]
    let opened = Settings(connection: connection, secrets: [:], declared: Procuros().settings)
    do throws(Failure) {
      return .success(try await flow.apply(arrival, odoo, opened))
    } catch {
      odoo.rollBack()
      return .failure(error)
    }
  }

  /// Compares a golden case: `partner.json` in, the records of `model` that are new or other, or the issues out.
  ///
  /// - Returns: what differs; empty when nothing does.
  func differences(_ golden: Golden, _ flow: any ReceivingFlow, _ model: String) async throws -> [String] {
    let content = try #require(try golden.json("partner.json"))
    let before = odoo.records(model)
    switch await apply(flow, content) {
    case .success(let applied):
      let warnings: JSON? = applied.warnings.isEmpty ? .none : .array(applied.warnings.map(\.json))
      return try [
        golden.difference(.array(odoo.records(model).filter { !before.contains($0) }), from: "odoo.json"),
        golden.difference(warnings, from: "issues.json"),
      ].compactMap(\.self)
    case .failure(let failure):
      return try [
        golden.difference(.none, from: "odoo.json"),
        golden.difference(.array(failure.issues.map(\.json)), from: "issues.json"),
      ].compactMap(\.self)
    }
  }
}

extension DocumentType {
  fileprivate static let all: [DocumentType] = [.order, .orderResponse, .shippingNotice, .invoice, .creditNote]
}

extension Result where Success == Applied, Failure == Core.Failure {
  var applied: Applied? { try? get() }
  var codes: [String] {
    guard case .failure(let failure) = self else { return [] }
    return failure.issues.map(\.code)
  }
}
