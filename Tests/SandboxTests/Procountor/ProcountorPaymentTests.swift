import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procountor payments")
struct ProcountorPaymentTests {
  /// An approved invoice of 1260.35 EUR.
  private func approved(_ client: ProcountorTestClient, _ body: JSON = ProcountorSamples.invoice) async throws -> Int {
    let id = try await client.invoice(body)
    _ = try await client.control("POST", "/invoices/\(id)/approve")
    return id
  }

  private static func number(_ text: String) -> JSON { ProcountorSamples.percent(text) }

  @Test("an UNFINISHED invoice cannot receive a payment")
  func unfinished() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let id = try await client.invoice()
      #expect(try await client.control("POST", "/invoices/\(id)/payments", ["amount": 10]).status == 403)
      #expect(try await client.get("/invoices/\(id)/paymentevents").json["results"] == [])
    }
  }

  @Test("the two lists tell one payment in two ways")
  func lists() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let id = try await approved(client)
      let wish: JSON = ["amount": Self.number("1260.35"), "date": "2026-03-12", "description": "Viite 2026000422"]
      #expect(try await client.control("POST", "/invoices/\(id)/payments", wish).json["status"] == "PAID")
      let own = try await client.get("/invoices/\(id)/paymentevents").json["results"]?[0]
      #expect(
        own == [
          "id": 310, "invoiceId": .int(id), "type": "REFERENCEPAYMENT", "paymentDate": "2026-03-12", "status": "PAID",
          "amount": Self.number("1260.35"), "currency": "EUR", "description": "Viite 2026000422",
        ]
      )
      let bulk = try await client.get("/payments/paymentevents?invoiceId=\(id)").json["results"]?[0]
      #expect(
        bulk == [
          "id": 310, "invoiceId": .int(id), "paymentDate": "2026-03-12", "status": "PAID",
          "amount": Self.number("1260.35"), "receiverName": "Esimerkki Oy",
        ]
      )
      let invoice = try await client.get("/invoices/\(id)").json
      #expect(invoice["status"] == "PAID")
      #expect(invoice["paymentDate"] == "2026-03-12")
    }
  }

  @Test("of a foreign invoice the one list says the accounting currency, the other the invoice's")
  func foreign() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let body = ProcountorSamples.invoice.putting("USD", at: "paymentInfo.currency")
        .putting(Self.number("1.25"), at: "paymentInfo.currencyRate")
      let id = try await approved(client, body)
      let sums = try await client.get("/invoices/\(id)").json["invoiceSumInfo"]
      #expect(sums?[0]?["inAccountingCurrency"] == false)
      #expect(sums?[1]?["invoiceSumTotal"] == Self.number("1008.28"))
      let wish: JSON = ["amount": 100, "paid_amount": Self.number("92.5"), "paid_currency": "GBP"]
      _ = try await client.control("POST", "/invoices/\(id)/payments", wish)
      let own = try await client.get("/invoices/\(id)/paymentevents").json["results"]?[0]
      #expect(own?["amount"] == 80)
      #expect(own?["currency"] == "EUR")
      let bulk = try await client.get("/payments/paymentevents?invoiceId=\(id)").json["results"]?[0]
      #expect(bulk?["amount"] == 100)
      #expect(bulk?["currency"] == nil)
      for event in [own, bulk] {
        #expect(event?["paidAmount"] == Self.number("92.5"))
        #expect(event?["paidCurrency"] == "GBP")
      }
    }
  }

  @Test("payments add up to where the invoice stands, and a removed one takes it back")
  func addUp() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let id = try await approved(client)
      let path = "/invoices/\(id)/payments"
      #expect(try await client.control("POST", path, ["amount": 1000]).json["status"] == "PARTLY_PAID")
      let rest = try await client.control("POST", path, ["type": "CASH", "status": "MARKED_PAID"])
      #expect(rest.json["status"] == "MARKED_PAID")
      #expect(rest.json["event"]?["amount"] == Self.number("260.35"))
      #expect(try await client.control("POST", path + "/311/remove").json["status"] == "PARTLY_PAID")
      #expect(try await client.control("POST", path + "/310/remove").json["status"] == "APPROVED")
      #expect(try await client.get("/payments/paymentevents?invoiceId=\(id)").json["results"] == [])
      #expect(try await client.control("POST", path, ["amount": 1]).json["event"]?["id"] == 312)
    }
  }

  @Test("a removed payment may stay in both lists, as removed")
  func keptAsRemoved() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let id = try await approved(client)
      _ = try await client.control("POST", "/invoices/\(id)/payments")
      let removed = try await client.control("POST", "/invoices/\(id)/payments/310/remove", ["keep": true])
      #expect(removed.json["status"] == "APPROVED")
      for path in ["/invoices/\(id)/paymentevents", "/payments/paymentevents?invoiceId=\(id)"] {
        let event = try await client.get(path).json["results"]?[0]
        #expect(event?["status"] == "PAYMENT_TRANSACTION_REMOVED")
      }
    }
  }

  @Test("up to 200 invoices are asked for at once, in pages")
  func pages() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let ids = [try await approved(client), try await approved(client)]
      for id in ids {
        for _ in 0..<3 { _ = try await client.control("POST", "/invoices/\(id)/payments", ["amount": 10]) }
      }
      let list = "/payments/paymentevents?invoiceId=\(ids[0]),\(ids[1])&orderById=ASC&size=4"
      let first = try await client.get(list).json
      #expect(first["results"]?.arrayValue?.compactMap { $0["id"]?.intValue } == [310, 311, 312, 313])
      #expect(first["meta"] == ["pageNumber": 0, "pageSize": 4, "resultCount": 4, "totalCount": 6])
      let second = try await client.get(list + "&previousId=313").json
      #expect(second["results"]?.arrayValue?.compactMap { $0["id"]?.intValue } == [314, 315])
      let many = (1...201).map(String.init).joined(separator: ",")
      #expect(try await client.get("/payments/paymentevents?invoiceId=\(many)").status == 400)
      #expect(try await client.get("/payments/paymentevents").status == 400)
    }
  }

  @Test("a user marks an invoice paid through the API")
  func markPaid() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let id = try await approved(client)
      let body: JSON = [
        "paymentDate": "2026-03-10", "amount": Self.number("1260.35"), "currency": "EUR", "paymentMethodType": "CASH",
      ]
      let event = try await client.put("/invoices/\(id)/paymentevents/markpaid", body)
      #expect(event.json["type"] == "CASH")
      #expect(event.json["status"] == "MARKED_PAID")
      #expect(try await client.get("/invoices/\(id)").json["status"] == "MARKED_PAID")
    }
  }

  @Test("a credit note is paid by what it gives back")
  func credit() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let body = ProcountorSamples.invoice.putting(-10, at: "invoiceRows.0.quantity")
        .putting(-3, at: "invoiceRows.1.quantity")
      let id = try await approved(client, body)
      let half = try await client.control("POST", "/invoices/\(id)/payments", ["amount": -260])
      #expect(half.json["status"] == "PARTLY_PAID")
      let rest = try await client.control("POST", "/invoices/\(id)/payments", ["type": "INVOICE_TO_INVOICE"])
      #expect(rest.json["event"]?["amount"] == Self.number("-1000.35"))
      #expect(rest.json["status"] == "PAID")
    }
  }
}
