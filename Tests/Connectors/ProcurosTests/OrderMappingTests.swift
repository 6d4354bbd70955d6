import Core
import Engine
import Mapping
import TestKit
import Testing

@testable import ProcurosConnector

@Suite("procuros.order.send: mapping")
struct OrderMappingTests {
  @Test("maps every golden case to its payload or to all of its issues", arguments: Golden.cases("order.send"))
  func maps(_ golden: Golden) throws {
    let result = Mapper.map(try #require(try golden.json("odoo.json")), OrderMapping.table, try context(golden))
    let issues: JSON? = result.issues.isEmpty ? .none : .array(result.issues.map(\.json))
    #expect(try golden.difference(result.isComplete ? .some(result.payload) : .none, from: "partner.json") == nil)
    #expect(try golden.difference(issues, from: "issues.json") == nil)
  }

  @Test("has golden cases")
  func cases() {
    #expect(Golden.cases("order.send").count >= 12)
  }

  @Test("the printed table is what the code says")
  func printed() throws {
    for table in Procuros().mappings {
      #expect(try Snapshot.difference(table.markdown, from: "protocol/mappings/\(table.name).md") == nil)
    }
  }

  @Test("reads what rows and guards look at, and nothing twice")
  func fields() throws {
    let expected = """
      {"name":null,"date_order":null,"currency_id":{"name":null},"date_planned":null,\
      "partner_id":{"name":null,"ref":null,"commercial_partner_id":null},\
      "company_id":{"partner_id":{"name":null,"ref":null,"commercial_partner_id":null},"name":null},\
      "picking_type_id":{"warehouse_id":{"partner_id":{"name":null,"ref":null,"commercial_partner_id":null}}},\
      "order_line":{"display_type":null,"product_id":{"barcode":null,"procuros_is_deposit_product":null},\
      "product_qty":null,"product_uom_id":{"procuros_unit_type":null},"name":null,"date_planned":null,\
      "price_unit":null,"discount":null},"state":null,"dest_address_id":null}
      """
    #expect(OrderMapping.table.odooFields.text == expected)
  }

  @Test("knows the model behind every relation it walks")
  func models() {
    func relations(_ tree: JSON, _ path: [String]) -> [[String]] {
      (tree.objectValue?.members ?? []).flatMap { member -> [[String]] in
        guard member.value.objectValue != nil else { return [] }
        return [path + [member.key]] + relations(member.value, path + [member.key])
      }
    }
    let paths = relations(OrderMapping.table.odooFields, []).map { $0.joined(separator: ".") }
    #expect(Set(paths) == Set(OrderMapping.table.models.keys))
  }

  @Test("every reference row of the order is there once")
  func rows() {
    func ids(_ rows: [Row]) -> [String] {
      rows.flatMap { row -> [String] in
        switch row.source {
        case .group(_, let rows), .lines(_, _, let rows): ids(rows)
        default: [row.id]
        }
      }
    }
    let found = ids(OrderMapping.table.rows).filter { $0.hasPrefix("OO") }
    #expect(found.sorted() == (1...16).map { "OO\($0)" }.sorted())
  }

  @Test("names fields as the series at hand does")
  func aliases() throws {
    let golden = try #require(Golden.cases("order.send").first { $0.name == "line-without-unit" })
    var context = try context(golden)
    context.fieldName = { model, field in
      model == "purchase.order.line" && field == "product_uom_id" ? "product_uom" : field
    }
    let issues = Mapper.map(try #require(try golden.json("odoo.json")), OrderMapping.table, context).issues
    #expect(issues.map(\.field) == ["product_uom"])
    #expect(issues.first?.probe == .field(model: "purchase.order.line", record: 422, field: "product_uom"))
  }

  @Test("says which line got which number, sections and notes not counted")
  func lineNumbers() throws {
    let golden = try #require(Golden.cases("order.send").first { $0.name == "sections-and-notes" })
    let result = Mapper.map(try #require(try golden.json("odoo.json")), OrderMapping.table, try context(golden))
    #expect(result.lineNumbers == [LineNumber(record: 422, number: 1), LineNumber(record: 425, number: 2)])
  }

  /// The settings most cases share, and what the case has of its own in `settings.json`.
  private func context(_ golden: Golden) throws -> MappingContext {
    var settings: [String: JSON] = ["external_identifier": "4260123450014"]
    for member in try golden.json("settings.json")?.objectValue?.members ?? [] { settings[member.key] = member.value }
    return MappingContext(settings: settings, company: 1)
  }
}
