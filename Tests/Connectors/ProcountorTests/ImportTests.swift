import Core
import Engine
import Foundation
import TestKit
import Testing

@testable import ProcountorConnector

@Suite("procountor.partner.import and procountor.product.import")
struct ImportTests {
  @Test("makes every customer rows, and every row a partner", arguments: Golden.cases("partner.import"))
  func customer(_ golden: Golden) async throws {
    let differences = try await differences(golden, ImportCustomers(), "/businesspartners")
    #expect(differences == [])
  }

  @Test("makes every product a row, and every row a product", arguments: Golden.cases("product.import"))
  func product(_ golden: Golden) async throws {
    let differences = try await differences(golden, ImportProducts(), "/products")
    #expect(differences == [])
  }

  @Test("has golden cases")
  func cases() {
    let counts = [Golden.cases("partner.import").count, Golden.cases("product.import").count]
    #expect(counts.allSatisfy { $0 >= 8 })
  }

  @Test(
    "one company is one, however its number is written",
    arguments: [
      ("1234567-1", "FI12345671"), ("12345671", "1234567-1"), ("FI 1234567-1", "fi12345671"),
      ("123456-1", "FI01234561"), (" SE556677889901", "SE556677889901"), ("EE 100 200 300", "EE100200300"),
    ]
  )
  func numbers(_ one: String, _ other: String) {
    let left = PartnerIdentifier.comparable(one)
    #expect(left != nil)
    #expect(left == PartnerIdentifier.comparable(other))
  }

  @Test(
    "a foreign number is never a Finnish one by its digits, and nothing names nothing",
    arguments: [("ATU12345671", "1234567-1"), ("12345671", "SE12345671"), ("", ""), ("-", "n/a")]
  )
  func otherNumbers(_ one: String, _ other: String) {
    let (left, right) = (PartnerIdentifier.comparable(one), PartnerIdentifier.comparable(other))
    #expect(left == nil || left != right)
  }

  @Test("customers are matched by business id, then e-invoice address, then e-mail; products by code, then name")
  func keys() {
    let customers = ImportCustomers().keys.map(\.reason)
    #expect(customers == ["business_id", "business_id", "einvoice_address", "email"])
    let products = ImportProducts().keys.map(\.reason)
    #expect(products == ["default_code", "barcode", "name"])
    let email = ImportCustomers().keys.last?.normalise("Matti <Matti@Esimerkki.Example>")
    #expect(email == "matti@esimerkki.example")
    #expect(ImportCustomers().keys.last?.normalise("none") == nil)
  }

  @Test("an Odoo without e-invoicing gets a partner without e-invoice address")
  func withoutPeppol() async throws {
    let golden = try #require(Golden.cases("partner.import").first { $0.name == "whole" })
    let world = try ArrivalsWorld()
    world.odoo.lack("peppol_endpoint", in: "res.partner")
    let content = try #require(try golden.json("partner.json"))
    let imported = try await world.importing(ImportCustomers(), "/businesspartners", content)
    #expect(imported.issues.isEmpty)
    #expect(imported.records.first?["peppol_endpoint"] == nil)
  }

  private func differences<F: ImportFlow>(_ golden: Golden, _ flow: F, _ path: String) async throws -> [String]
  where F.Client == ProcountorClient {
    let world = try await ArrivalsWorld(golden)
    let content = try #require(try golden.json("partner.json"))
    let imported = try await world.importing(flow, path, content)
    let issues: JSON? = imported.issues.isEmpty ? .none : .array(imported.issues.map(\.json))
    return try [
      golden.difference(.array(imported.rows), from: "rows.json"),
      golden.difference(.array(imported.records), from: "odoo.json"),
      golden.difference(issues, from: "issues.json"),
    ].compactMap(\.self)
  }
}
