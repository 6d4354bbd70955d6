import Core
import Engine
import TestKit
import Testing

@testable import ProcurifyConnector

@Suite("procurify.order.pull and procurify.requisition.pull")
struct OrderGoldenTests {
  @Test("make every order an order, or say all that is wrong with it", arguments: Golden.cases("order.pull"))
  func order(_ golden: Golden) async throws {
    let differences = try await Self.differences(golden, .order)
    #expect(differences == [])
  }

  @Test("make every requisition a request for each vendor", arguments: Golden.cases("requisition.pull"))
  func requisition(_ golden: Golden) async throws {
    let differences = try await Self.differences(golden, .requisition)
    #expect(differences == [])
  }

  @Test("have golden cases")
  func cases() {
    let counts = ["order.pull", "requisition.pull"].map { Golden.cases($0).count }
    #expect(counts[0] >= 20)
    #expect(counts[1] >= 15)
  }

  static func differences(_ golden: Golden, _ kind: Kind) async throws -> [String] {
    let world = try DocumentsWorld(golden)
    let document = try #require(try golden.json("partner.json"))
    let result = await world.apply(kind, document)
    let issues = result.failure?.told ?? result.applied?.warnings ?? []
    let written = result.applied?.written(world.orders)
    let told: JSON? = issues.isEmpty ? .none : .array(issues.map(\.json))
    return try [golden.difference(written, from: "odoo.json"), golden.difference(told, from: "issues.json")]
      .compactMap(\.self)
  }
}
