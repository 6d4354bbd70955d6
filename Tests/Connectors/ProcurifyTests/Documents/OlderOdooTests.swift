import Core
import Engine
import Foundation
import Odoo
import TestKit
import Testing

@testable import ProcurifyConnector

/// What lines of an Odoo of before 17.0 say of cost centres: tried with the fields that such an Odoo has not.
@Suite("Cost centers of an Odoo of before 17.0")
struct OlderOdooTests {
  private let bill: JSON
  private let order: JSON

  init() throws {
    bill = try DocumentsWorld.document("bill.pull")
    order = try DocumentsWorld.document("order.pull")
  }

  /// 16.0: plans, but no column for each on analytic lines.
  private static func sixteen() throws -> DocumentsWorld {
    let world = try DocumentsWorld(isFarAway: true)
    world.odoo.lack("root_id", in: "account.analytic.plan")
    return world
  }

  /// 14.0 and 15.0: one analytic account on each line, and no plans.
  private static func fourteen() throws -> DocumentsWorld {
    let world = try sixteen()
    world.odoo.lack("plan_id", in: CostCenters.model)
    world.odoo.lack("user_fiscalyear_lock_date", in: "res.company")
    world.odoo.lack("analytic_distribution", in: "account.move.line")
    world.odoo.lack("analytic_distribution", in: OrderRecord.line)
    world.odoo.lack("analytic_account_id", in: OrderRecord.line)
    return world
  }

  private static func put(_ id: Int, _ name: String, isActive: Bool = true, _ world: DocumentsWorld) {
    let account: JSON = [
      "id": .int(id), "display_name": .string(name), "name": .string(name), "code": nil, "active": .bool(isActive),
      "company_id": nil,
    ]
    world.odoo.put(account, CostCenters.model)
  }

  private func line(_ world: DocumentsWorld) -> JSON? { world.bills.first?["invoice_line_ids"]?[0] }

  @Test("in 16.0 department and location have a share each")
  func each() async throws {
    let world = try Self.sixteen()
    let applied = await world.apply(.bill, bill)
    #expect(applied.applied?.warnings == [])
    #expect(line(world)?["analytic_distribution"] == ["300": 100, "310": 100])
    let ordered = await world.apply(.order, order)
    #expect(ordered.failure == nil)
    #expect(world.orders.first?["order_line"]?[0]?["analytic_distribution"] == ["300": 100, "310": 100])
  }

  @Test("in 14.0 the department's account is entered, and that the location's is not is told")
  func one() async throws {
    let world = try Self.fourteen()
    let applied = await world.apply(.bill, bill)
    #expect(line(world)?["analytic_account_id"] == 300)
    #expect(line(world)?["analytic_distribution"] == nil)
    let warning = try #require(applied.applied?.warnings.first)
    #expect(warning.message.contains("Maintenance (Plant North) is entered, not that of Plant North."))
    let ordered = await world.apply(.order, order)
    #expect(ordered.failure == nil)
    #expect(world.orders.first?["order_line"]?[0]?["account_analytic_id"] == 300)
    #expect(world.orders.first?["order_line"]?[0]?["analytic_distribution"] == nil)
  }

  @Test("in 14.0 the location's account is entered where the department has none")
  func location() async throws {
    let world = try Self.fourteen()
    world.odoo.remove(300, CostCenters.model)
    let applied = await world.apply(.bill, bill)
    #expect(applied.applied?.warnings == [])
    #expect(line(world)?["analytic_account_id"] == 310)
  }

  @Test("in 14.0 a bill without any of both accounts is held, and goes on when one is made")
  func none() async throws {
    let world = try Self.fourteen()
    for id in [300, 310] { world.odoo.remove(id, CostCenters.model) }
    let held = await world.apply(.bill, bill)
    #expect(held.codes == ["procurify.cost_center_missing", "procurify.cost_center_missing"])
    #expect(held.failure?.issues.contains { $0.repair?.contains("plan") == true } == false)
    for issue in held.failure?.issues ?? [] { #expect(issue.probe.map { "\($0)".contains("plan_id") } == false) }
    Self.put(350, "Plant North", world)
    let applied = await world.apply(.bill, bill)
    #expect(applied.failure == nil)
    #expect(line(world)?["analytic_account_id"] == 350)
  }

  @Test("in 14.0 one account for location and department is entered, and nothing is left out")
  func single() async throws {
    var world = try Self.fourteen()
    world.settings["single_plan"] = true
    Self.put(351, "Plant North / Maintenance", world)
    let applied = await world.apply(.bill, bill)
    #expect(applied.applied?.warnings == [])
    #expect(line(world)?["analytic_account_id"] == 351)
  }

  @Test("a cost of several departments goes to the one that bears most of it in 14.0, and to all of them in 16.0")
  func several() {
    let value = AnalyticForm.one("analytic_account_id").value([([300, 310], 40), ([301], 60)])
    #expect(value == AnalyticForm.Value(field: "analytic_account_id", value: 301))
    let shared = AnalyticForm.each.value([([300, 310], 40), ([301, 310], 60)])
    #expect(shared?.value == ["300": 40, "310": 100, "301": 60])
  }
}
