import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procountor sums")
struct ProcountorSumsTests {
  /// Rows as quantity, price, discount, percent.
  private func sums(
    _ rows: [(String, String, String, String)],
    discount: String = "0",
    included: Bool = false,
    byRate: Bool = false
  ) -> InvoiceSums {
    let lines = rows.map { row -> JSON in
      [
        "quantity": ProcountorSamples.percent(row.0), "unitPrice": ProcountorSamples.percent(row.1),
        "discountPercent": ProcountorSamples.percent(row.2), "vatPercent": ProcountorSamples.percent(row.3),
      ]
    }
    let invoice: JSON = [
      "discountPercent": ProcountorSamples.percent(discount), "extraInfo": ["unitPricesIncludeVat": .bool(included)],
      "invoiceRows": .array(lines),
    ]
    return InvoiceSums(invoice, byRate: byRate)
  }

  private func money(_ text: String) -> Decimal { Decimal(exactly: text) ?? .nan }

  @Test("net prices: VAT comes on top")
  func net() {
    let found = sums([("10", "95", "0", "25.5"), ("3", "20", "0", "13.5")])
    #expect(found.net == 1010)
    #expect(found.vat == money("250.35"))
    #expect(found.gross == money("1260.35"))
  }

  @Test("a credit row takes away what the row added")
  func credit() {
    let found = sums([("10", "95", "0", "25.5"), ("-10", "95", "0", "25.5"), ("-1", "0.05", "0", "10")])
    #expect(found.net == money("-0.05"))
    #expect(found.vat == money("-0.01"))
  }

  @Test("gross prices: VAT is inside")
  func included() {
    let found = sums([("1", "125.5", "0", "25.5"), ("3", "9.99", "0", "13.5")], included: true)
    #expect(found.gross == money("155.47"))
    #expect(found.net == money("126.41"))
    #expect(found.vat == money("29.06"))
  }

  @Test("discounts of the row and of the invoice come one after the other")
  func discounts() {
    let found = sums([("2", "100", "10", "25.5")], discount: "12.5")
    #expect(found.net == money("157.5"))
    #expect(found.vat == money("40.16"))
  }

  @Test("no cent is lost in a long invoice")
  func exact() {
    let found = sums(Array(repeating: ("3", "0.1", "0", "0"), count: 1000))
    #expect(found.net == 300)
    #expect(found.vat == 0)
  }

  @Test("rounding on each row or once for each percentage makes a difference, as a company is set")
  func rounding() {
    let rows = Array(repeating: ("1", "0.05", "0", "10"), count: 10)
    #expect(sums(rows).vat == money("0.1"))
    #expect(sums(rows, byRate: true).vat == money("0.05"))
  }

  @Test("in the accounting currency the parts add up as well")
  func accounting() {
    let found = sums([("1", "99.99", "0", "25.5")])
    let json = found.json("USD", accounting: "EUR", rate: money("1.0837"))
    let home = json[1]
    let net = home?["excludingVatTotal"]?.number ?? 0
    let vat = home?["vatSumTotal"]?.number ?? 0
    #expect(net == money("92.27"))
    #expect(net + vat == home?["invoiceSumTotal"]?.number)
    #expect(json[0]?["inAccountingCurrency"] == false)
  }
}
