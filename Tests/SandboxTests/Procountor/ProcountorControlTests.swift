import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procountor control")
struct ProcountorControlTests {
  @Test("every body that arrived can be read, secrets cannot")
  func arrivals() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      _ = try await client.invoice()
      _ = try await client.post("/invoices", ["type": "x"])
      let rows = try await client.control("GET", "/arrivals?method=POST&endpoint=/invoices").json.arrayValue ?? []
      #expect(rows.map { $0["status"] } == [200, 400])
      #expect(rows.first?["body"] == ProcountorSamples.invoice)
      #expect(rows.first?["company"] == "main")
      let all = try await client.control("GET", "/arrivals")
      #expect(!String(decoding: all.bytes, as: UTF8.self).contains("s3cret"))
      #expect(!String(decoding: all.bytes, as: UTF8.self).contains("key-main"))
      let later = try await client.control("GET", "/arrivals?after=2")
      #expect(later.json.arrayValue?.count == 1)
      let counts = try await client.control("GET", "/requests").json
      #expect(counts["POST /invoices"] == 2)
      #expect(counts["POST /oauth/token"] == 1)
    }
  }

  @Test("the same seed makes the same partners, products and bills; another one makes others")
  func generate() async throws {
    func made(_ seed: Int) async throws -> [JSON] {
      var found: [JSON] = []
      try await withProcountor { _, stranger in
        let wish: JSON = ["seed": .int(seed), "customers": 60, "suppliers": 20, "products": 60, "bills": 40]
        let reply = try await stranger.control("POST", "/generate", wish)
        #expect(reply.status == 200)
        for path in ["/partners", "/products", "/invoices"] {
          found.append(try await stranger.control("GET", path).json)
        }
      }
      return found
    }
    let first = try await made(7)
    #expect(try await made(7) == first)
    #expect(try await made(8) != first)
  }

  @Test("made-up records keep the API's own rules, and have what makes matching hard")
  func plausible() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      _ = try await client.control(
        "POST",
        "/generate",
        ["seed": 3, "customers": 200, "suppliers": 50, "products": 200]
      )
      let partners = try await client.control("GET", "/partners").json.arrayValue ?? []
      #expect(partners.count == 250)
      for partner in partners {
        var complaints = Complaints()
        PartnerSchema.partner.check(partner, Place(), &complaints)
        Windows1252.check(partner, Place(), &complaints)
        #expect(complaints.fields == [])
      }
      let names = partners.compactMap { $0["name"]?.stringValue }
      #expect(Set(names).count < names.count)
      let customers = partners.filter { $0["type"] == "CUSTOMER" }
      #expect(customers.contains { $0["billingAddress"] != nil && $0["billingAddress"] != $0["address"] })
      #expect(customers.contains { $0["deliveryAddress"] != nil })
      #expect(customers.contains { $0["invoicingInfo"]?["einvoiceAddress"] != nil })
      #expect(customers.contains { $0["registryInfo"]?["active"] == false })
      let products = try await client.control("GET", "/products").json.arrayValue ?? []
      for product in products {
        var complaints = Complaints()
        ProductSchema.product.check(product, Place(), &complaints)
        Windows1252.check(product, Place(), &complaints)
        #expect(complaints.fields == [])
      }
      #expect(products.contains { $0["code"] == nil })
    }
  }

  @Test("made-up bills balance, in every status and currency, and name unknown accounts when asked")
  func bills() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      _ = try await client.control(
        "POST",
        "/generate",
        ["seed": 5, "suppliers": 10, "bills": 120, "unknown_accounts": 5]
      )
      let bills = try await client.control("GET", "/invoices").json.arrayValue ?? []
      #expect(bills.count == 120)
      for bill in bills {
        let rows = bill["_receipt"]?["transactions"]?.arrayValue ?? []
        let sum = rows.reduce(Decimal(0)) { sum, row in
          sum + (row["accountingValue"]?.number ?? 0) * (100 + (row["vatPercent"]?.number ?? 0)) / 100
        }
        #expect(abs(sum) <= Decimal(rows.count) / 100)
        #expect(bill["_receipt"]?["status"] == bill["status"])
      }
      let accounts = bills.flatMap { $0["_receipt"]?["transactions"]?.arrayValue ?? [] }.compactMap { $0["account"] }
      #expect(accounts.contains("7999"))
      #expect(Set(bills.compactMap { $0["status"]?.stringValue }).count > 8)
      #expect(bills.contains { $0["paymentInfo"]?["currency"] == "USD" })
      #expect(bills.contains { $0["invoiceSumInfo"]?[0]?["invoiceSumTotal"]?.number ?? 0 < 0 })
    }
  }

  @Test("invoices can be paid at random, never more than is open")
  func payments() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      for _ in 0..<5 {
        let id = try await client.invoice()
        _ = try await client.control("POST", "/invoices/\(id)/approve")
      }
      let made = try await client.control("POST", "/generate", ["seed": 1, "payments": 30]).json["payments"]
      #expect(made?.arrayValue?.isEmpty == false)
      for invoice in try await client.control("GET", "/invoices").json.arrayValue ?? [] {
        let paid = (invoice["_payments"]?.arrayValue ?? []).reduce(Decimal(0)) { $0 + ($1["amount"]?.number ?? 0) }
        #expect(paid <= Decimal(126_035) / 100)
        let isPaid = ["PAID", "MARKED_PAID"].contains(invoice["status"]?.stringValue ?? "")
        #expect(isPaid == (paid == Decimal(126_035) / 100))
      }
    }
  }

  @Test("the set-up of a company can be changed, member by member")
  func setUp() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let change: JSON = [
        "name": "Uusi Nimi Oy", "vat": ["statuses": [["number": 1, "description": "Kotimaa", "sales": true]]],
      ]
      #expect(try await client.control("PUT", "/company", change).status == 204)
      #expect(try await client.get("/company").json["name"] == "Uusi Nimi Oy")
      let vat = try await client.get("/vats/default").json
      #expect(vat["vatStatuses"]?.arrayValue?.count == 1)
      #expect(vat["vatInformation"]?[0]?["country"] == "Finland")
      #expect(try await client.control("GET", "/company?company=other").json["name"] == "Esimerkkikauppa Oy")
      #expect(try await client.control("GET", "/company?company=nobody").status == 404)
    }
  }

  @Test("a killed simulator comes back with what it had answered for")
  func stateFile() async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("procountor-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var before: JSON = .null
    try await withProcountor(state: path) { _, stranger in
      let client = try await stranger.signedIn()
      let id = try await client.invoice()
      _ = try await client.control("POST", "/invoices/\(id)/approve")
      _ = try await client.control("POST", "/invoices/\(id)/payments", ["amount": 10])
      _ = try await client.control("POST", "/invoices/\(id)/payments", ["amount": 20])
      _ = try await client.control("POST", "/invoices/\(id)/payments/311/remove")
      _ = try await client.control("PUT", "/company", ["name": "Uusi Nimi Oy"])
      before = try await client.control("GET", "/invoices").json
    }
    try await withProcountor(state: path) { _, stranger in
      #expect(try await stranger.control("GET", "/invoices").json == before)
      let client = try await stranger.signedIn()
      #expect(try await client.get("/sessioninfo").json["name"] == "Uusi Nimi Oy")
      #expect(try await client.invoice() == 9002)
      #expect(try await client.control("POST", "/invoices/9001/payments", ["amount": 1]).json["event"]?["id"] == 312)
    }
  }

  @Test("a reset forgets documents and counts")
  func reset() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      _ = try await client.invoice()
      #expect(try await client.control("POST", "/reset").status == 204)
      #expect(try await client.control("GET", "/invoices").json == [])
      #expect(try await client.control("GET", "/arrivals").json == [])
      #expect(try await client.invoice() == 9001)
    }
  }
}
