import Core
import Testing

@testable import Mapping

@Suite("Mapper")
struct MapperTests {
  private static let list = CodeList("colour", source: "these tests", codes: ["R": "red", "G": "green"])

  private static let table = MappingTable(
    odoo: "paint.order",
    partner: "PAINT",
    .toPartner,
    rows: [
      .constant("T1", "v2", "header.version"),
      .field("T2", "name", "header.number", .required, .maxLength(8)),
      .setting("T3", "own_gln", "header.buyer.identifiers[GS1]", .required, .gln),
      .group(
        "partner_id",
        "header.seller",
        [
          .field("T4", "name", "name"),
          .field("T5", "vat", "identifiers[VAT_DE]"),
          .field("T6", "ref", "identifiers[GS1]", .gln),
        ]
      ),
      .group("carrier_id", "header.carrier", [.field("T7", "code", "code", .required)], .omittedWithout("code")),
      .group("note_id", "header.note", [.field("T8", "text", "text")]),
      .lines(
        "line_ids",
        "items",
        displayType: "product",
        [
          .counter("T9", "number"),
          .field("T10", "colour_id.code", "colour", .required, .code(list)),
          .field("T11", "quantity", "quantity", .decimal),
        ]
      ),
    ],
    guards: [
      Guard("The state is fine.", reads: ["state", "partner_id.country_id.code"]) { view in
        view.text("state") == "bad" ? [view.issue("test.state", "Bad.", at: "state", repair: "Mend it.")] : []
      }
    ],
    models: ["partner_id": "res.partner", "line_ids": "paint.line", "line_ids.colour_id": "paint.colour"],
    labels: ["colour_id": "Colour", "name": "Name", "paint.order.name": "Number"]
  )

  private static func order(_ changes: [(String, JSON)] = []) -> JSON {
    var order = JSONObject([
      ("id", 7), ("display_name", "P7"), ("name", " P7 "),
      ("partner_id", ["id": 3, "display_name": "Farbwerk", "name": "Farbwerk", "vat": "DE1", "ref": "4260123450021"]),
      (
        "line_ids",
        [
          ["id": 1, "display_type": "line_section", "colour_id": .null, "quantity": "0"],
          ["id": 2, "display_type": "product", "colour_id": ["id": 5, "code": "G"], "quantity": "1.50"],
          ["id": 3, "display_type": .null, "colour_id": .null, "quantity": "9"],
          ["id": 4, "display_type": "product", "colour_id": ["id": 6, "code": "R"], "quantity": "2.00"],
        ]
      ),
    ])
    for (key, value) in changes { order[key] = value }
    return .object(order)
  }

  private static let context = MappingContext(settings: ["own_gln": "4260123450014"])

  @Test("puts members in the order of the rows and leaves out what is empty")
  func payload() {
    let result = Mapper.map(Self.order(), Self.table, Self.context)
    #expect(
      result.payload.text == #"{"header":{"version":"v2","number":"P7","#
        + #""buyer":{"identifiers":[{"identifier":"4260123450014","domain":"GS1"}]},"seller":{"name":"Farbwerk","#
        + #""identifiers":[{"identifier":"DE1","domain":"VAT_DE"},{"identifier":"4260123450021","domain":"GS1"}]}},"#
        + #""items":[{"number":1,"colour":"G","quantity":1.5},{"number":2,"colour":"R","quantity":2}]}"#
    )
    #expect(result.issues.isEmpty && result.isComplete)
    #expect(result.lineNumbers == [LineNumber(record: 2, number: 1), LineNumber(record: 4, number: 2)])
  }

  @Test("gives the same bytes every time")
  func stable() {
    let bytes = Mapper.map(Self.order(), Self.table, Self.context).payload.bytes
    #expect((1...20).allSatisfy { _ in Mapper.map(Self.order(), Self.table, Self.context).payload.bytes == bytes })
  }

  @Test("tells everything that is wrong at once, in the order of the rows, guards last")
  func everything() {
    let lines: JSON = [
      ["id": 2, "display_name": "Line 2", "display_type": "product", "colour_id": .null, "quantity": "many"],
      ["id": 4, "display_type": "product", "colour_id": ["id": 6, "display_name": "Blue", "code": "B"]],
    ]
    let order = Self.order([("name", "  "), ("line_ids", lines), ("state", "bad"), ("carrier_id", ["id": 1])])
    let issues = Mapper.map(order, Self.table, MappingContext()).issues
    #expect(
      issues.map(\.code) == [
        "mapping.required", "mapping.required", "mapping.required", "mapping.number", "mapping.code", "test.state",
      ]
    )
    #expect(
      issues.map(\.model) == [
        "paint.order", "sidecar.connection", "paint.line", "paint.line", "paint.colour", "paint.order",
      ]
    )
    #expect(issues.map(\.record) == [7, nil, 2, 2, 6, 7])
    #expect(issues.map(\.field) == ["name", "own_gln", "colour_id", "quantity", "code", "state"])
    #expect(issues.map(\.value) == ["  ", nil, nil, "many", "B", "bad"])
    #expect(issues[0].message == "P7 has no Number.")
    #expect(issues[2].repair == "Fill in Colour of Line 2.")
    #expect(issues[3].path == "content.items[0].quantity")
    #expect(issues[4].probe == .field(model: "paint.colour", record: 6, field: "code"))
  }

  @Test("a value of the wrong kind is an issue and never null in the payload")
  func noNull() {
    let order = Self.order([("name", ["id": 1]), ("partner_id", ["id": 3, "name": true, "ref": "1"])])
    let result = Mapper.map(order, Self.table, Self.context)
    #expect(result.issues.map(\.code) == ["mapping.kind", "mapping.kind", "mapping.gln"])
    #expect(!result.payload.text.contains("null"))
  }

  @Test("text that is too long is refused, not cut")
  func tooLong() {
    let result = Mapper.map(Self.order([("name", "123456789")]), Self.table, Self.context)
    #expect(result.errors.map(\.code) == ["mapping.too_long"])
    #expect(Mapper.map(Self.order([("name", "12345678")]), Self.table, Self.context).isComplete)
  }

  @Test("names one fault of one record once, however many lines meet it")
  func once() {
    let line: JSON = ["id": 2, "display_type": "product", "colour_id": ["id": 6, "code": .null]]
    let result = Mapper.map(Self.order([("line_ids", [line, line, line])]), Self.table, Self.context)
    #expect(result.issues.count == 1)
  }

  @Test(
    "survives documents that are not what was asked for",
    arguments: [.null, [], "x", [:], ["line_ids": "x"]] as [JSON]
  )
  func strange(_ document: JSON) {
    let result = Mapper.map(document, Self.table, Self.context)
    #expect(result.isComplete == false)
    #expect(result.payload["items"] == [])
  }

  @Test("asks Odoo for the fields of rows and guards")
  func fields() {
    #expect(
      Self.table.odooFields.text
        == #"{"name":null,"partner_id":{"name":null,"vat":null,"ref":null,"country_id":{"code":null}},"#
        + #""carrier_id":{"code":null},"note_id":{"text":null},"#
        + #""line_ids":{"display_type":null,"colour_id":{"code":null},"quantity":null},"state":null}"#
    )
  }

  @Test("prints itself")
  func printed() {
    let text = MarkdownTable(Self.table, title: "Paint", source: "These tests.").text
    #expect(text.contains("| T5 | `partner_id.vat` | `content.header.seller.identifiers[VAT_DE]` |  |\n"))
    #expect(
      text.contains("| T10 | `line_ids.colour_id.code` | `content.items[].colour` | required, colour, one of 2 |\n")
    )
    #expect(text.contains("| `R` | red |\n"))
  }
}
