import Core
import Engine
import Foundation
import Mapping
import TestKit
import Testing

@testable import ProcurosConnector

@Suite("The total of a vendor's bill")
struct BillTotalsTests {
  @Test("that Odoo reaches says nothing")
  func equal() async throws {
    #expect(try await codes(gross: "34.27", odoo: ("28.8", "5.47", "34.27"), subtotal: "28.8") == [])
  }

  @Test("a cent besides is a warning about rounding")
  func rounding() async throws {
    #expect(
      try await codes(gross: "34.28", odoo: ("28.8", "5.47", "34.27"), subtotal: "28.8") == ["procuros.bill.rounding"]
    )
  }

  @Test("two cents on one line make no bill")
  func more() async throws {
    #expect(
      try await codes(gross: "34.29", odoo: ("28.8", "5.47", "34.27"), subtotal: "28.8") == ["procuros.bill.total"]
    )
  }

  @Test("without a summary what the lines and their taxes come to counts")
  func withoutSummary() async throws {
    #expect(try await codes(gross: nil, odoo: ("28.8", "5.47", "34.27"), subtotal: "28.8") == [])
    #expect(try await codes(gross: nil, odoo: ("28.8", "2.02", "30.82"), subtotal: "28.8") == ["procuros.bill.total"])
  }

  @Test("a line that Odoo computes differently is named")
  func line() async throws {
    let found = try await codes(gross: "34.27", odoo: ("28.56", "5.43", "33.99"), subtotal: "28.56")
    #expect(found == ["procuros.bill.line_total", "procuros.bill.total"])
  }

  /// The codes of what is said about an invoice of 24 pieces at 1.20 with 19 %, when Odoo came to these amounts.
  private func codes(gross: String?, odoo: (net: String, tax: String, total: String), subtotal: String)
    async throws -> [String]
  {
    let world = try ReceivingWorld.purchases()
    let golden = try #require(Golden.cases("invoice.receive").first { $0.name == "plain" })
    var content = try #require(try golden.json("partner.json"))
    content = content.replacing("items", with: .array([try #require(content["items"]?[0])]))
    if let gross {
      content = content.replacing("summary", with: ["grossAmount": .number(try #require(Decimal(exactly: gross)))])
    }
    let arrival = Arrival(externalID: "tx", type: "INVOICE", content: content, number: "RE-4001")
    let connection: JSON = ["key": "c-1", "name": "Procuros", "company_id": 1, "settings": [:]]
    let settings = Settings(connection: connection, secrets: [:], declared: Procuros().settings)
    let incoming = try await Incoming(arrival, IncomingInvoiceMapping.table, world.odoo, settings)
    let line: JSON = ["id": 1, "display_type": "product", "price_subtotal": .string(subtotal)]
    let record: JSON = [
      "id": 7, "display_name": "Draft", "amount_untaxed": .string(odoo.net), "amount_tax": .string(odoo.tax),
      "amount_total": .string(odoo.total), "currency_id": ["id": 1, "name": "EUR", "rounding": "0.01"],
      "invoice_line_ids": [line],
    ]
    let items = incoming.document.lines["invoice_line_ids"] ?? []
    let nets = [try #require(Decimal(exactly: "28.8"))]
    return BillTotals(record, items, nets: nets, incoming).issues.map(\.code)
  }
}
