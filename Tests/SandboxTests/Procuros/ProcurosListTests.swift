import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procuros lists")
struct ProcurosListTests {
  @Test("page with opaque cursors until nothing is left")
  func pages() async throws {
    try await withProcuros { _, client in
      for number in 1...5 { _ = try await client.post("/v2/transactions", Samples.order("P\(number)")) }
      var path = "/v2/all-transactions?per_page=2"
      var numbers: [String] = []
      var counts: [Int] = []
      while true {
        let page = try await client.get(path).json
        numbers += (page["items"]?.arrayValue ?? []).compactMap {
          $0["content"]?["header"]?["orderIdentifier"]?.stringValue
        }
        counts.append(page["count"]?.intValue ?? -1)
        #expect(page["perPage"] == 2)
        guard let cursor = page["nextCursor"]?.stringValue else {
          #expect(page["hasMore"] == false)
          #expect(page["nextPageUrl"] == JSON.null)
          break
        }
        #expect(page["hasMore"] == true)
        #expect(page["nextPageUrl"]?.stringValue?.contains(cursor) == true)
        path = "/v2/all-transactions?per_page=2&cursor=\(cursor)"
      }
      #expect(numbers == ["P1", "P2", "P3", "P4", "P5"])
      #expect(counts == [2, 2, 1])
    }
  }

  @Test("filter by type, status, flow and day, brackets raw or encoded")
  func filters() async throws {
    try await withProcuros {
      $0.now = { Date(timeIntervalSince1970: 1_741_561_200) }  // 2025-03-10 00:00 in Berlin, the day before in UTC
    } _: { _, client in
      _ = try await client.post("/v2/transactions", Samples.order())
      _ = try await client.post("/v2/transactions", Samples.invoice)
      func types(_ query: String) async throws -> [JSON?] {
        try await client.get("/v2/all-transactions?\(query)").json["items"]?.arrayValue?.map { $0["type"] } ?? []
      }
      #expect(try await types("filter[type]=ORDER") == ["ORDER"])
      #expect(try await types("filter%5Btype%5D=INVOICE") == ["INVOICE"])
      #expect(try await types("filter[status]=PENDING&filter[flow]=LIVE").count == 2)
      #expect(try await types("filter[flow]=TEST").isEmpty)
      #expect(try await types("filter[created_between]=2025-03-10,2025-03-10").count == 2)
      #expect(try await types("filter[created_between]=2025-03-10%2C2025-03-11&filter[type]=ORDER").count == 1)
      #expect(try await types("filter[created_between]=2025-03-08,2025-03-09").isEmpty)
    }
  }

  @Test(
    "refuse what they do not know",
    arguments: [
      "filter[type]=PAYMENT", "filter[status]=OPEN", "filter[created_between]=2025-03-10",
      "filter[created_between]=2025-03-11,2025-03-10", "filter[number]=1", "per_page=0", "per_page=101", "perPage=5",
      "cursor=abc", "page=2",
    ]
  )
  func refuse(_ query: String) async throws {
    try await withProcuros { _, client in
      let reply = try await client.get("/v2/all-transactions?\(query)")
      #expect(reply.status == 422)
      #expect(reply.json["errors"]?.objectValue?.keys.count == 1)
    }
  }

  @Test("refuse a cursor with other filters than it was made for")
  func foreignCursor() async throws {
    try await withProcuros { _, client in
      for number in 1...2 { _ = try await client.post("/v2/transactions", Samples.order("P\(number)")) }
      let page = try await client.get("/v2/all-transactions?per_page=1").json
      let cursor = page["nextCursor"]?.stringValue ?? ""
      #expect(try await client.get("/v2/all-transactions?per_page=1&cursor=\(cursor)").status == 200)
      #expect(try await client.get("/v2/all-transactions?filter[type]=ORDER&cursor=\(cursor)").status == 422)
    }
  }

  @Test("show one transaction whole")
  func one() async throws {
    try await withProcuros { _, client in
      let id = try await client.post("/v2/transactions", Samples.order()).json["procurosTransactionId"]?.stringValue
      let data = try await client.get("/v2/all-transactions/\(id ?? "")").json["data"]
      #expect(data?["content"] == Samples.order()["content"])
      #expect(
        data?.objectValue?.keys == [
          "procurosTransactionId", "type", "replacesProcurosTransactionId", "replacedByProcurosTransactionId",
          "isLatestVersion", "status", "flow", "createdAt", "content",
        ]
      )
      #expect(try await client.get("/v2/all-transactions/nobody").status == 404)
    }
  }

  @Test("lose an incoming document once it is marked")
  func queue() async throws {
    try await withProcuros { simulator, client in
      for number in ["AB-1", "AB-2", "AB-3"] {
        let response = Samples.response.with("content.header.orderResponseIdentifier", .string(number))
        #expect(try await client.post("/_sandbox/incoming", response).status == 201)
      }
      let items = try await client.get("/v2/transactions?filter[type]=ORDER_RESPONSE").json["items"]?.arrayValue ?? []
      #expect(items.count == 3)
      #expect(items.first?["status"] == nil)
      let ids = items.compactMap { $0["procurosTransactionId"]?.stringValue }
      let marked = try await client.put("/v2/transactions/\(ids[0])", ["success": true])
      #expect(marked.json == ["data": ["message": "OK."]])
      let failed: JSON = [
        "procurosTransactionId": .string(ids[1]), "success": false, "errorReason": "No product", "errorType": "DATA",
        "errorContext": ["lineNumber": "1"],
      ]
      let bulk = try await client.post("/v2/transactions/bulk/mark-processed", ["items": [failed]])
      #expect(bulk.json["data"]?[0]?["errorUrl"] != nil)
      #expect(try await client.get("/v2/transactions").json["count"] == 1)
      #expect(await simulator.network.transactions.map(\.status) == ["SUCCESS", "FAILED", "PENDING"])
    }
  }

  @Test("refuse marks and error reports that break the contract")
  func marks() async throws {
    try await withProcuros { simulator, client in
      let id = "5d0c1c1e-2f0b-4d5a-9c57-1f6f1b0a7e01"
      let stranger = try await client.put("/v2/transactions/\(id)", ["success": true])
      #expect(stranger.status == 404)
      #expect(try await client.put("/v2/transactions/\(id)", ["errorType": "DATA"]).status == 422)
      let bulk = "/v2/transactions/bulk/mark-processed"
      let item: JSON = ["procurosTransactionId": .string(id), "success": true]
      #expect(try await client.post(bulk, [item]).status == 422)
      #expect(try await client.post(bulk, ["items": []]).status == 422)
      #expect(try await client.post(bulk, ["items": [item]]).status == 422)
      #expect(try await client.post("/v2/errors", ["errorReason": "x", "errorType": "USER"]).status == 422)
      let report: JSON = ["errorReason": "No GLN", "errorType": "DATA", "transactionType": "ORDER"]
      #expect(try await client.post("/v2/errors", report).status == 201)
      #expect(await simulator.network.reportedErrors == [report])
    }
  }
}
