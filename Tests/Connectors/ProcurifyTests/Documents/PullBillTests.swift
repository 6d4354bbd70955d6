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
