import Core
import Foundation

@testable import Sandbox

/// A small plant with one department, one account code and one vendor, as the samples of the reference have them.
struct ProcurifyPlant: Sendable {
  let client: ProcurifyTestClient
  let vendor: Int
  let account: Int

  init(_ client: ProcurifyTestClient) async throws {
    self.client = client
    _ = try await client.make("locations", ["name": "Plant North", "external_id": "PN", "headquarter": true])
    _ = try await client.make("departments", ["name": "Maintenance", "external_id": "MNT", "location": "Plant North"])
    let code = try await client.make("account-codes", ["code": "6100", "description": "Shop supplies"])
    account = try await client.make("accounts", ["account_code": .int(code), "department": "MNT"])
    vendor = try await client.make(
      "vendors",
      [
        "name": "Northwind Tools", "type": 3, "external_id": "V-044", "currency": "USD", "payment_term": "Net 30",
        "email": ["ap@northwind.test"], "bank_account": "0123456789",
      ]
    )
  }

  var wrench: JSON {
    [
      "name": "Torque wrench", "sku": "TW-10", "quantity": 2, "price": 50, "account": .int(account),
      "vendor": .int(vendor),
    ]
  }

  func requisition(_ more: JSON = [:]) async throws -> Int {
    var wish: JSON = ["department": "MNT", "description": "Q1 maintenance", "items": [wrench]]
    for member in more.objectValue?.members ?? [] { wish = wish.putting(member.value, at: member.key) }
    return try await client.make("requisitions", wish)
  }

  func order(_ more: JSON = [:]) async throws -> Int {
    var wish: JSON = ["vendor": .int(vendor), "items": [wrench]]
    for member in more.objectValue?.members ?? [] { wish = wish.putting(member.value, at: member.key) }
    return try await client.make("purchase-orders", wish)
  }

  func bill(_ more: JSON = [:]) async throws -> Int {
    var wish: JSON = [
      "vendor": .int(vendor), "invoice_number": "NW-7781", "status": 2,
      "items": [
        [
          "description": "Torque wrench", "quantity": 2, "unit_cost": 50, "tax_name": "State",
          "tax_percentage": .decimal(8.25),
          "account": .int(account),
        ]
      ],
    ]
    for member in more.objectValue?.members ?? [] { wish = wish.putting(member.value, at: member.key) }
    return try await client.make("bills", wish)
  }

  /// A bill on its own, as the API shows it.
  func shown(bill id: Int) async throws -> JSON {
    try await client.get("/api/v2/ap/bills/\(ProcurifyShelf.bills.uuid(id))/").json["data"] ?? .null
  }

  func shown(order id: Int) async throws -> JSON {
    try await client.get("/api/v2/purchase_orders/\(id)/").json["data"] ?? .null
  }
}

func withPlant(settings: JSON = [:], _ test: (ProcurifyPlant) async throws -> Void) async throws {
  try await withProcurify(settings: settings) { _, client in try await test(ProcurifyPlant(client)) }
}
