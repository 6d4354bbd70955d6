import Core
import Mapping
import TestKit
import Testing

@testable import ProcurosConnector

@Suite("procuros.shipping_notice.send: mapping")
struct ShippingNoticeMappingTests {
  @Test(
    "maps every golden case to its payload or to all of its issues",
    arguments: Golden.cases("shipping_notice.send")
  )
  func maps(_ golden: Golden) throws {
    let result = try map(golden)
    let issues: JSON? = result.issues.isEmpty ? .none : .array(result.issues.map(\.json))
    #expect(try golden.difference(result.isComplete ? .some(result.payload) : .none, from: "partner.json") == nil)
    #expect(try golden.difference(issues, from: "issues.json") == nil)
  }

  @Test("has golden cases")
  func cases() {
    #expect(Golden.cases("shipping_notice.send").count >= 50)
  }

  @Test("whatever the case, batches add up to what was shipped, and an open quantity is explained")
  func sums() throws {
    for golden in Golden.cases("shipping_notice.send") {
      let result = try map(golden)
      for item in result.isComplete ? result.payload.shippedItems : [] {
        #expect(item.contradictions == [], "\(golden)")
      }
    }
  }

  @Test("every reference row of the shipping notice is there")
  func rows() {
    func ids(_ rows: [Row]) -> [String] {
      rows.flatMap { row -> [String] in
        switch row.source {
        case .group(_, let rows), .firstGroup(_, let rows), .lines(_, _, let rows): ids(rows)
        default: [row.id]
        }
      }
    }
    let found = Set(ids(ShippingNoticeMapping.table.rows).filter { $0.hasPrefix("OS") })
    #expect(found == Set((1...31).map { "OS\($0)" }))
  }

  @Test("reads the same fields whoever is the buyer, and nothing that is worked out")
  func fields() {
    let tree = ShippingNoticeMapping.table.odooFields.text
    #expect(!tree.contains("="))
    #expect(
      ShippingNoticeMapping.literal.odooFields["partner_id"] == ShippingNoticeMapping.table.odooFields["partner_id"]
    )
    #expect(tree.contains(#""package_history_id":{"outermost_dest_id":{"name":null,"package_type_id":"#))
  }

  @Test("says which move line got which number, through all units")
  func lineNumbers() throws {
    let golden = try #require(Golden.cases("shipping_notice.send").first { $0.name == "packages" })
    let numbers = [(1, 1), (3, 2), (2, 3), (4, 4), (5, 5)].map { LineNumber(record: $0.0, number: $0.1) }
    #expect(try map(golden).lineNumbers == numbers)
  }

  private func map(_ golden: Golden) throws -> MappedDocument {
    var settings: [String: JSON] = ["external_identifier": "4260123450014", "name": "Kelterei Sonnenhof KG"]
    for member in try golden.json("settings.json")?.objectValue?.members ?? [] { settings[member.key] = member.value }
    let isLiteral = settings["buyer_from_picking"] == true
    let table = isLiteral ? ShippingNoticeMapping.literal : ShippingNoticeMapping.table
    return Mapper.map(
      try #require(try golden.json("odoo.json")),
      table,
      MappingContext(settings: settings, company: 1)
    )
  }
}
