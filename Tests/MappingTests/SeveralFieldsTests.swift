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

  // MARK: The first of several records, empty lists, zeros

  private static let optional = MappingTable(
    odoo: "paint.order",
    partner: "PAINT",
    .toPartner,
    rows: [
      .group(first: ["agent_id", "customer_id"], "buyer", [.field("O1", "ref", "number", .required)]),
      .field("O2", "buyer_line", "line", .zeroIsEmpty, .decimal),
      .lines("note_ids", "notes", [.field("O3", "text", "text")], .omittedWhenEmpty),
      .lines("line_ids", "items", [.field("O4", "name", "name")]),
    ],
    models: ["customer_id": "res.partner", "agent_id": "res.partner"]
  )

  @Test("the rows are those of the first record that is there; it is not passed over for lacking something")
  func firstRecord() {
    let customer: JSON = ["id": 3, "display_name": "Kunde", "ref": "K"]
    let agent: JSON = ["id": 4, "display_name": "Agent", "ref": "A"]
    let both = Mapper.map(["agent_id": agent, "customer_id": customer], Self.optional)
    #expect(both.payload["buyer"]?["number"] == "A")
    let one = Mapper.map(["agent_id": .null, "customer_id": customer], Self.optional)
    #expect(one.payload["buyer"]?["number"] == "K")
    let lacking = Mapper.map(["agent_id": ["id": 4, "display_name": "Agent"], "customer_id": customer], Self.optional)
    #expect(lacking.issues.map(\.record) == [4])
    #expect(lacking.issues.map(\.field) == ["ref"])
  }

  @Test("while none is there, the last one is to be filled in")
  func noRecord() {
    let issues = Mapper.map(["id": 7, "display_name": "P7", "agent_id": .null], Self.optional).issues
    #expect(issues.map(\.field) == ["customer_id"])
    #expect(issues.first?.message == "P7 has no Customer id.")
  }

  @Test("a zero that stands for nothing is left out, as is an empty list that may be; others are sent")
  func empty() {
    let customer: JSON = ["id": 3, "ref": "K"]
    let none: JSON = ["customer_id": customer, "buyer_line": 0, "note_ids": [], "line_ids": []]
    #expect(Mapper.map(none, Self.optional).payload == ["buyer": ["number": "K"], "items": []])
    let some: JSON = ["customer_id": customer, "buyer_line": 10, "note_ids": [["text": "x"]], "line_ids": []]
    let payload = Mapper.map(some, Self.optional).payload
    #expect(payload["line"] == 10)
    #expect(payload["notes"] == [["text": "x"]])
  }

  @Test("reads what every one of the records may bring, and prints them in their order")
  func firstRecordPrinted() {
    let tree = Self.optional.odooFields.text
    #expect(tree.hasPrefix(#"{"agent_id":{"ref":null},"customer_id":{"ref":null},"#))
    let text = MarkdownTable(Self.optional, title: "Paint", source: "These tests.").text
    #expect(text.contains("|  | `agent_id`, else `customer_id` | `content.buyer` |  |\n"))
    #expect(text.contains("| O2 | `buyer_line` | `content.line` | zero is empty, number |\n"))
  }
}
