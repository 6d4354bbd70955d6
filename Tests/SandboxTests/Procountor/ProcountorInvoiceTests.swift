import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procountor invoices")
struct ProcountorInvoiceTests {
  private static let sample = ProcountorSamples.invoice

  @Test("an invoice becomes UNFINISHED, with a number, its sums and a ledger receipt")
  func takes() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let reply = try await client.post("/invoices", Self.sample)
      #expect(reply.status == 200)
      #expect(reply.json["id"] == 9001)
      #expect(reply.json["status"] == "UNFINISHED")
      #expect(reply.json["invoiceNumber"] == 1001)
      #expect(reply.json["version"] == "2026-03-02T09:30:00")
      let sums: JSON = [
        "currency": "EUR", "inAccountingCurrency": true, "excludingVatTotal": 1010,
        "vatSumTotal": ProcountorSamples.percent("250.35"), "invoiceSumTotal": ProcountorSamples.percent("1260.35"),
      ]
      #expect(reply.json["invoiceSumInfo"] == [sums])
      #expect(reply.json["billingAddress"] == Self.sample["counterParty"]?["counterPartyAddress"])
      let again = try await client.get("/invoices/9001")
      #expect(again.json == reply.json)
    }
  }

  @Test("the same invoice twice is two invoices, as in real life")
  func twice() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      #expect(try await client.invoice() == 9001)
      #expect(try await client.invoice() == 9002)
      let numbers = try await client.control("GET", "/numbers")
      #expect(numbers.json == ["INV/2026/00042": 2])
    }
  }

  @Test("an empty reference is made by Procountor, an omitted one is none")
  func reference() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let plain = Self.sample.putting(nil, at: "paymentInfo.bankReferenceCodeType")
      let made = try await client.post("/invoices", plain.putting("", at: "paymentInfo.bankReferenceCode"))
      #expect(made.json["paymentInfo"]?["bankReferenceCode"] == "10016")
      #expect(made.json["paymentInfo"]?["bankReferenceCodeType"] == "FI")
      let rf = Self.sample.putting("", at: "paymentInfo.bankReferenceCode").putting(
        "RF",
        at: "paymentInfo.bankReferenceCodeType"
      )
      let code = try await client.post("/invoices", rf).json["paymentInfo"]?["bankReferenceCode"]?.stringValue ?? ""
      #expect(ReferenceNumber.isInternational(code))
      let none = try await client.post("/invoices", plain.putting(nil, at: "paymentInfo.bankReferenceCode"))
      #expect(none.json["paymentInfo"]?["bankReferenceCode"] == nil)
    }
  }

  @Test(
    "check digits are those of the examples",
    arguments: [("2601", "26013", "RF3026013"), ("132", "1326", nil), ("202600042", "2026000422", "RF242026000422")]
  )
  func checkDigits(_ base: String, _ code: String, _ international: String?) {
    #expect(ReferenceNumber.finnish(base) == code)
    #expect(ReferenceNumber.isFinnish(code))
    if let international { #expect(ReferenceNumber.international(code) == international) }
    #expect(ReferenceNumber.international("1232") == "RF111232")
  }

  @Test("the approval puts an invoice where its channel says, and only then it is sent")
  func life() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let email = try await client.invoice(Self.sample.putting("EMAIL", at: "invoiceChannel"))
      func status() async throws -> JSON? { try await client.get("/invoices/\(email)").json["status"] }
      #expect(try await client.put("/invoices/\(email)/send").status == 403)
      #expect(try await client.put("/invoices/\(email)/approve").status == 400)
      #expect(
        try await client.put("/invoices/\(email)/approve", ["comment": .string(String(repeating: "x", count: 101))])
          .status == 400
      )
      #expect(try await client.put("/invoices/\(email)/approve", ["comment": "Odoo"]).status == 200)
      #expect(try await status() == "NOT_SENT")
      #expect(try await client.put("/invoices/\(email)/approve", [:]).status == 403)
      #expect(try await client.put("/invoices/\(email)/send", [:]).status == 400)
      #expect(try await client.put("/invoices/\(email)/send").status == 200)
      #expect(try await status() == "SENT")
      #expect(try await client.put("/invoices/\(email)/send").status == 200)
      #expect(try await client.put("/invoices/\(email)/unfinished").status == 403)
      #expect(try await client.put("/invoices/\(email)/invalidate").status == 200)
      #expect(try await status() == "INVALIDATED")
      let silent = try await client.invoice()
      _ = try await client.put("/invoices/\(silent)/approve", [:])
      #expect(try await client.get("/invoices/\(silent)").json["status"] == "APPROVED")
      #expect(try await client.put("/invoices/\(silent)/send").status == 403)
      #expect(try await client.put("/invoices/\(silent)/unfinished").status == 200)
      let log = try await client.get("/invoices/\(email)/transactions").json["transactions"]?.arrayValue ?? []
      #expect(log.compactMap { $0["action"]?.stringValue } == ["APPROVAL", "SEND", "SEND"])
    }
  }

  @Test("notes can be added at any time, and everything else with the right version only while UNFINISHED")
  func changes() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let kept = try await client.post("/invoices", Self.sample).json
      let changed = kept.putting("New", at: "invoiceRows.0.product")
      let stale = changed.putting("2026-03-02T09:29:59", at: "version")
      #expect(try await client.put("/invoices/9001", stale).fields == ["version"])
      #expect(try await client.put("/invoices/9001", changed.putting(nil, at: "version")).fields == ["version"])
      let reply = try await client.put("/invoices/9001", changed)
      #expect(reply.status == 200)
      #expect(reply.json["version"] != kept["version"])
      #expect(reply.json["ledgerReceiptId"] != kept["ledgerReceiptId"])
      let old = kept["ledgerReceiptId"]?.intValue ?? 0
      #expect(try await client.get("/ledgerreceipts/\(old)").status == 404)
      _ = try await client.put("/invoices/9001/approve", [:])
      #expect(try await client.put("/invoices/9001", reply.json).status == 403)
      #expect(try await client.put("/invoices/9001/notes", ["notes": "Called."]).status == 200)
      #expect(try await client.get("/invoices/9001").json["notes"] == "Called.")
    }
  }

  @Test("a user without the right gets 403, one who may only look can read")
  func rights() async throws {
    try await withProcountor {
      $0.companies = [
        "main": ["rights": ["sales.salesOrGroupInvoices": "VIEWING_RIGHTS", "sales.customerRegister": "NO_ACCESS"]]
      ]
    } _: { _, stranger in
      let client = try await stranger.signedIn()
      #expect(try await client.post("/invoices", Self.sample).status == 403)
      #expect(try await client.get("/invoices").status == 200)
      #expect(try await client.post("/businesspartners", ProcountorSamples.customer).status == 403)
      let rights = try await client.get("/users/rights").json["rights"]
      #expect(rights?["sales"]?["salesOrGroupInvoices"] == "VIEWING_RIGHTS")
    }
  }
}
