import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procurify behind the scenes")
struct ProcurifyControlTests {
  @Test(
    "a vendor that is renamed is called so everywhere, and has changed; one that is archived stays in the list of all"
  )
  func rename() async throws {
    try await withPlant { plant in
      let client = plant.client
      let id = try await plant.bill()
      try await client.control("POST", "/clock", ["now": "2026-04-01T12:00:00Z"])
      let signedIn = try await client.signedIn()
      try await client.control("PUT", "/vendors/\(plant.vendor)", ["name": "Northwind Tools Inc."])
      let vendor = try await signedIn.get("/api/v3/vendors/\(plant.vendor)/").json["data"]
      #expect(vendor?["dateModified"] == "2026-04-01T12:00:00Z")
      let bill = try await signedIn.get("/api/v2/ap/bills/\(ProcurifyShelf.bills.uuid(id))/").json["data"]
      #expect(bill?["vendor"]?["name"] == "Northwind Tools Inc.")
      #expect(bill?["last_modified_datetime"] == "2026-03-02T07:30:00Z")
      try await client.control("POST", "/vendors/\(plant.vendor)/archive")
      #expect(try await signedIn.rows("/api/v3/vendors/all/", "active") == [false, true])
      #expect(try await signedIn.rows("/api/v3/vendors/default/") == [])
    }
  }

  @Test("an account code that is archived, a department that is renamed: accounts say so")
  func accounts() async throws {
    try await withPlant { plant in
      try await plant.client.control("POST", "/account-codes/1/archive")
      try await plant.client.control("PUT", "/departments/1", ["name": "Upkeep", "external_id": nil])
      let account = try await plant.client.get("/api/v3/accounts/").json["data"]?[0]
      #expect(account?["account_code"]?["active"] == false)
      #expect(account?["department"]?["name"] == "Upkeep")
      #expect(account?["department"]?["external_id"] == .null)
      #expect(try await plant.client.rows("/api/v3/account-codes/?active=true") == [])
    }
  }

  @Test("another currency and a catalog item are used where they are named")
  func others() async throws {
    try await withPlant { plant in
      let wish: JSON = ["name": "CAD", "rate": .decimal(0.735)]
      _ = try await plant.client.make("currencies", wish)
      let item = try await plant.client.make(
        "catalog-items",
        ["name": "Gloves", "sku": "G-1", "price": 4, "vendor": .int(plant.vendor), "unit": "box"]
      )
      let line: JSON = ["catalog_item": .int(item), "quantity": 10, "account": .int(plant.account)]
      let order = try await plant.shown(order: plant.order(["currency": "CAD", "items": [line]]))
      #expect(order["purchased_currency"]?["name"] == "CAD")
      #expect(order["purchased_currency"]?["rate"] == "0.735000")
      #expect(order["order_items"]?[0]?["catalog_item"]?["internalSKU"] == "G-1")
      #expect(order["subtotal"] == "40.00")
    }
  }

  @Test("bank data of a vendor is there for whoever should not look at it")
  func bank() async throws {
    try await withPlant { plant in
      let vendor = try await plant.client.get("/api/v3/vendors/\(plant.vendor)/").json["data"]
      #expect(vendor?["payment_methods"]?[0]?["data"]?["account_number"] == "0123456789")
    }
  }

  @Test("counts are forgotten on their own, or with everything")
  func reset() async throws {
    try await withPlant { plant in
      _ = try await plant.bill()
      try await plant.client.control("POST", "/reset", ["only": "counts"])
      #expect(try await plant.client.control("GET", "/requests").json == [:])
      #expect(try await plant.client.rows("/api/v3/ap/bills/") == [901])
      try await plant.client.control("POST", "/reset")
      #expect(try await plant.client.rows("/api/v3/ap/bills/") == [])
      #expect(try await plant.client.rows("/api/v3/vendors/all/", "name") == ["Other"])
    }
  }

  @Test("a second call for made-up bills takes the company that is there, and gives no number twice")
  func more() async throws {
    try await withProcurify { simulator, client in
      let first = await simulator.control("POST", "/generate", ["seed": 1, "bills": 20])
      #expect(first.status == 200)
      let second = await simulator.control("POST", "/generate", ["seed": 2, "bills": 20, "unmapped_share": 50])
      #expect(second.body["bills"]?.arrayValue?.count == 20)
      #expect(try await client.get("/api/v2/locations/").pagination?["count"] == 5)
      #expect(try await client.get("/api/v3/vendors/all/").pagination?["count"] == 41)
      let numbers = try await client.rows("/api/v3/ap/bills/?page_size=100", "invoice_number").compactMap(\.stringValue)
      #expect(Set(numbers).count == 40)
      let sums = await simulator.control("GET", "/sums?only=901")
      #expect([0, 1].contains(sums.body["bills"]?.intValue))
    }
  }
}
