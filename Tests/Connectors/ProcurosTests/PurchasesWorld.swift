import Core
import Engine
import TestKit
import Testing

@testable import ProcurosConnector

extension ReceivingWorld {
  /// The world with vendors, purchase orders, receipts and bills (`Fixtures/receiving/purchases`).
  static func purchases(_ golden: Golden? = nil) throws -> ReceivingWorld {
    let purchases = try #require(Golden.cases("receiving").first { $0.name == "purchases" })
    var world = try ReceivingWorld()
    // The orders of the other flows would be found beside those of this fixture.
    for order in world.odoo.records("purchase.order") {
      world.odoo.remove(order["id"]?.intValue ?? 0, "purchase.order")
    }
    for (model, rows) in try purchases.json("odoo.json")?.objectValue?.members ?? [] {
      for row in rows.arrayValue ?? [] { world.odoo.put(row, model) }
    }
    for member in try golden?.json("settings.json")?.objectValue?.members ?? [] {
      world.settings[member.key] = member.value
    }
    world.odoo.answer("refund_moves", ["res_id": 900, "res_model": "account.move"])
    world.odoo.commit()
    return world
  }

  /// Compares a golden case: `partner.json` in; out what is written to Odoo, or the issues.
  ///
  /// - Parameters:
  ///   - golden: the case.
  ///   - flow: that takes the document.
  ///   - model: whose records are compared, those that are new or changed.
  ///   - methods: whose arguments are compared besides.
  /// - Returns: what differs; empty when nothing does.
  /// - Throws: when a file of the case is no JSON.
  func differences(_ golden: Golden, _ flow: any ReceivingFlow, _ model: String, methods: [String])
    async throws -> [String]
  {
    let content = try #require(try golden.json("partner.json"))
    let before = odoo.records(model)
    switch await apply(flow, content) {
    case .success(let applied):
      let warnings: JSON? = applied.warnings.isEmpty ? .none : .array(applied.warnings.map(\.json))
      let written = odoo.records(model).filter { !before.contains($0) }
      let calls = methods.map { ($0, JSON?.some(.array(odoo.arguments(of: $0)))) }
      let result: JSON = .record([("record", .int(applied.record)), (model, .array(written))] + calls)
      return try [
        golden.difference(result, from: "odoo.json"), golden.difference(warnings, from: "issues.json"),
      ].compactMap(\.self)
    case .failure(let failure):
      return try [
        golden.difference(.none, from: "odoo.json"),
        golden.difference(.array(failure.issues.map(\.json)), from: "issues.json"),
      ].compactMap(\.self)
    }
  }
}
