import Core
import Engine
import TestKit
import Testing

@testable import ProcurosConnector

@Suite("What vendors send")
struct ReceivePurchasesTests {
  @Test("makes every invoice a bill, or says all that is wrong with it", arguments: Golden.cases("invoice.receive"))
  func invoice(_ golden: Golden) async throws {
    let world = try ReceivingWorld.purchases(golden)
    let differences = try await world.differences(golden, ReceiveInvoice(), "account.move", methods: [])
    #expect(differences == [])
  }

  @Test("makes every credit note a reversal, or says all that is wrong", arguments: Golden.cases("credit_note.receive"))
  func creditNote(_ golden: Golden) async throws {
    let world = try ReceivingWorld.purchases(golden)
    let differences = try await world.differences(golden, ReceiveCreditNote(), "account.move", methods: [])
    #expect(differences == [])
  }

  @Test(
    "prepares a receipt for every shipping notice, or says why not",
    arguments: Golden.cases("shipping_notice.receive")
  )
  func shippingNotice(_ golden: Golden) async throws {
    let world = try ReceivingWorld.purchases(golden)
    let methods = ["_procuros_prepare"]
    let differences = try await world.differences(golden, ReceiveShippingNotice(), "stock.picking", methods: methods)
    #expect(differences == [])
  }

  @Test("has golden cases")
  func cases() {
    let counts = ["invoice", "credit_note", "shipping_notice"].map { Golden.cases("\($0).receive").count }
    #expect(counts.allSatisfy { $0 >= 15 })
  }

  @Test("a document of five thousand lines is looked up with a handful of searches and told in seconds")
  func manyLines() async throws {
    let world = try ReceivingWorld.purchases()
    let golden = try #require(Golden.cases("invoice.receive").first { $0.name == "plain" })
    let plain = try #require(try golden.json("partner.json"))
    let item = try #require(plain["items"]?[0])
    let items = (1...5000).map { item.replacing("lineNumber", with: .int($0)).replacing("quantity", with: 1) }
    let start = ContinuousClock().now
    let result = await world.apply(ReceiveInvoice(), plain.replacing("items", with: .array(items)))
    let took = ContinuousClock().now - start
    #expect(result.applied?.warnings.map(\.code) == ["procuros.bill.more_than_ordered"])
    let searches = world.odoo.count("search")
    #expect(searches < 10)
    #expect(took < .seconds(30))
  }
}
