import Core
import Engine
import Mapping
import TestKit
import Testing

@Suite("Looking up what a document names")
struct IncomingLookUpTests {
  private static let partner = Finder("contact", "res.partner", by: "ref", noun: "GLN", label: "Reference")
  private static let table = MappingTable(
    odoo: "sale.order",
    partner: "ORDER",
    .toOdoo,
    rows: [
      .field("1", "partner_id", "buyer", .found(partner)), .field("2", "ship_id", "shipTo", .found(partner)),
      .lines("line", "items", [.field("3", "owner_id", "owner", .found(partner))]),
    ]
  )
  private let odoo = FakeOdoo()

  init() {
    for (id, ref, active, company) in [(1, "A", true, nil), (2, "B", true, 1), (3, "C", true, 2), (4, "D", false, nil)]
      as [(Int, String, Bool, Int?)]
    {
      put(id, ref, active, company)
    }
    put(5, "E", true, nil)
    put(6, "E", true, nil)
    put(7, "F", false, nil)
    put(8, "F", true, nil)
  }

  @Test("one search finds all, header and lines, and each field gets its record")
  func one() async throws {
    let document = try await fill(["buyer": "A", "shipTo": "B", "items": [["owner": "A"], ["owner": "F"]]])
    #expect(document.issues == [])
    #expect(document.id("partner_id") == 1)
    #expect(document["ship_id"] == 2)
    #expect(document.lines["line"]?.map { $0["owner_id"] } == [1, 8])
    #expect(odoo.count("search") == 1)
  }

  @Test("a record of another company does not count, and what must become true is a domain that finds it")
  func otherCompany() async throws {
    let document = try await fill(["buyer": "C"])
    #expect(document.issues.map(\.code) == ["lookup.unknown"])
    guard case .domain(let model, let domain)? = document.issues.first?.probe else {
      Testing.Issue.record("no probe")
      return
    }
    let before = try await odoo.search(model, domain: domain, fields: [:], order: nil, limit: nil)
    #expect(before == [])
    put(9, "C", true, 1)
    let after = try await odoo.search(model, domain: domain, fields: [:], order: nil, limit: nil)
    #expect(after.count == 1)
  }

  @Test("an archived record is named as such; of several each is named")
  func archivedAndSeveral() async throws {
    let document = try await fill(["buyer": "D", "shipTo": "E"])
    #expect(document.issues.map(\.code) == ["lookup.archived", "lookup.several", "lookup.several"])
    #expect(document.issues.map(\.record) == [4, 5, 6])
    #expect(document.issues.last?.params["candidates"] == "Partner 5, Partner 6")
    #expect(document.issues.last?.probe == .field(model: "res.partner", record: 6, field: "ref"))
  }

  @Test("an identifier that stands on forty lines is one thing to mend")
  func once() async throws {
    let document = try await fill(["items": .array(Array(repeating: ["owner": "Z"], count: 40))])
    #expect(document.issues.map(\.path) == ["content.items[0].owner"])
  }

  private func put(_ id: Int, _ ref: String, _ active: Bool, _ company: Int?) {
    odoo.put(
      [
        "id": .int(id), "display_name": .string("Partner \(id)"), "ref": .string(ref), "active": .bool(active),
        "company_id": JSON(company),
      ],
      "res.partner"
    )
  }

  private func fill(_ content: JSON) async throws -> IncomingDocument {
    let mapped = IncomingMapper.map(content, "ORDER 1", Self.table, MappingContext(company: 1))
    return try await LookUps(odoo, company: 1).fill(mapped)
  }
}
