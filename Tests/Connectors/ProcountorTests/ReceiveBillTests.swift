import Core
import Engine
import TestKit
import Testing

@testable import ProcountorConnector

@Suite("procountor.bill.pull")
struct ReceiveBillTests {
  @Test("makes every accepted bill a draft, or says all that is wrong with it", arguments: Golden.cases("bill.pull"))
  func bill(_ golden: Golden) async throws {
    let world = try await ArrivalsWorld(golden)
    let document = try #require(try golden.json("partner.json"))
    let arrival = try #require(BillDocument.arrival(document["invoice"] ?? .null, document["receipt"]))
    let known = ["account.move", "res.partner"].map { ($0, world.odoo.records($0)) }
    let result = await world.apply(ReceiveBill(), arrival)
    var written: JSON?
    var issues = result.failure?.issues ?? result.applied?.warnings ?? []
    if let applied = result.applied {
      let changes = known.map { model, before in
        (model, JSON?.some(.array(world.odoo.records(model).filter { !before.contains($0) })))
      }
      written = .record([("record", .int(applied.record))] + changes)
    } else if let failure = result.failure, failure.issues.isEmpty {
      issues = [Issue(failure.code, failure.message, repair: failure.hint)]
    }
    let told: JSON? = issues.isEmpty ? .none : .array(issues.map(\.json))
    let differences = try [golden.difference(written, from: "odoo.json"), golden.difference(told, from: "issues.json")]
    #expect(differences.compactMap(\.self) == [])
  }

  @Test("has golden cases")
  func cases() {
    let count = Golden.cases("bill.pull").count
    #expect(count >= 25)
  }

  @Test("a bill of five thousand lines is looked up with a handful of searches")
  func manyLines() async throws {
    let world = try ArrivalsWorld()
    let golden = try #require(Golden.cases("bill.pull").first { $0.name == "plain" })
    let plain = try #require(try golden.json("partner.json"))
    let entry: JSON = ["transactionType": "ENTRY", "account": "4000", "accountingValue": 1, "vatPercent": 0]
    let payable: JSON = ["transactionType": "REVERSING_ENTRY", "account": "2871", "accountingValue": -5000]
    let receipt = (plain["receipt"] ?? .null).replacing(
      "transactions",
      with: .array([payable] + Array(repeating: entry, count: 5000))
    )
    let arrival = try #require(BillDocument.arrival(plain["invoice"] ?? .null, receipt))
    let result = await world.apply(ReceiveBill(), arrival)
    let lines = world.odoo.records("account.move").last?["invoice_line_ids"]?.arrayValue?.count
    #expect(result.applied != nil)
    #expect(lines == 5000)
    let searches = world.odoo.count("search") + world.odoo.count("referenced")
    #expect(searches < 12)
  }

  @Test("a payment in Procountor, or another id of the receipt, leaves the bill as it was")
  func payment() throws {
    let golden = try #require(Golden.cases("bill.pull").first { $0.name == "plain" })
    let document = try #require(try golden.json("partner.json"))
    let (invoice, receipt) = (document["invoice"] ?? .null, document["receipt"] ?? .null)
    let before = try #require(BillDocument.arrival(invoice, receipt))
    let paid = invoice.replacing("status", with: "PAID").replacing("version", with: "2026-04-01T10:00:00")
      .replacing("paymentDate", with: "2026-04-01").replacing("ledgerReceiptId", with: 99)
    let after = try #require(BillDocument.arrival(paid, receipt.replacing("id", with: 99)))
    #expect(after.content == before.content)
    #expect(after.status == "PAID")
  }
}
