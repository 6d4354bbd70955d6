import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procurify bills")
struct ProcurifyBillTests {
  @Test("a bill says decimals as the reference does: sums as numbers, quantities and amounts as texts")
  func decimals() async throws {
    try await withPlant { plant in
      let bill = try await plant.shown(bill: plant.bill())
      #expect(bill["total_cost_with_tax"] == .decimal(108.25))
      #expect(bill["subtotal_cost"] == 100)
      #expect(bill["tax_amount"] == .decimal(8.25))
      let item = bill["items"]?[0]
      #expect(item?["quantity"] == "2.00000000")
      #expect(item?["unit_cost"] == 50)
      #expect(item?["tax_percentage"] == "8.25000000")
      #expect(item?["cost_allocations"]?[0]?["amount"] == "100.00000000")
      let budget = item?["cost_allocations"]?[0]?["budget"]
      #expect(budget?["account_code"]?["code"] == "6100")
      #expect(budget?["department"]?["external_id"] == "MNT")
      #expect(budget?["department"]?["branch"]?["name"] == "Plant North")
    }
  }

  @Test("a bill is found by its uuid only, and not at all when it is deleted")
  func detail() async throws {
    try await withPlant { plant in
      let id = try await plant.bill()
      #expect(try await plant.client.get("/api/v2/ap/bills/\(id)/").status == 404)
      #expect(try await plant.shown(bill: id)["invoice_number"] == "NW-7781")
      try await plant.client.control("DELETE", "/bills/\(id)")
      let gone = try await plant.client.get("/api/v2/ap/bills/\(ProcurifyShelf.bills.uuid(id))/")
      #expect(gone.status == 404)
      #expect(try await plant.client.rows("/api/v3/ap/bills/") == [])
    }
  }

  @Test("bills are found by when they changed, to the second and both ends included")
  func moments() async throws {
    try await withPlant { plant in
      let id = try await plant.bill(["modified": "2026-03-03T14:20:11Z"])
      let found: (String) async throws -> [JSON] = { query in try await plant.client.rows("/api/v3/ap/bills/?\(query)")
      }
      for moment in ["2026-03-03T14:20:11Z", "2026-03-03T15:20:11%2B01:00", "2026-03-03T14:20:11.999Z"] {
        #expect(try await found("last_modified_datetime_0=\(moment)") == [.int(id)], "\(moment)")
        #expect(try await found("last_modified_datetime_1=\(moment)") == [.int(id)], "\(moment)")
      }
      #expect(try await found("last_modified_datetime_0=2026-03-03T14:20:12Z") == [])
      #expect(try await found("last_modified_datetime_1=2026-03-03T14:20:10Z") == [])
    }
  }

  @Test(
    "people take a bill along its life cycle, and not past it",
    arguments: [
      (["submit", "approve", "confirm-payment", "approve-payment", "pay"], 4), (["submit", "deny", "submit"], 1),
      (["submit", "approve", "withdraw"], 5), (["approve", "limbo"], 8),
    ]
  )
  func lifeCycle(_ steps: [String], _ status: Int) async throws {
    try await withPlant { plant in
      let id = try await plant.bill(["status": 0])
      for step in steps {
        let reply = try await plant.client.control("POST", "/bills/\(id)/\(step)")
        #expect(reply.status == 200, "\(step)")
      }
      let bill = try await plant.shown(bill: id)
      #expect(bill["status"] == .int(status))
      #expect(bill["bill_statuses"]?.arrayValue?.count == steps.count + 1)
      if [4, 5].contains(status) {
        #expect(try await plant.client.control("POST", "/bills/\(id)/approve").status == 409)
      }
    }
  }

  @Test("a paid bill has a payment, in the new list and in the old one as long as there is one")
  func payments() async throws {
    try await withPlant { plant in
      let id = try await plant.bill()
      try await plant.client.control("POST", "/bills/\(id)/pay")
      let payment = try await plant.client.get("/api/public/v1/payments/?status=paid").json["data"]?[0]
      #expect(payment?["amount"] == "108.25")
      #expect(payment?["bill_groups"] == [.int(id)])
      #expect(try await plant.client.rows("/api/v2/ap/payments/", "amount") == ["108.25000000"])
      try await plant.client.control("PUT", "/settings", ["old_payments": false])
      #expect(try await plant.client.get("/api/v2/ap/payments/").status == 404)
      #expect(try await plant.client.rows("/api/v3/ap/bills/?has_payment=true") == [.int(id)])
    }
  }

  @Test("a change gives a new version and a new stamp, a quiet one neither")
  func versions() async throws {
    try await withPlant { plant in
      let id = try await plant.bill()
      try await plant.client.control("POST", "/clock", ["seconds": 5])
      try await plant.client.control("PUT", "/bills/\(id)", ["note": "quiet", "quiet": true])
      let quiet = try await plant.shown(bill: id)
      #expect(quiet["version"] == 1)
      #expect(quiet["note"] == "quiet")
      #expect(quiet["last_modified_datetime"] == "2026-03-02T07:30:00Z")
      try await plant.client.control("PUT", "/bills/\(id)", ["note": "loud"])
      let loud = try await plant.shown(bill: id)
      #expect(loud["version"] == 2)
      #expect(loud["last_modified_datetime"] == "2026-03-02T07:30:05Z")
    }
  }

  @Test("an inclusive tax is in the price, freight and costs come on top")
  func sums() async throws {
    try await withPlant { plant in
      let item: JSON = [
        "description": "Bolts", "quantity": 1, "unit_cost": 120, "tax_name": "VAT", "tax_percentage": 20,
        "tax_is_inclusive": true, "shipping_amount": 5, "account": .int(plant.account),
      ]
      let costs: JSON = [["name": "Handling", "amount": 3, "account": .int(plant.account)]]
      let bill = try await plant.shown(bill: plant.bill(["items": [item], "costs": costs]))
      #expect(bill["items"]?[0]?["total_cost"] == 100)
      #expect(bill["items"]?[0]?["cost_allocations"]?[0]?["amount"] == "120.00000000")
      #expect(bill["inclusive_tax_amount"] == 20)
      #expect(bill["exclusive_tax_amount"] == 0)
      #expect(bill["total_cost"] == 108)
      #expect(bill["total_cost_with_tax"] == 128)
    }
  }

  @Test("what bills come to is told by account and cost centre, of those that count")
  func totals() async throws {
    try await withPlant { plant in
      _ = try await plant.client.make("locations", ["name": "Plant South"])
      _ = try await plant.client.make("departments", ["name": "Stores", "location": "Plant South"])
      let south: JSON = ["code": "6100", "department": "Stores"]
      let shared: JSON = [
        "description": "Oil", "quantity": 3, "unit_cost": 10, "shipping_amount": 4,
        "allocations": [["account": .int(plant.account), "percent": 33], ["account": south]],
      ]
      _ = try await plant.bill()
      _ = try await plant.bill(["status": 0])
      _ = try await plant.bill(["type": 1])
      let second = try await plant.bill(["items": [shared]])
      let sums = try await plant.client.control("GET", "/sums").json
      #expect(sums["bills"] == 2)
      #expect(sums["currencies"]?["USD"]?["total"] == .decimal(142.25))
      let rows = (sums["rows"]?.arrayValue ?? []).map { [$0["location"], $0["source"], $0["net"]] }
      let expected: [[JSON?]] = [
        ["", "shipping", 4], ["Plant North", "item", .decimal(109.9)], ["Plant South", "item", .decimal(20.1)],
      ]
      #expect(rows == expected)
      let without = try await plant.client.control("GET", "/sums?without=\(second)").json
      #expect(without["currencies"]?["USD"]?["total"] == .decimal(108.25))
    }
  }

  @Test("items that were ordered are billed with their order")
  func ordered() async throws {
    try await withPlant { plant in
      _ = try await plant.order()
      let bill = try await plant.shown(bill: plant.bill(["items": [["order_item": 8801, "quantity": 1]]]))
      #expect(bill["items"]?[0]?["po"]?["number"] == "PO-301")
      #expect(bill["items"]?[0]?["orderitem"]?["id"] == 8801)
      #expect(bill["items"]?[0]?["description"] == "Torque wrench")
      #expect(bill["added_purchase_orders"]?[0]?["total_amount"] == "100.00")
      let billed = try await plant.client.get("/api/v2/ap/items/?billed=true").json["data"]
      #expect(billed?.arrayValue?.map { $0["bill"] } == [bill["id"]])
    }
  }

  @Test("bills are found by what they are allocated to")
  func allocated() async throws {
    try await withPlant { plant in
      let id = try await plant.bill()
      for query in ["department=1", "location=1", "account_code=1", "vendor=\(plant.vendor)", "type=0", "search=7781"] {
        #expect(try await plant.client.rows("/api/v3/ap/bills/?\(query)") == [.int(id)], "\(query)")
      }
      for query in ["department=2", "vendor=1", "type=2", "exclude_expense_bills=true&type=1", "is_exported=true"] {
        #expect(try await plant.client.rows("/api/v3/ap/bills/?\(query)") == [], "\(query)")
      }
    }
  }

  @Test("a wish that cannot be is refused with all that is wrong, and leaves nothing behind")
  func wishes() async throws {
    try await withPlant { plant in
      let wish: JSON = ["vendor": "Nobody", "items": [["description": "x", "account": 4711]], "colour": "red"]
      let first = try await plant.client.control("POST", "/bills", wish)
      #expect(first.status == 422)
      #expect(first.json["colour"] != nil)
      let second = try await plant.client.control("POST", "/bills", wish.putting(.none, at: "colour"))
      #expect(second.json.objectValue?.keys == ["vendor", "items.0.allocations.0.account"])
      #expect(try await plant.client.rows("/api/v3/ap/bills/") == [])
      #expect(try await plant.bill() == 901)
    }
  }
}
