import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procountor registers")
struct ProcountorRegisterTests {
  private static let customer = ProcountorSamples.customer
  private static let product = ProcountorSamples.product

  private func ids(_ client: ProcountorTestClient, _ path: String, _ headers: [String: String] = [:]) async throws
    -> [Int]
  {
    let reply = try await client.get(path, headers)
    return (reply.json["results"]?.arrayValue ?? reply.json.arrayValue ?? []).compactMap { $0["id"]?.intValue }
  }

  @Test("a customer is kept, active, with number and version")
  func keeps() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let reply = try await client.post("/businesspartners", Self.customer)
      #expect(reply.status == 200)
      #expect(reply.json["id"] == 7001)
      #expect(reply.json["registryInfo"]?["active"] == true)
      #expect(try await client.get("/businesspartners/7001").json == reply.json)
      let invoice = ProcountorSamples.invoice.putting(7001, at: "partnerId")
      #expect(try await client.post("/invoices", invoice).status == 200)
    }
  }

  @Test(
    "a partner that breaks a rule is refused",
    arguments: [
      ("name", "", "name"), ("name", .string(String(repeating: "x", count: 81)), "name"), ("type", "PERSON", "type"),
      ("address", .null, "address"), ("paymentInfo", .null, "paymentInfo"), ("id", 5, "id"), ("extra", 1, "extra"),
      ("paymentInfo.paymentTermDays", 14, "paymentInfo.paymentTermDays"),
      ("paymentInfo.paymentTermDays", "two weeks", "paymentInfo.paymentTermDays"),
      ("invoicingInfo.identifier", "1234567-2", "invoicingInfo.identifier"),
      ("invoicingInfo.email", "laskut@", "invoicingInfo.email"),
      ("invoicingInfo.invoiceChannel", "EDIFACT", "invoicingInfo.invoiceChannel"),
      ("name", "Žluťoučký", "name"), ("address.country", "Suomi", "address.country"),
      ("contactPersons", [["email": "x"]], "contactPersons[0].email"),
    ] as [(String, JSON, String)]
  )
  func refuses(_ path: String, _ value: JSON, _ field: String) async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let reply = try await client.post("/businesspartners", Self.customer.putting(value, at: path))
      #expect(reply.status == 400)
      #expect(reply.fields == [field])
    }
  }

  @Test("the list shows active partners unless asked, and finds by header")
  func list() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let gone = Self.customer.putting(["active": false], at: "registryInfo")
      let supplier = Self.customer.putting("SUPPLIER", at: "type").putting("Puutavara Oy", at: "name")
        .putting("2617416-4", at: "invoicingInfo.identifier")
      for body in [Self.customer, gone, supplier] { _ = try await client.post("/businesspartners", body) }
      #expect(try await ids(client, "/businesspartners?orderById=ASC") == [7001, 7003])
      #expect(try await ids(client, "/businesspartners") == [7003, 7001])
      #expect(try await ids(client, "/businesspartners?active=false") == [7002])
      #expect(try await ids(client, "/businesspartners?type=SUPPLIER") == [7003])
      #expect(try await ids(client, "/businesspartners", ["identifier": "2617416-4"]) == [7003])
      #expect(try await ids(client, "/businesspartners?type=CUSTOMER", ["identifier": "2617416-4"]) == [])
      #expect(try await ids(client, "/businesspartners", ["name": "puutavara"]) == [7003])
      #expect(try await client.get("/businesspartners?name=Puutavara").status == 400)
      #expect(try await client.get("/businesspartners?identifier=2617416-4").status == 400)
      let row = try await client.get("/businesspartners?type=SUPPLIER").json["results"]?[0]
      #expect(row?["invoicingInfo"]?["email"] == nil)
      #expect(row?["address"] == nil)
    }
  }

  @Test("one id gives an object, several give an array: sorted, without doubles, without unknown ones")
  func batch() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      for _ in 0..<3 { _ = try await client.post("/businesspartners", Self.customer) }
      #expect(try await client.get("/businesspartners/7001").json["id"] == 7001)
      #expect(try await ids(client, "/businesspartners/7003,7001,7003,9") == [7001, 7003])
      let single = try await client.get("/businesspartners/7001,9")
      #expect(single.json.arrayValue?.count == 1)
      #expect(try await client.get("/businesspartners/8,9").status == 404)
      #expect(try await client.get("/businesspartners/9").status == 404)
      #expect(try await client.get("/businesspartners/x").status == 400)
      let many = (7001...7200).map(String.init).joined(separator: ",")
      #expect(try await ids(client, "/businesspartners/\(many)") == [7001, 7002, 7003])
      #expect(try await client.get("/businesspartners/\(many),7201").status == 400)
    }
  }

  @Test("PUT replaces everything, PATCH what is named, but neither billing nor delivery address")
  func changes() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let body = Self.customer.putting(["name": "Laskut"], at: "billingAddress")
      let version = try await client.post("/businesspartners", body).json["version"]?.stringValue ?? ""
      let patch: JSON = ["name": "Uusi Oy", "billingAddress": ["name": "Muu"]]
      #expect(try await client.patch("/businesspartners/7001", patch).status == 400)
      #expect(try await client.patch("/businesspartners/7001?version=2026-01-01T00:00:00", patch).status == 400)
      #expect(try await client.patch("/businesspartners/7001?version=\(version)", patch).status == 200)
      let patched = try await client.get("/businesspartners/7001").json
      #expect(patched["name"] == "Uusi Oy")
      #expect(patched["billingAddress"]?["name"] == "Laskut")
      #expect(patched["invoicingInfo"] == Self.customer["invoicingInfo"])
      #expect(patched["version"]?.stringValue ?? "" > version)
      let put = try await client.put("/businesspartners/7001", Self.customer)
      #expect(put.json["billingAddress"] == nil)
    }
  }

  @Test("a product is kept, found by part of its code, and read with others")
  func products() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      #expect(try await client.post("/products", Self.product).json["id"] == 5001)
      let other = Self.product.putting("CONS-10", at: "code").putting("Kahvi", at: "name").putting(
        "PURCHASE",
        at: "type"
      )
      .putting(false, at: "active")
      #expect(try await client.post("/products", other).status == 200)
      #expect(try await ids(client, "/products") == [5001, 5002])
      #expect(try await ids(client, "/products?code=cons-1") == [5001, 5002])
      #expect(try await ids(client, "/products?type=SALES&code=CONS-1") == [5001])
      #expect(try await ids(client, "/products?name=ahv") == [5002])
      #expect(try await ids(client, "/products?active=true") == [5001])
      #expect(try await ids(client, "/products?orderById=ASC&previousId=5001&size=1") == [5002])
      #expect(try await client.get("/products?page=1").fields == ["page"])
      #expect(try await ids(client, "/products/5002,5001") == [5001, 5002])
      let changed = try await client.put("/products/5001", Self.product.putting(100, at: "price"))
      #expect(changed.json["price"] == 100)
      #expect(try await client.get("/products?size=201").status == 400)
    }
  }

  @Test(
    "a product that breaks a rule is refused",
    arguments: [
      ("name", .string(String(repeating: "x", count: 101)), "name"), ("price", "95", "price"),
      ("active", .null, "active"),
      ("discount", 101, "discount"), ("code", .string(String(repeating: "x", count: 41)), "code"), ("vat", 24, "vat"),
      ("defaultAccount", "9999", "defaultAccount"), ("unit", "h", "unit"), ("id", 1, "id"),
      ("currency", "€", "currency"),
    ] as [(String, JSON, String)]
  )
  func refusesProduct(_ path: String, _ value: JSON, _ field: String) async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let reply = try await client.post("/products", Self.product.putting(value, at: path))
      #expect(reply.status == 400)
      #expect(reply.fields == [field])
    }
  }
}
