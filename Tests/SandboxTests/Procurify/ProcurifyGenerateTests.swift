import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procurify made-up companies")
struct ProcurifyGenerateTests {
  private static let wish: JSON = [
    "seed": 7, "vendors": 30, "requisitions": 10, "orders": 40, "bills": 120, "unmapped_share": 10,
  ]

  @Test("five plants buy and are billed, on accounts of every department")
  func company() async throws {
    try await withProcurify { _, client in
      let made = try await client.control("POST", "/generate", Self.wish).json
      for (name, count) in [
        ("locations", 5), ("departments", 20), ("account_codes", 12), ("vendors", 30), ("requisitions", 10),
        ("purchase_orders", 40), ("bills", 120), ("unmapped_account_codes", 2),
      ] {
        #expect(made[name]?.arrayValue?.count == count, "\(name)")
      }
      let strange = made["bills"]?.arrayValue?.count { $0["unmapped"] == true } ?? 0
      #expect((1...40).contains(strange))
      let sums = try await client.control("GET", "/sums").json
      let plants = Set((sums["rows"]?.arrayValue ?? []).compactMap { $0["location"]?.stringValue })
      #expect(plants.subtracting([""]) == ["Plant North", "Plant South", "Plant East", "Plant West", "Plant Central"])
    }
  }

  @Test("the sums of the bills are those that the bills themselves show")
  func sums() async throws {
    try await withProcurify { _, client in
      try await client.control("POST", "/generate", Self.wish)
      let rows = try await client.get("/api/v3/ap/bills/?page_size=200").json["data"]?.arrayValue ?? []
      let eligible = rows.filter { [2, 4, 6, 7, 8].contains($0["status"]?.intValue) }
      let total = eligible.reduce(Decimal(0)) { $0 + ($1["total_cost_with_tax"]?.decimalValue ?? 0) }
      let sums = try await client.control("GET", "/sums").json
      #expect(sums["bills"] == .int(eligible.count))
      #expect(sums["currencies"]?["USD"]?["total"]?.decimalValue == total)
    }
  }

  @Test("the same seed makes the same company")
  func seed() async throws {
    try await withProcurify { _, client in
      let first = try await client.control("POST", "/generate", Self.wish).json
      let bills = try await client.control("GET", "/bills").json
      try await client.control("POST", "/reset")
      let second = try await client.control("POST", "/generate", Self.wish).json
      #expect(first == second)
      let again = try await client.control("GET", "/bills").json
      #expect(bills == again)
    }
  }

  @Test("three thousand bills are made in seconds")
  func many() async throws {
    try await withProcurify { _, client in
      let start = ContinuousClock.now
      let wish: JSON = ["seed": 1, "vendors": 200, "orders": 500, "bills": 3000]
      let made = try await client.control("POST", "/generate", wish).json
      #expect(made["bills"]?.arrayValue?.count == 3000)
      #expect(ContinuousClock.now - start < .seconds(60))
    }
  }
}
