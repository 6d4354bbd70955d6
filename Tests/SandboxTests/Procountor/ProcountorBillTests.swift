import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procountor bills")
struct ProcountorBillTests {
  static let bill: JSON = [
    "supplier": [
      "name": "Puutavara Oy", "business_id": "2617416-4", "country": "FINLAND", "iban": "FI1350001520000081",
    ],
    "number": "L-77", "date": "2026-03-05", "due_date": "2026-03-19",
    "rows": [
      [
        "product": "Timber", "quantity": 2, "price": 50, "vat_percent": ProcountorSamples.percent("25.5"),
        "account": "4000", "dimensions": [["dimension": 41, "item": 413]],
      ],
      ["product": "Rent", "price": 10, "vat_percent": 0, "account": "7230", "description": "Store"],
    ],
  ]

  @Test("a bill comes in approved, with an accounting page that balances")
  func comes() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let made = try await client.control("POST", "/bills", Self.bill).json
      #expect(made["status"] == "APPROVED")
      #expect(made["total"] == ProcountorSamples.percent("135.5"))
      let receipt = try await client.get("/ledgerreceipts/\(made["ledgerReceiptId"]?.intValue ?? 0)").json
      #expect(receipt["vatType"] == "PURCHASE")
      #expect(receipt["invoiceId"] == made["id"])
      #expect(receipt["name"] == "Puutavara Oy")
      let rows = receipt["transactions"]?.arrayValue ?? []
      #expect(rows.compactMap { $0["transactionType"]?.stringValue } == ["REVERSING_ENTRY", "ENTRY", "ENTRY"])
      #expect(rows.compactMap { $0["account"]?.stringValue } == ["2871", "4000", "7230"])
      #expect(rows.compactMap { $0["accountingValue"]?.number } == [Decimal(-1355) / 10, 100, 10])
      #expect(rows[1]["dimensionItemValues"] == [["dimensionId": 41, "itemId": 413, "value": 100]])
      #expect(rows[2]["description"] == "Store")
    }
  }

  @Test("a foreign bill is booked in the accounting currency, a credit turns the signs")
  func foreign() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let body = Self.bill.putting("USD", at: "currency").putting(2, at: "rate").putting(-2, at: "rows.0.quantity")
        .putting(-1, at: "rows.1.quantity")
      let made = try await client.control("POST", "/bills", body).json
      #expect(made["total"] == ProcountorSamples.percent("-135.5"))
      let receipt = try await client.get("/ledgerreceipts/\(made["ledgerReceiptId"]?.intValue ?? 0)").json
      let values = receipt["transactions"]?.arrayValue?.compactMap { $0["accountingValue"]?.number }
      #expect(values == [Decimal(6775) / 100, -50, -5])
    }
  }

  @Test("a changed bill has a new accounting page under another number")
  func changes() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let made = try await client.control("POST", "/bills", Self.bill).json
      let change = Self.bill.putting("7700", at: "rows.1.account").putting("PAID", at: "status")
      let changed = try await client.control("PUT", "/bills/\(made["id"]?.intValue ?? 0)", change).json
      #expect(changed["ledgerReceiptId"] != made["ledgerReceiptId"])
      #expect(changed["status"] == "PAID")
      #expect(changed["version"] != made["version"])
      #expect(try await client.get("/ledgerreceipts/\(made["ledgerReceiptId"]?.intValue ?? 0)").status == 404)
    }
  }

  @Test("accounts and dimensions of a receipt are changed by putting the whole of it back")
  func put() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let id = try await client.control("POST", "/bills", Self.bill).json["ledgerReceiptId"]?.intValue ?? 0
      let read = try await client.get("/ledgerreceipts/\(id)").json
      let changed = read.putting("4100", at: "transactions.1.account")
      #expect(try await client.put("/ledgerreceipts/\(id)", changed.putting(nil, at: "version")).fields == ["version"])
      let reply = try await client.put("/ledgerreceipts/\(id)", changed)
      #expect(reply.status == 200)
      #expect(reply.json["transactions"]?[1]?["account"] == "4100")
      #expect(try await client.put("/ledgerreceipts/\(id)", changed).fields == ["version"])
      for (path, value, field) in [
        ("transactions.1.account", "9999", "transactions[1].account"),
        ("transactions.1.accountingValue", 90, "transactions"),
        ("transactions.0.vatPercent", 10, "transactions[0].vatPercent"),
        ("transactions.1.dimensionItemValues.0.itemId", 999, "transactions[1].dimensionItemValues[0]"),
        ("transactions.2.transactionType", "REVERSING_ENTRY", "transactions"),
      ] as [(String, JSON, String)] {
        let wrong = try await client.put("/ledgerreceipts/\(id)", reply.json.putting(value, at: path))
        #expect(wrong.fields.contains(field), "\(path): \(wrong.faults)")
      }
    }
  }

  @Test("a person can put a bill anywhere, and write an accounting page that nobody would")
  func portal() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let made = try await client.control("POST", "/bills", Self.bill.putting("RECEIVED", at: "status")).json
      let id = made["id"]?.intValue ?? 0
      #expect(try await client.control("POST", "/invoices/\(id)/verify").json["status"] == "VERIFIED")
      #expect(try await client.control("POST", "/invoices/\(id)/approve").json["status"] == "APPROVED")
      #expect(try await client.control("POST", "/invoices/\(id)/status", ["status": "PAYMENT_QUEUED"]).status == 200)
      let version = try await client.get("/invoices/\(id)").json["version"]
      let receipt = made["ledgerReceiptId"]?.intValue ?? 0
      let rows: JSON = [["transactionType": "ENTRY", "account": "0000", "accountingValue": 1, "vatPercent": 7]]
      _ = try await client.control("PUT", "/receipts/\(receipt)", ["transactions": rows, "touch": true])
      let read = try await client.get("/ledgerreceipts/\(receipt)").json
      #expect(read["transactions"]?.arrayValue?.count == 1)
      #expect(read["status"] == "PAYMENT_QUEUED")
      #expect(try await client.get("/invoices/\(id)").json["version"] != version)
    }
  }
}
