import Core
import Engine
import Foundation
import TestKit
import Testing

@testable import ProcurosConnector

@Suite("procuros.order.receive")
struct ReceiveOrderTests {
  @Test(
    "makes every golden case a quotation, or says all that is wrong with it",
    arguments: Golden.cases("order.receive")
  )
  func golden(_ golden: Golden) async throws {
    let world = try ReceivingWorld(golden)
    let differences = try await world.differences(golden, ReceiveOrder(), "sale.order")
    #expect(differences == [])
  }

  @Test("has golden cases")
  func cases() {
    #expect(Golden.cases("order.receive").count >= 20)
  }

  @Test("a newer version changes the quotation: by the buyer's numbers, lines added by hand stay")
  func newerVersion() async throws {
    let world = try ReceivingWorld()
    let first = try #require(await world.apply(ReceiveOrder(), try sample()).applied)
    let order = try #require(world.odoo.records("sale.order").first)
    let byHand: JSON = ["id": 90, "product_id": 33, "product_uom_qty": "1", "procuros_order_line_number": 0]
    let lines = try #require(order["order_line"]?.arrayValue)
    world.odoo.put(
      order.replacing("state", with: "draft").replacing("order_line", with: .array(lines + [byHand])),
      "sale.order"
    )
    let newer = try sample()
      .replacing("items[0].quantity", with: 30)
      .replacing("items[1]", with: ["lineNumber": 30, "identifiers": [["identifier": "96385074"]], "quantity": 2])
    let result = await world.apply(
      ReceiveOrder(),
      newer,
      id: "3f0e2c1a-0000-4000-8000-000000000002",
      replaces: Arrival.Version(
        externalID: "3f0e2c1a-0000-4000-8000-000000000001",
        record: first.record,
        recordName: "S1"
      )
    )
    #expect(result.applied?.record == first.record)
    #expect(world.odoo.records("sale.order").count == 1)
    let after = world.odoo.records("sale.order").first?["order_line"]?.arrayValue ?? []
    #expect(after.map { $0["procuros_order_line_number"] } == [10, 0, 30])
    #expect(after.map { $0["product_uom_qty"]?.decimalValue } == [30, 1, 2])
  }

  @Test("a newer version of an order that is no draft any more is left to a person, and both are named")
  func versionTooLate() async throws {
    let world = try ReceivingWorld()
    let first = try #require(await world.apply(ReceiveOrder(), try sample()).applied)
    world.odoo.commit()
    let order = try #require(world.odoo.records("sale.order").first)
    let confirmed = order.replacing("state", with: "sale")
    world.odoo.put(confirmed, "sale.order")
    let result = await world.apply(
      ReceiveOrder(),
      try sample().replacing("items[0].quantity", with: 30),
      id: "3f0e2c1a-0000-4000-8000-000000000002",
      replaces: Arrival.Version(
        externalID: "3f0e2c1a-0000-4000-8000-000000000001",
        record: first.record,
        recordName: "S1"
      )
    )
    guard case .failure(let failure) = result else {
      Issue.record("The confirmed order was changed.")
      return
    }
    #expect(failure.issues.map(\.code) == ["procuros.order.version_too_late"])
    #expect(failure.issues.first?.params["older"] == "3f0e2c1a-0000-4000-8000-000000000001")
    #expect(failure.issues.first?.params["newer"] == "3f0e2c1a-0000-4000-8000-000000000002")
    #expect(failure.issues.first?.record == first.record)
    #expect(world.odoo.records("sale.order") == [confirmed])
  }

  @Test("an order that the buyer sends once more under another id is not entered twice")
  func sameNumber() async throws {
    let world = try ReceivingWorld()
    _ = await world.apply(ReceiveOrder(), try sample())
    world.odoo.commit()
    let order = try #require(world.odoo.records("sale.order").first)
    let buyer: JSON = ["id": 14, "commercial_partner_id": 14]
    world.odoo.put(order.replacing("partner_id", with: buyer), "sale.order")
    let again = await world.apply(ReceiveOrder(), try sample(), id: "3f0e2c1a-0000-4000-8000-000000000009")
    #expect(again.codes == ["procuros.order.same_number"])
    #expect(world.odoo.records("sale.order").count == 1)
  }

  @Test("an order of 5,000 lines takes one search for each kind of record")
  func long() async throws {
    let world = try ReceivingWorld()
    let line: JSON = ["identifiers": [["identifier": "4260123451011", "domain": "GS1"]], "quantity": 2]
    let lines = (1...5000).map { line.replacing("lineNumber", with: .int($0)) }
    let result = await world.apply(ReceiveOrder(), try sample().replacing("items", with: .array(lines)))
    #expect(result.applied != nil)
    #expect(world.odoo.records("sale.order").first?["order_line"]?.arrayValue?.count == 5000)
    let searched = world.odoo.calls.filter { $0.name == "search" }.map(\.model)
    #expect(searched.sorted() == ["product.product", "res.partner", "sale.order", "uom.uom"])
    #expect(world.odoo.count("create") == 1)
  }

  @Test("what Odoo itself refuses leaves nothing behind")
  func refused() async throws {
    let world = try ReceivingWorld()
    let refusal = Failure(.data, "odoo.user", "The fiscal year is closed.")
    world.odoo.failNext("read", refusal)
    let result = await world.apply(ReceiveOrder(), try sample())
    #expect(result == .failure(refusal))
    #expect(world.odoo.records("sale.order") == [])
  }

  private func sample() throws -> JSON {
    try #require(try Golden.cases("order.receive").first { $0.name == "plain" }?.json("partner.json"))
  }
}
