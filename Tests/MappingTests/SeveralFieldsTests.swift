import Core
import Testing

@testable import Mapping

@Suite("Mapper: several fields for one place, and counters")
struct SeveralFieldsTests {
  private static let table = MappingTable(
    odoo: "paint.order",
    partner: "PAINT",
    .toPartner,
    rows: [
      .first("S1", ["buyer_number", "customer_id.number", "name"], "number", .required),
      .group("customer_id", "customer", [.first("S2", ["nick", "name"], "name", .maxLength(5))]),
      .lines("box_ids", "boxes", [.lines("line_ids", "items", [.counter("S3", "number")])]),
    ],
    models: ["customer_id": "res.partner"]
  )

  private static func mapped(_ order: JSON) -> MappedDocument { Mapper.map(order, table) }

  @Test("the first field that holds something is sent; blank text holds nothing")
  func first() {
    #expect(Self.mapped(["buyer_number": "B7", "name": "P7"]).payload["number"] == "B7")
    let order: JSON = ["buyer_number": "  ", "customer_id": ["id": 1, "number": "K1"], "name": "P7"]
    #expect(Self.mapped(order).payload["number"] == "K1")
    #expect(Self.mapped(["customer_id": .null, "name": "P7"]).payload["number"] == "P7")
  }

  @Test("while all of them are empty, the first one is to be filled in")
  func none() {
    let issues = Self.mapped(["id": 7, "display_name": "P7", "name": ""]).issues
    #expect(issues.map(\.field) == ["buyer_number"])
    #expect(issues.first?.message == "P7 has no Buyer number.")
  }

  @Test("what is wrong with the field that was taken is named with that field")
  func wrong() {
    let order: JSON = ["name": "P7", "customer_id": ["id": 3, "nick": .null, "name": "Farbwerk"]]
    let issues = Self.mapped(order).issues
    #expect(issues.map(\.code) == ["mapping.too_long"])
    #expect(issues.map(\.model) == ["res.partner"])
    #expect(issues.map(\.field) == ["name"])
  }

  @Test("lines are counted over the whole document, through lists in lists")
  func counted() {
    let boxes: JSON = [
      ["id": 1, "line_ids": [["id": 11], ["id": 12]]], ["id": 2, "line_ids": []], ["id": 3, "line_ids": [["id": 31]]],
    ]
    let result = Self.mapped(["name": "P7", "box_ids": boxes])
    #expect(
      result.payload["boxes"]
        == [["items": [["number": 1], ["number": 2]]], ["items": []], ["items": [["number": 3]]]]
    )
    let numbers = [LineNumber(record: 11, number: 1), .init(record: 12, number: 2), .init(record: 31, number: 3)]
    #expect(result.lineNumbers == numbers)
  }

  @Test("reads all of the fields, and prints them in their order")
  func fields() {
    let tree = Self.table.odooFields.text
    #expect(tree.hasPrefix(#"{"buyer_number":null,"customer_id":{"number":null,"nick":null,"name":null},"name":null,"#))
    let text = MarkdownTable(Self.table, title: "Paint", source: "These tests.").text
    #expect(
      text.contains("| S1 | `buyer_number`, else `customer_id.number`, else `name` | `content.number` | required |\n")
    )
  }
}
