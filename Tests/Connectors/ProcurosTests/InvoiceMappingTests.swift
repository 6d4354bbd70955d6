import Core
import Engine
import Foundation
import Mapping
import TestKit
import Testing

@testable import ProcurosConnector

@Suite("procuros.invoice.send and procuros.credit_note.send: mapping")
struct InvoiceMappingTests {
  @Test("maps every golden invoice to its payload or to all of its issues", arguments: Golden.cases("invoice.send"))
  func invoices(_ golden: Golden) throws { try compare(golden, InvoiceMapping.table) }

  @Test(
    "maps every golden credit note to its payload or to all of its issues",
    arguments: Golden.cases("credit_note.send")
  )
  func creditNotes(_ golden: Golden) throws { try compare(golden, CreditNoteMapping.table) }

  @Test("has golden cases")
  func cases() {
    #expect(Golden.cases("invoice.send").count >= 30)
    #expect(Golden.cases("credit_note.send").count >= 8)
  }

  @Test("knows the model behind every relation it walks", arguments: [InvoiceMapping.table, CreditNoteMapping.table])
  func models(_ table: MappingTable) {
    func relations(_ tree: JSON, _ path: [String]) -> [[String]] {
      (tree.objectValue?.members ?? []).flatMap { member -> [[String]] in
        guard member.value.objectValue != nil else { return [] }
        return [path + [member.key]] + relations(member.value, path + [member.key])
      }
    }
    let paths = relations(table.odooFields, []).map { $0.joined(separator: ".") }
    let known = table.models.keys.filter { !$0.contains("=") }
    #expect(Set(paths).subtracting(known).sorted() == [])
    #expect(Set(known).subtracting(paths).sorted() == [])
  }

  @Test("every reference row of the invoice is there")
  func invoiceRows() {
    let found = Set(ids(InvoiceMapping.table.rows))
    #expect((1...31).map { "OI\($0)" }.filter { !found.contains($0) } == [])
  }

  @Test("every reference row of the credit note is there, with the invoice's row that it follows")
  func creditNoteRows() {
    let found = ids(CreditNoteMapping.table.rows)
    let own = Set(found.map { String($0.prefix { $0 != "," }) })
    #expect((1...9).map { "OC\($0)" }.filter { !own.contains($0) } == [])
    let shared = Set(found.compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) })
    let expected = Array(1...31).filter { ![10, 11, 16].contains($0) }.map { "OI\($0)" }
    #expect(expected.filter { !shared.contains($0) } == [])
  }

  @Test("says which line got which number, in printed order")
  func lineNumbers() throws {
    let golden = try #require(Golden.cases("invoice.send").first { $0.name == "printed-order" })
    let result = Mapper.map(
      try #require(try golden.json("odoo.json")),
      InvoiceMapping.table,
      try golden.context()
    )
    #expect(result.lineNumbers == [LineNumber(record: 912, number: 1), LineNumber(record: 911, number: 2)])
  }

  @Test("a document of 5,000 lines is mapped in seconds", .timeLimit(.minutes(5)))
  func large() throws {
    let plain = try #require(Golden.cases("invoice.send").first { $0.name == "plain" })
    let invoice = try #require(try plain.json("odoo.json")).repeatingLines(to: 5000)
    let result = Mapper.map(invoice, InvoiceMapping.table, try plain.context())
    #expect(result.errors.map(\.message) == [])
    #expect(result.payload["items"]?.arrayValue?.count == 5000)
    #expect(PayloadSums.faults(result.payload, places: 2) == [])
  }

  private func ids(_ rows: [Row]) -> [String] {
    rows.flatMap { row -> [String] in
      switch row.source {
      case .group(_, let rows), .lines(_, _, let rows): ids(rows)
      default: [row.id]
      }
    }
  }

  private func compare(_ golden: Golden, _ table: MappingTable) throws {
    let result = Mapper.map(try #require(try golden.json("odoo.json")), table, try golden.context())
    let issues: JSON? = result.issues.isEmpty ? .none : .array(result.issues.map(\.json))
    #expect(try golden.difference(result.isComplete ? .some(result.payload) : .none, from: "partner.json") == nil)
    #expect(try golden.difference(issues, from: "issues.json") == nil)
    guard result.isComplete else { return }
    let places = try golden.json("odoo.json")?["currency_id"]?["decimal_places"]?.intValue ?? 2
    #expect(PayloadSums.faults(result.payload, places: places) == [])
  }
}

extension Golden {
  /// The settings most cases share, and what the case has of its own in `settings.json`.
  func context() throws -> MappingContext {
    var settings: [String: JSON] = ["external_identifier": "4260123450021", "name": "Kelterei Sonnenhof KG"]
    for member in try json("settings.json")?.objectValue?.members ?? [] { settings[member.key] = member.value }
    return MappingContext(settings: settings, company: 1)
  }
}

extension JSON {
  /// An invoice with its product lines repeated, and its totals with them.
  fileprivate func repeatingLines(to count: Int) -> JSON {
    let lines = self["line_ids"]?.arrayValue ?? []
    let products = lines.filter { $0["display_type"] == "product" }
    let factor = Decimal(count / products.count)
    let copies = (0..<count).map { index in
      products[index % products.count].adding([("id", .int(100_000 + index)), ("sequence", .int(index))])
    }
    func times(_ value: JSON?) -> JSON? { value?.decimalValue.map { .string(($0 * factor).shortest) } }
    let others = lines.filter { $0["display_type"] != "product" }
      .map { $0.adding([("amount_currency", times($0["amount_currency"]))]) }
    let totals = ["amount_untaxed", "amount_tax", "amount_total", "amount_residual"].map { ($0, times(self[$0])) }
    return adding([("line_ids", .array(copies + others))] + totals)
  }
}
