import Core
import Foundation
import Testing

@testable import Mapping

@Suite("What a partner says, in Odoo's terms")
struct IncomingMapperTests {
  private static let product = Finder("product", "product.product", by: "barcode", noun: "GTIN", label: "Barcode")
  private static let table = MappingTable(
    odoo: "sale.order",
    partner: "ORDER",
    .toOdoo,
    rows: [
      .field("1", "ref", "header.number", .required, .maxLength(5)),
      .field("2", "day", "header.date", .partnerDay("Europe/Berlin")),
      .field("3", "moment", "header.date", .partnerMoment("Europe/Berlin")),
      .preset("4", "team_id", setting: "team"),
      .fixed("5", "move_type", "in_invoice"),
      .given("6", "company_id", as: "the connection's company"),
      .lines(
        "line",
        "items",
        [
          .field("7", "qty", "quantity", .otherwise(1), .decimal, .aboveZero),
          .field("8", "number", "lineNumber", .whole),
          .field("9", "product_id", "identifiers[GS1]", .required, .found(product)),
        ]
      ),
    ],
    guards: [
      Guard("Never.", reads: []) { $0.record["header"]?["wrong"] == true ? [Issue("x.wrong", "Wrong.")] : [] }
    ]
  )

  @Test("values come under Odoo's names; what nobody asked for is ignored")
  func values() {
    let document = map([
      "header": ["number": " 4711 ", "date": "2025-03-10", "surprise": [1, 2]],
      "items": [
        [
          "quantity": "2.50", "lineNumber": "3",
          "identifiers": [["identifier": "x", "domain": "BUYER"], ["identifier": " 42 "]],
        ]
      ],
    ])
    #expect(document.issues == [])
    #expect(
      JSON.object(document.values) == [
        "ref": "4711", "day": "2025-03-10", "moment": "2025-03-09T23:00:00Z", "team_id": 7, "move_type": "in_invoice",
      ]
    )
    let line = document.lines["line"]?.first
    #expect(line?["qty"] == "2.5")
    #expect(line?["number"] == 3)
    #expect(line?.wanted.map(\.key) == ["42"])
    #expect(line?.wanted.map(\.path) == ["content.items[0].identifiers[GS1]"])
  }

  @Test("numbers may be numbers or text, of any scale")
  func numbers() {
    let said: [JSON] = [2, "2", "2.000", .decimal(Decimal(string: "0.00000001") ?? 0), "0.12345678", "1e3"]
    let document = map([
      "header": ["number": 1], "items": .array(said.map { ["quantity": $0, "identifiers": [["identifier": "1"]]] }),
    ])
    let kept = document.lines["line"]?.map { $0["qty"]?.decimalValue?.shortest }
    #expect(kept == ["2", "2", "2", "0.00000001", "0.12345678", "1000"])
    #expect(document.issues == [])
  }

  @Test("everything wrong is said at once, each with its place and once")
  func faults() {
    let document = map([
      "header": ["number": "123456", "date": "tomorrow", "wrong": true],
      "items": [["quantity": 0], ["quantity": "many", "lineNumber": "1.5", "identifiers": [["identifier": "1"]]]],
    ])
    #expect(
      document.issues.map { "\($0.code) \($0.path ?? "")" } == [
        "arrival.too_long content.header.number", "arrival.date content.header.date",
        "arrival.above_zero content.items[0].quantity", "arrival.required content.items[0].identifiers[GS1]",
        "arrival.number content.items[1].quantity", "arrival.whole content.items[1].lineNumber", "x.wrong ",
      ]
    )
    #expect(document.issues.allSatisfy { $0.recordName == "ORDER 1" })
    #expect(!document.isComplete)
  }

  @Test("control characters are left out with a warning, line breaks stay")
  func controlCharacters() {
    let document = map(["header": ["number": "4\u{0}7\r\n1"]])
    #expect(document.text("ref") == "47\n1")
    #expect(document.issues.map(\.code) == ["arrival.control_characters"])
    #expect(document.isComplete)
  }

  @Test(
    "a document that is none at all is missing what it must have",
    arguments: [.null, [], "x", 7, ["header": 1]] as [JSON]
  )
  func none(_ content: JSON) {
    let document = map(content)
    #expect(document.issues.map(\.code) == ["arrival.required"])
    #expect(document.lines["line"]?.isEmpty == true)
  }

  private func map(_ content: JSON) -> IncomingDocument {
    IncomingMapper.map(content, "ORDER 1", Self.table, MappingContext(settings: ["team": 7], company: 1))
  }
}
