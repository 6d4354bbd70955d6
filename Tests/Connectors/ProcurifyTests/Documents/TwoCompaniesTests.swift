import Core
import Engine
import Odoo
import TestKit
import Testing

@testable import ProcurifyConnector

@Suite("One tenant of Procurify and several companies of Odoo")
struct TwoCompaniesTests {
  private static func link(_ vendor: Int, _ connection: String, _ world: DocumentsWorld) {
    world.odoo.link(
      OdooReference(
        model: "res.partner",
        record: vendor,
        connection: connection,
        flow: Link.vendor,
        externalID: "44",
        number: nil,
        entry: 0
      )
    )
  }

  @Test("each company has its own bill, and a connection that was made anew finds the one that is there")
  func bills() async throws {
    let first = try DocumentsWorld(
      [
        "res.company": [["id": 2, "display_name": "Larkfield Services", "currency_id": 1]],
        "account.account": [
          [
            "id": 110, "display_name": "6100 Shop supplies", "code": "6100", "account_type": "expense", "active": true,
            "company_ids": [2],
          ]
        ],
        "account.tax": [
          [
            "id": 210, "display_name": "State", "name": "State", "amount": "8.25", "amount_type": "percent",
            "price_include": false, "type_tax_use": "purchase", "company_id": 2, "active": true,
          ]
        ],
      ],
      isFarAway: true
    )
    var second = first
    (second.company, second.connection) = (2, "c-2")
    Self.link(11, "c-2", second)
    let bill = try DocumentsWorld.document("bill.pull")
    let one = try #require(await first.apply(.bill, bill).applied)
    let other = try #require(await second.apply(.bill, bill).applied)
    #expect(one.record != other.record)
    #expect(first.bills.map { $0["company_id"] } == [1, 2])
    var again = first
    again.connection = "c-3"
    Self.link(10, "c-3", again)
    #expect(await again.apply(.bill, bill).applied?.record == one.record)
    #expect(first.bills.count == 2)
  }
}
