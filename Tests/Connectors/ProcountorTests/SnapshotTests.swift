import Core
import Foundation
import HTTP
import Mapping
import Testing

@testable import ProcountorConnector

@Suite("procountor: what is fetched of the company's settings")
struct SnapshotTests {
  private func server(templates: HTTPResponse) -> ScriptedServer {
    let vats: JSON = [
      "vatInformation": [
        [
          "country": "Finland",
          "percentages": [
            ["vatPercent": .decimal(Decimal(255) / 10), "sales": true, "purchase": true],
            ["vatPercent": 0, "sales": true, "purchase": false],
          ],
        ],
        ["country": "Côte d’Ivoire", "percentages": [["vatPercent": 18, "sales": true]]],
        ["country": "Atlantis", "percentages": [["vatPercent": 7, "sales": true]]],
      ],
      "vatStatuses": [["vatStatus": 1, "description": "Domestic", "sales": true, "purchase": true]],
    ]
    return ScriptedServer(
      .json(["defaultInvoiceChannel": "EMAIL", "accountingByRow": ["salesInvoicePosting": true]]),
      .json(["id": 1, "name": "Esimerkki Oy", "country": "FINLAND", "businessIdentifier": ["code": "1234567-1"]]),
      .json(vats),
      .json(["unitPricesIncludeVatSales": true]),
      .json(
        [
          "results": [
            [
              "id": 1, "iban": "FI21 1234 5600 0007 85", "currency": "EUR", "defaultForInvoice": true,
              "defaultForPayment": true, "status": "ACTIVE",
            ]
          ]
        ]
      ),
      .json(
        [
          "ledgerAccounts": [
            ["ledgerAccountCode": "3000", "active": true], ["ledgerAccountCode": "3001", "active": false],
          ]
        ]
      ),
      .json([["id": 3, "name": "Project", "items": [["id": 31, "codeName": "House", "status": "P"]]]]),
      templates
    )
  }

  private func fetch(templates: HTTPResponse) async throws -> JSON {
    let client = try ProcountorClient(url: "https://api.procountor.com", http: server(templates: templates))
    return try await Procountor().snapshot("settings", client)
  }

  @Test("has the company, its VAT, bank accounts, ledger accounts and dimensions, countries by their codes")
  func content() async throws {
    let snapshot = try await fetch(templates: .json([["id": 9, "name": "Basic"]]))
    let expected: JSON = [
      "company": ["id": 1, "name": "Esimerkki Oy", "businessId": "1234567-1", "country": "FI"],
      "vat": [
        "rates": [
          ["country": "FI", "percent": "25.5", "sales": true, "purchase": true],
          ["country": "FI", "percent": "0", "sales": true, "purchase": false],
          ["country": "CI", "percent": "18", "sales": true, "purchase": false],
        ],
        "statuses": [["number": 1, "description": "Domestic", "sales": true, "purchase": true]],
        "unitPricesIncludeVatSales": true,
      ],
      "bankAccounts": [["iban": "FI2112345600000785", "default": true, "currency": "EUR", "active": true]],
      "ledgerAccounts": ["3000"],
      "dimensions": [["id": 3, "name": "Project", "items": [["id": 31, "name": "House", "active": false]]]],
      "accountingByRow": true, "invoiceChannel": "EMAIL", "invoiceTemplates": [["id": 9, "name": "Basic"]],
    ]
    #expect(expected.differences(to: snapshot) == [])
  }

  @Test("one invoice template that is no list is a list of one")
  func oneTemplate() async throws {
    let snapshot = try await fetch(templates: .json(["id": 9, "name": "Basic"]))
    #expect(snapshot["invoiceTemplates"] == [["id": 9, "name": "Basic"]])
  }

  @Test("a user who may not see invoice templates goes without")
  func withoutTemplates() async throws {
    let snapshot = try await fetch(templates: .json([:], 403))
    #expect(snapshot["invoiceTemplates"] == [])
  }

  @Test("every country has one name and one code, and both lead to each other")
  func countries() {
    #expect(Countries.list.codes.count == 251)
    let lost = Countries.list.codes.filter { Countries.code(of: $0.code) != $0.meaning }.map(\.code)
    #expect(lost == [])
    #expect(Countries.name(of: "GB") == "UNITED_KINGDOM_OF_GREAT_BRITAIN_AND_NORTHERN_IRELAND")
    #expect(Countries.name(of: "ax") == "ALAND_ISLANDS")
    #expect(Countries.code(ofShown: "Åland Islands") == "AX")
    #expect(Countries.code(ofShown: "Atlantis") == nil)
  }
}
