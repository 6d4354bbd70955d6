import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procurify requisitions and purchase orders")
struct ProcurifyOrderTests {
  @Test("a requisition shows its head, and its lines are found by its number")
  func requisition() async throws {
    try await withPlant { plant in
      let num = try await plant.requisition()
      let head = try await plant.client.get("/api/v2/global/orders/?status=0").json["data"]?[0]
      #expect(head?["num"] == .int(num))
      #expect(head?["totalPrice"] == "100.00")
      #expect(head?["order_items"] == nil)
      let lines = try await plant.client.get("/api/v3/order-items/?orderNum=\(num)").json["data"]
      #expect(lines?[0]?["quantity"] == "2.00000")
      #expect(lines?[0]?["price"] == "50.00000000")
      #expect(lines?[0]?["account"] == .int(plant.account))
      #expect(lines?[0]?["purchase_order"] == .null)
      let twin = try await plant.client.get("/api/v2/global/order_items/?orderNum=\(num)").json["data"]
      #expect(twin == lines)
    }
  }

  @Test("what was approved is purchased, one order for each vendor, with the same items")
  func purchase() async throws {
    try await withPlant { plant in
      let other = try await plant.client.make("vendors", ["name": "Harbour Steel"])
      let beam = plant.wrench.putting(.int(other), at: "vendor").putting("Beam", at: "name")
      let num = try await plant.requisition(["items": [plant.wrench, beam]])
      let early = try await plant.client.control("POST", "/requisitions/\(num)/purchase")
      #expect(early.status == 409)
      try await plant.client.control("POST", "/requisitions/\(num)/approve")
      let orders = try await plant.client.control("POST", "/requisitions/\(num)/purchase").json["orders"]
      #expect(orders?.arrayValue?.count == 2)
      let first = try await plant.shown(order: orders?[0]?["id"]?.intValue ?? 0)
      #expect(first["order_items"]?[0]?["id"] == 8801)
      #expect(first["order_items"]?[0]?["orderNum"] == .int(num))
      #expect(first["order_items"]?[0]?["quantity"] == 2)
      let head = try await plant.client.get("/api/v2/global/orders/").json["data"]?[0]
      #expect(head?["status"] == 3)
      #expect(head?["purchasedCount"] == 2)
    }
  }

  @Test("a requisition that is rejected takes its lines along")
  func reject() async throws {
    try await withPlant { plant in
      let num = try await plant.requisition()
      try await plant.client.control("POST", "/requisitions/\(num)/reject")
      #expect(try await plant.client.rows("/api/v2/global/orders/?status=2", "num") == [.int(num)])
      #expect(try await plant.client.rows("/api/v3/order-items/?status=7", "orderNum") == [.int(num)])
    }
  }

  @Test("an order is found by number and by uuid, and by nothing else")
  func detail() async throws {
    try await withPlant { plant in
      let id = try await plant.order(["freight": .decimal(7.5), "discount": ["value": 10, "type": "percentage"]])
      let order = try await plant.shown(order: id)
      #expect(order["number"] == "PO-301")
      #expect(order["subtotal"] == "100.00")
      #expect(order["freight"] == "7.500000")
      #expect(order["total"] == "97.50")
      let byUUID = try await plant.client.get("/api/v2/purchase_orders/\(ProcurifyShelf.orders.uuid(id))/")
      #expect(byUUID.json["data"] == order)
      #expect(try await plant.client.get("/api/v2/purchase_orders/PO-301/").status == 404)
    }
  }

  @Test("a change gives a new version, and what is named no more leaves the order")
  func version() async throws {
    try await withPlant { plant in
      let id = try await plant.order(["items": [plant.wrench, plant.wrench.putting("Beam", at: "name")]])
      try await plant.client.control("POST", "/clock", ["seconds": 60])
      let change: JSON = ["items": [["id": 8802, "quantity": 5], plant.wrench.putting("Bolt", at: "name")]]
      try await plant.client.control("PUT", "/purchase-orders/\(id)", change)
      let order = try await plant.shown(order: id)
      #expect(order["version"] == 2)
      #expect(order["last_modified"] == "2026-03-02T07:31:00Z")
      #expect(order["order_items"]?.arrayValue?.map { $0["name"] } == ["Beam", "Bolt"])
      #expect(order["order_items"]?.arrayValue?.map { $0["PO_line_num"] } == [1, 2])
      #expect(order["order_items"]?[0]?["quantity"] == 5)
      let left = try await plant.client.get("/api/v3/order-items/?is_purchased=false").json["data"]
      #expect(left?.arrayValue?.map { $0["id"] } == [8801])
    }
  }

  @Test(
    "orders are listed by what became of them",
    arguments: [
      ("cancel", "cancelled", 1), ("close", "closed", 3), ("pay", "paid", 4), ("", "open", 0),
    ]
  )
  func states(_ step: String, _ list: String, _ state: Int) async throws {
    try await withPlant { plant in
      let id = try await plant.order()
      if !step.isEmpty { try await plant.client.control("POST", "/purchase-orders/\(id)/\(step)") }
      for status in ["open", "partial", "closed", "cancelled", "paid"] {
        let found = try await plant.client.rows("/api/v2/purchase_orders/purchased/\(status)/", "procurify_PO")
        #expect(found == (status == list ? [.int(id)] : []), "\(status)")
      }
      #expect(try await plant.client.rows("/api/v2/purchase_orders/purchased/all/", "state") == [.int(state)])
      #expect(try await plant.client.get("/api/v2/purchase_orders/purchased/lost/").status == 404)
    }
  }

  @Test("an order that was closed can be reopened")
  func reopen() async throws {
    try await withPlant { plant in
      let id = try await plant.order()
      let early = try await plant.client.control("POST", "/purchase-orders/\(id)/reopen")
      #expect(early.status == 409)
      try await plant.client.control("POST", "/purchase-orders/\(id)/close")
      try await plant.client.control("POST", "/purchase-orders/\(id)/reopen")
      let order = try await plant.shown(order: id)
      #expect(order["state"] == 5)
      #expect(order["closed_date"] == .null)
    }
  }

  @Test("what comes is booked on the order, by parts or all of it")
  func receive() async throws {
    try await withPlant { plant in
      let id = try await plant.order()
      try await plant.client.control("POST", "/purchase-orders/\(id)/receive", ["items": ["8801": 1]])
      #expect(try await plant.shown(order: id)["fulfilment_status"] == "partial")
      #expect(try await plant.client.rows("/api/v2/purchase_orders/receivable/partial/", "procurify_PO") == [.int(id)])
      try await plant.client.control("POST", "/purchase-orders/\(id)/receive")
      #expect(try await plant.shown(order: id)["fulfilment_status"] == "full")
      #expect(try await plant.client.rows("/api/v2/purchase_orders/receivable/all/", "procurify_PO") == [])
      let history = try await plant.client.get("/api/v3/purchase-orders/billing-history/").json["data"]
      #expect(history?[0]?["items"]?[0]?["received_qty"] == "2.00000")
    }
  }

  @Test("a day is a day where the customer is, and both ends are included")
  func days() async throws {
    try await withPlant { plant in
      // 07:30 UTC on Monday is Sunday evening in Vancouver.
      let id = try await plant.order()
      let found: (String) async throws -> [JSON] = { query in
        try await plant.client.rows("/api/v2/purchase_orders/purchased/all/?\(query)", "procurify_PO")
      }
      for query in ["modified_date_0=2026-03-01", "modified_date_1=2026-03-01", "date_0=2026-03-01&date_1=2026-03-01"] {
        #expect(try await found(query) == [.int(id)], "\(query)")
      }
      for query in ["modified_date_0=2026-03-02", "date_1=2026-02-28"] {
        #expect(try await found(query) == [], "\(query)")
      }
      let items = try await plant.client.rows(
        "/api/v3/order-items/?po_created_date_0=2026-03-01&last_modified_0=2026-03-01"
      )
      #expect(items == [8801])
    }
  }

  @Test("an order without a stamp is found by its day only")
  func withoutStamp() async throws {
    try await withPlant { plant in
      let id = try await plant.order(["modified": nil])
      #expect(try await plant.shown(order: id)["last_modified"] == nil)
      let list = "/api/v2/purchase_orders/purchased/all/"
      #expect(try await plant.client.rows(list + "?modified_date_0=2026-01-01", "procurify_PO") == [])
      #expect(try await plant.client.rows(list + "?date_0=2026-01-01", "procurify_PO") == [.int(id)])
    }
  }
}
