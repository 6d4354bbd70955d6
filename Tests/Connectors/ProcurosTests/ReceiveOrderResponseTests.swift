import Core
import Engine
import TestKit
import Testing

@testable import ProcurosConnector

@Suite("procuros.order_response.receive")
struct ReceiveOrderResponseTests {
  @Test(
    "brings the order of every golden case to what the vendor says, or says why not",
    arguments: Golden.cases("order_response.receive")
  )
  func golden(_ golden: Golden) async throws {
    let world = try ReceivingWorld(golden)
    let before = world.odoo.records("purchase.order")
    let differences = try await world.differences(golden, ReceiveOrderResponse(), "purchase.order")
    #expect(differences == [])
    let expected = try golden.json("odoo.json")
    let after = world.odoo.records("purchase.order")
    if expected == nil { #expect(after == before, "an order was changed although its answer is a data issue") }
  }

  @Test("has golden cases")
  func cases() {
    #expect(Golden.cases("order_response.receive").count >= 25)
  }

  @Test("an answer writes quantity, price, discount, text and date together, so that Odoo computes none anew")
  func together() async throws {
    let world = try ReceivingWorld()
    _ = await world.apply(ReceiveOrderResponse(), try sample("change"))
    let line = try #require(world.odoo.records("purchase.order").first { $0["id"] == 42 }?["order_line"]?[0])
    #expect(line["product_qty"] == "18")
    #expect(line["price_unit"] == "1.2")
    #expect(line["discount"] == "5")
    #expect(line["name"] == "[AP-1] Apple juice 1 l")
    #expect(world.odoo.count("write") == 1)
  }

  @Test("the same answer once more changes nothing")
  func twice() async throws {
    let world = try ReceivingWorld()
    _ = await world.apply(ReceiveOrderResponse(), try sample("change"))
    world.odoo.commit()
    let after = world.odoo.records("purchase.order")
    let result = await world.apply(ReceiveOrderResponse(), try sample("change"), id: "b")
    #expect(result.applied?.record == 42)
    #expect(world.odoo.count("write") == 1)
    #expect(world.odoo.count("button_confirm") == 1)
    #expect(world.odoo.records("purchase.order") == after)
  }

  @Test("a button of Odoo that does nothing is a data issue, not a success")
  func silentButton() async throws {
    let world = try ReceivingWorld()
    world.odoo.onCall("button_confirm", set: [:])
    let result = await world.apply(ReceiveOrderResponse(), try sample("accept"))
    #expect(result.codes == ["procuros.order_response.state"])
  }

  @Test("an order that Odoo wants approved is said to wait for it")
  func toApprove() async throws {
    let world = try ReceivingWorld()
    world.odoo.onCall("button_confirm", set: ["state": "to approve"])
    let result = await world.apply(ReceiveOrderResponse(), try sample("accept"))
    #expect(result.applied?.warnings.map(\.code) == ["procuros.order_response.to_approve"])
  }

  @Test("a corrected answer after the first was carried out names both and changes nothing")
  func versionTooLate() async throws {
    let world = try ReceivingWorld()
    _ = await world.apply(ReceiveOrderResponse(), try sample("change"))
    world.odoo.commit()
    let after = world.odoo.records("purchase.order")
    let corrected = try sample("change").replacing("items[0].confirmedQuantity", with: 12)
    let older = Arrival.Version(externalID: "first", record: 42, recordName: "P00042")
    let result = await world.apply(ReceiveOrderResponse(), corrected, id: "second", replaces: older)
    guard case .failure(let failure) = result else {
      Issue.record("The confirmed order was changed.")
      return
    }
    #expect(failure.issues.map(\.code) == ["procuros.order_response.version_too_late"])
    #expect(failure.issues.first?.params["older"] == "first")
    #expect(failure.issues.first?.params["newer"] == "second")
    #expect(world.odoo.records("purchase.order") == after)
  }

  private func sample(_ name: String) throws -> JSON {
    try #require(try Golden.cases("order_response.receive").first { $0.name == name }?.json("partner.json"))
  }
}
