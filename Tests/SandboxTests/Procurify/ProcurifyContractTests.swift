import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procurify contract", .enabled(if: ProcurifyContract.isHere, Comment(rawValue: ProcurifyContract.missing)))
struct ProcurifyContractTests {
  private static let wish: JSON = [
    "seed": 11, "plants": 5, "departments": 4, "vendors": 20, "items": 10, "requisitions": 10, "orders": 20,
    "bills": 60, "unmapped_share": 10,
  ]

  @Test("every answer is as it is described, also of what is made up")
  func answers() async throws {
    let contract = try ProcurifyContract()
    try await withPlant { plant in
      let client = plant.client
      try await client.control("POST", "/generate", Self.wish)
      let order = try await plant.order()
      let bill = try await plant.bill(["items": [["order_item": .int(try await lastItem(plant))]]])
      try await client.control("POST", "/bills/\(bill)/pay")
      try await client.control("POST", "/purchase-orders/\(order)/receive")
      let details = [
        "/api/v3/vendors/{id}/": "/api/v3/vendors/\(plant.vendor)/",
        "/api/v3/vendors/{vendor_group}/": "/api/v3/vendors/all/",
        "/api/v2/purchase_orders/{role}/{status}/": "/api/v2/purchase_orders/purchased/all/",
        "/api/v2/purchase_orders/{id}/": "/api/v2/purchase_orders/\(order)/",
        "/api/v2/ap/bills/{id}/": "/api/v2/ap/bills/\(ProcurifyShelf.bills.uuid(bill))/",
        "/api/v2/locations/{id}/": "/api/v2/locations/1/",
      ]
      for operation in contract.operations {
        let isList = operation.parameters.contains("page_size")
        let reply = try await client.get((details[operation.path] ?? operation.path) + (isList ? "?page_size=200" : ""))
        #expect(reply.status == 200, "\(operation.path)")
        let hasRows = reply.json["data"]?.arrayValue?.isEmpty == false || operation.path.contains("custom-fields")
        #expect(hasRows || reply.json["data"]?.objectValue != nil, "\(operation.path)")
        let faults = contract.faults(reply.json, "get", operation.path)
        #expect(Set(faults) == [], "\(operation.path)")
      }
    }
  }

  @Test("a bill of every kind is as it is described")
  func bills() async throws {
    let contract = try ProcurifyContract()
    try await withPlant { plant in
      try await plant.client.control("POST", "/generate", Self.wish)
      let uuids = try await plant.client.rows("/api/v3/ap/bills/?page_size=100", "uuid").compactMap(\.stringValue)
      #expect(uuids.count == 60)
      for uuid in uuids {
        let reply = try await plant.client.get("/api/v2/ap/bills/\(uuid)/")
        #expect(Set(contract.faults(reply.json, "get", "/api/v2/ap/bills/{id}/")) == [])
      }
    }
  }

  @Test("every parameter that is described is known")
  func parameters() async throws {
    let contract = try ProcurifyContract()
    try await withProcurify { _, client in
      for operation in contract.operations {
        let path = operation.path.replacing("{vendor_group}", with: "all").replacing(
          "{role}/{status}",
          with: "purchased/all"
        )
        guard !path.contains("{"), !operation.parameters.isEmpty else { continue }
        // Without a value a parameter changes nothing; one that is unknown is refused all the same.
        let names = operation.parameters.filter { !["page", "page_size", "format"].contains($0) }
        let reply = try await client.get(path + "?" + names.map { "\($0)=" }.joined(separator: "&"))
        #expect(reply.status == 200, "\(path) \(reply.json.text)")
      }
    }
  }

  @Test("a token is as it is described")
  func token() async throws {
    let contract = try ProcurifyContract()
    try await withProcurify { _, client in
      let reply = try await client.askForToken()
      #expect(contract.faults(reply.json, "post", "/oauth/token") == [])
    }
  }

  private func lastItem(_ plant: ProcurifyPlant) async throws -> Int {
    try await plant.client.rows("/api/v3/order-items/?page_size=1&order_by=-id").first?.intValue ?? 0
  }
}
