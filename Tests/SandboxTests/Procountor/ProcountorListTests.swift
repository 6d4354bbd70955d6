import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procountor invoice search")
struct ProcountorListTests {
  private func ids(_ client: ProcountorTestClient, _ query: String) async throws -> [Int] {
    (try await client.get("/invoices?\(query)").json["results"]?.arrayValue ?? []).compactMap { $0["id"]?.intValue }
  }

  /// Three sales invoices of March, an hour apart, and a bill.
  private func fill(_ client: ProcountorTestClient) async throws {
    for (day, number) in [("02", "A-1"), ("03", "A-2"), ("03", "B-1")] {
      let body = ProcountorSamples.invoice.putting(.string("2026-03-\(day)"), at: "date")
        .putting(.string(number), at: "originalInvoiceNumber")
      _ = try await client.invoice(body)
      _ = try await client.control("POST", "/clock", ["seconds": 600])
    }
    _ = try await client.control("POST", "/bills", ProcountorBillTests.bill)
  }

  @Test("every filter narrows the list")
  func filters() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      try await fill(client)
      #expect(try await ids(client, "") == [9004, 9003, 9002, 9001])
      #expect(try await ids(client, "types=SALES_INVOICE") == [9003, 9002, 9001])
      #expect(try await ids(client, "types=SALES_INVOICE,PURCHASE_INVOICE&orderById=ASC") == [9001, 9002, 9003, 9004])
      #expect(try await ids(client, "status=APPROVED") == [9004])
      #expect(try await ids(client, "startDate=2026-03-03&endDate=2026-03-03&types=SALES_INVOICE") == [9003, 9002])
      #expect(try await ids(client, "originalInvoiceNumber=A-1") == [9001])
      #expect(try await ids(client, "originalInvoiceNumber=A") == [])
      #expect(try await ids(client, "invoiceNumber=1002") == [9002])
      #expect(try await ids(client, "searchTerm=b-1") == [9003])
      #expect(try await ids(client, "invoiceChannel=NO_SENDING&dueEndDate=2026-03-16") == [9003, 9002, 9001])
      #expect(
        try await ids(client, "createdStartDate=2026-03-02T09:40:00&createdEndDate=2026-03-02T09:50:00") == [
          9003, 9002,
        ]
      )
      #expect(try await ids(client, "businessPartnerId=7001") == [])
    }
  }

  @Test("a changed invoice comes up by its version")
  func versions() async throws {
    try await withProcountor { _, stranger in
      try await fill(try await stranger.signedIn())
      _ = try await stranger.control("POST", "/clock", ["seconds": 86_400])
      let client = try await stranger.signedIn()
      _ = try await client.control("POST", "/invoices/9001/approve")
      #expect(try await ids(client, "versionStartDate=2026-03-03T00:00:00") == [9001])
      #expect(try await ids(client, "orderByVersion=ASC&size=1") == [9002])
      #expect(try await ids(client, "orderByVersion=DESC&size=1") == [9001])
    }
  }

  @Test("both cursors walk over everything once")
  func cursors() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      try await fill(client)
      #expect(try await ids(client, "size=3&page=1&orderById=ASC") == [9004])
      #expect(try await ids(client, "size=3&orderById=ASC&previousId=9003") == [9004])
      #expect(try await ids(client, "size=3&orderById=DESC&previousId=9002") == [9001])
      let meta = try await client.get("/invoices?size=3").json["meta"]
      #expect(meta == ["pageNumber": 0, "pageSize": 3, "resultCount": 3, "totalCount": 4])
    }
  }

  @Test(
    "what it does not understand is refused",
    arguments: [
      "size=0", "size=201", "page=x", "types=CREDIT_NOTE", "status=OPEN", "startDate=2.3.2026", "orderById=UP",
      "versionStartDate=2026-03-02", "versionStartDate=2026-03-02T09:40:00Z", "invoiceNumber=A", "number=1",
      "types=SALES_INVOICE&types=PURCHASE_INVOICE",
    ]
  )
  func refuses(_ query: String) async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      let reply = try await client.get("/invoices?\(query)")
      #expect(reply.status == 400)
      #expect(reply.fields == [String(query.prefix { $0 != "=" })])
    }
  }

  @Test("event logs of several invoices are asked for by a repeated parameter")
  func events() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      try await fill(client)
      _ = try await client.control(
        "POST",
        "/invoices/9001/event",
        ["action": "SENDING_ERROR_RECEIVED", "details": "no route"]
      )
      let reply = try await client.get("/invoices/transactions?invoiceIds=9002&invoiceIds=9001")
      #expect(reply.json["results"]?.arrayValue?.compactMap { $0["invoiceId"]?.intValue } == [9001, 9002])
      #expect(reply.json["results"]?[0]?["transactions"]?[0]?["details"] == "no route")
      #expect(try await client.get("/invoices/transactions?invoiceIds=9001,9002").status == 400)
    }
  }
}
