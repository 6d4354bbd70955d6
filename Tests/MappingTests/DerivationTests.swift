import Core
import Testing

@testable import Mapping

@Suite("Derivation")
struct DerivationTests {
  private static let table = MappingTable(
    odoo: "paint.order",
    partner: "PAINT",
    .toPartner,
    derivation: Derivation(
      reads: ["note", "line_ids.quantity", "line_ids.tin_id.name"],
      values: [("=pieces", "how many lines there are"), ("=first", "the tin of the first line")],
      fields: ["=word": "note"]
    ) { order in
      let lines = order.lines("line_ids")
      return order.record.adding([
        ("=pieces", .int(lines.count)), ("=parts", [["n": 1]]), ("=first", lines.first?.value("tin_id")),
        ("=word", order.value("note")),
      ])
    },
    rows: [
      .field("T1", "=pieces", "pieces", .decimal),
      .field("T2", "=first.name", "tin", .maxLength(3)),
      .field("T3", "=parts", "parts", .asDerived),
      .field("T4", "=word", "note", .cut(5)),
      .lines("line_ids", "items", [.field("T5", "quantity", "quantity", .decimal), .field("T6", "=nothing", "x")]),
    ],
    guards: [
      Guard("There are pieces.", reads: ["=pieces", "state"]) { order in
        order.value("=pieces") == 0 ? [order.issue("paint.none", "No pieces.", at: "line_ids")] : []
      }
    ],
    models: ["line_ids": "paint.line", "line_ids.tin_id": "paint.tin", "=first": "paint.tin"]
  )

  private static let order: JSON = [
    "id": 7, "display_name": "P7", "note": "12345 7",
    "line_ids": [["id": 1, "display_type": .null, "quantity": "2", "tin_id": ["id": 3, "name": "tin"]]],
  ]

  @Test("rows take what was worked out like a field, objects and arrays included")
  func rows() {
    let result = Mapper.map(Self.order, Self.table)
    let expected = #"{"pieces":1,"tin":"tin","parts":[{"n":1}],"note":"12345","items":[{"quantity":2}]}"#
    #expect(result.payload.text == expected)
  }

  @Test("guards see what was worked out")
  func guards() {
    let result = Mapper.map(["id": 7, "line_ids": []], Self.table)
    #expect(result.errors.map(\.code) == ["paint.none"])
  }

  @Test("what is wrong in a record that was picked names that record")
  func names() {
    let tin: JSON = ["id": 3, "display_name": "Tin 3", "name": "a tin"]
    let order = Self.order.adding([("line_ids", [["id": 1, "tin_id": tin]])])
    let issue = Mapper.map(order, Self.table).errors.first
    #expect(issue?.model == "paint.tin")
    #expect(issue?.record == 3)
    #expect(issue?.code == "mapping.too_long")
  }

  @Test("text that may be cut is cut with a warning, on the field that it was taken from")
  func cut() {
    let result = Mapper.map(Self.order, Self.table)
    #expect(result.issues.map(\.code) == ["mapping.cut"])
    #expect(result.issues.first?.field == "note")
    #expect(result.issues.first?.value == "12345 7")
    #expect(result.isComplete)
  }

  @Test("Odoo is asked for what it is made of, never for itself")
  func fields() {
    let expected =
      #"{"line_ids":{"display_type":null,"quantity":null,"tin_id":{"name":null}},"note":null,"state":null}"#
    #expect(Self.table.odooFields.text == expected)
  }

  @Test("the printed table says what it means")
  func printed() {
    let text = MarkdownTable(Self.table, title: "Paint", source: "These tests.").text
    #expect(text.contains("| T2 | `=first.name` | `content.tin` | at most 3 characters |\n"))
    #expect(text.contains("- `=first`: the tin of the first line\n"))
  }

  @Test(
    "days between two days",
    arguments: [
      ("2025-01-31", "2025-03-01", 29), ("2024-02-28", "2024-03-01", 2), ("2025-03-01", "2025-02-28", -1),
      ("2025-03-10", "2025-03-10", 0), ("2025-02-29", "2025-03-10", nil), ("2025-03-10T00:00:00Z", "2025-03-11", nil),
    ] as [(String, String, Int?)]
  )
  func days(_ first: String, _ last: String, _ expected: Int?) {
    #expect(Day.distance(from: first, to: last) == expected)
  }
}
