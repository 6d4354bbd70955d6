import Core
import Engine
import TestKit
import Testing

@testable import ProcurifyConnector

@Suite("procurify.bill.pull")
struct PullBillTests {
  @Test("makes every approved bill a draft, or says all that is wrong with it", arguments: Golden.cases("bill.pull"))
  func golden(_ golden: Golden) async throws {
    let world = try DocumentsWorld(golden)
    let document = try #require(try golden.json("partner.json"))
    let before = world.bills
    let result = await world.apply(.bill, document)
    let issues = result.failure?.told ?? result.applied?.warnings ?? []
    let written = result.applied?.written(world.bills.filter { !before.contains($0) })
    let told: JSON? = issues.isEmpty ? .none : .array(issues.map(\.json))
    let differences = try [golden.difference(written, from: "odoo.json"), golden.difference(told, from: "issues.json")]
    #expect(differences.compactMap(\.self) == [])
  }

  @Test("makes the same of a bill among others", arguments: Golden.cases("bill.pull"))
  func among(_ golden: Golden) async throws {
    let others = try Golden.cases("bill.pull").compactMap { try $0.json("partner.json") }
    let (alone, among) = (try DocumentsWorld(golden), try DocumentsWorld(golden))
    let document = try #require(try golden.json("partner.json"))
    let one = await alone.apply(.bill, document)
    let other = await among.apply(.bill, document, among: others)
    #expect(one.applied == other.applied)
    #expect(one.failure?.told == other.failure?.told)
    #expect(alone.bills == among.bills)
  }

  @Test("looks up vendors, accounts and cost centres once for all bills that come in together")
  func page() async throws {
    let world = try DocumentsWorld(isFarAway: true)
    let memory = CachedReads(world.odoo, changing: ["account.move", "account.move.line"])
    let names = ["plain", "five-plants", "price-with-tax"]
    let bills = try names.enumerated().map { number, name in
      try DocumentsWorld.document("bill.pull", name).replacing("id", with: .int(9000 + number))
        .replacing("invoice_number", with: .string("N-\(number)"))
    }
    for bill in bills {
      let result = await world.apply(.bill, bill, among: bills, memory)
      #expect(result.failure == nil)
    }
    #expect(world.bills.count == 3)
    let asked = Dictionary(grouping: world.odoo.calls) { "\($0.name) \($0.model)" }.mapValues(\.count)
    #expect(asked["read res.partner"] == 1)
    #expect(asked["search account.account"] == 1)
    #expect(asked["search account.analytic.account"] == 2)
    #expect(asked["search account.tax"] == 1)
    #expect(asked["search account.move"] == 3)
    #expect(asked["read account.move"] == 3)
    #expect(asked["create account.move"] == 3)
  }

  @Test("has golden cases")
  func cases() {
    let count = Golden.cases("bill.pull").count
    #expect(count >= 40)
  }
}

extension Applied {
  /// The records that were written, or why nothing was.
  func written(_ records: [JSON]) -> JSON { record == 0 ? ["left_alone": .string(recordName)] : .array(records) }
}

extension Failure {
  /// What is to mend, or the failure itself.
  var told: [Core.Issue] { issues.isEmpty ? [Core.Issue(code, message, repair: hint)] : issues }
}
