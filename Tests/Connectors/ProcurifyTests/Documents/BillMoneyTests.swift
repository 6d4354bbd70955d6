import Core
import Engine
import Odoo
import TestKit
import Testing

@testable import ProcurifyConnector

@Suite("What a bill of Procurify costs, and where")
struct BillMoneyTests {
  private var world: DocumentsWorld
  private let plain: JSON

  init() throws {
    world = try DocumentsWorld()
    plain = try DocumentsWorld.document("bill.pull")
  }

  @Test("a tax that is an amount without a percentage holds the bill until somebody links it", arguments: [nil, "0"])
  func amountAlone(_ percent: String?) async throws {
    let bill = plain.replacing("items[0].tax_percentage", with: percent.map(JSON.string))
    let held = await world.apply(.bill, bill)
    #expect(held.codes == ["procurify.tax_unmapped"])
    #expect(world.bills.isEmpty)
    let issue = try #require(held.failure?.issues.first)
    // Nothing that appears in Odoo would fit by itself.
    #expect(issue.probe == nil)
    let missing = try #require(issue.missing)
    world.odoo.link(
      OdooReference(fixture: [
        "kind": .string(missing.kind), "id": .string(missing.externalID), "model": "account.tax", "record": 200,
      ])
    )
    let linked = await world.apply(.bill, bill)
    #expect(linked.applied?.warnings == [])
    #expect(world.bills.map { $0["amount_total"] } == ["108.25"])
  }

  @Test("departments of one code in two places are not one cost center where a pair has one")
  func pair() async throws {
    var world = world
    for (setting, value) in [("single_plan", true), ("department_plan", 3), ("location_plan", nil)] as [(String, JSON)]
    {
      world.settings[setting] = value
    }
    world.odoo.put(
      [
        "id": 321, "display_name": "[MNT] Maintenance", "name": "Maintenance", "code": "MNT", "active": true,
        "plan_id": 3, "company_id": nil,
      ],
      "account.analytic.account"
    )
    let held = await world.apply(.bill, plain)
    #expect(held.codes == ["procurify.cost_center_missing"])
    #expect(held.failure?.issues.first?.missing?.externalID == "2:9")
    world.odoo.put(
      [
        "id": 322, "display_name": "Plant North / Maintenance", "name": "Plant North / Maintenance", "code": nil,
        "active": true, "plan_id": 3, "company_id": nil,
      ],
      "account.analytic.account"
    )
    _ = await world.apply(.bill, plain)
    #expect(world.bills.first?["invoice_line_ids"]?[0]?["analytic_distribution"] == ["322": 100])
  }
}
