import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procurify misbehaviour")
struct ProcurifyMisbehaviourTests {
  @Test(
    "whatever is not a GET is refused, counted and listed",
    arguments: ["POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
  )
  func writes(_ method: String) async throws {
    try await withProcurify { _, client in
      let reply = try await client.send(method, "/api/v3/vendors/1/")
      #expect(reply.status == 405)
      _ = try await client.send(method, "/api/v3/nothing/of/that/kind/")
      let writes = try await client.control("GET", "/writes").json
      #expect(writes.arrayValue?.map { $0["path"] } == ["/api/v3/vendors/1/", "/api/v3/nothing/of/that/kind/"])
      #expect(writes[0]?["method"] == .string(method))
      let requests = try await client.control("GET", "/requests").json
      #expect(requests["\(method) /api/v3/vendors/{group}/"] == 1)
    }
  }

  @Test("asking for tokens and looking is not listed as writing")
  func reads() async throws {
    try await withProcurify { _, client in
      _ = try await client.get("/api/v3/vendors/all/")
      let writes = try await client.control("GET", "/writes").json
      #expect(writes == [])
      let requests = try await client.control("GET", "/requests").json
      #expect(requests == ["GET /api/v3/vendors/{group}/": 1, "POST /oauth/token": 1])
    }
  }

  @Test("what the role may not see is refused without naming it, the rest is seen")
  func permissions() async throws {
    try await withProcurify { _, client in
      try await client.control("PUT", "/settings", ["permissions": ["bills": false]])
      let reply = try await client.get("/api/v3/ap/bills/")
      #expect(reply.status == 403)
      #expect(reply.detail == "You do not have permission to perform this action.")
      #expect(try await client.get("/api/v3/vendors/all/").status == 200)
      let wrong = try await client.control("PUT", "/settings", ["permissions": ["invoices": false]])
      #expect(wrong.status == 422)
    }
  }

  @Test("under a name that is nobody's stands a page to sign in")
  func wrongSubdomain() async throws {
    try await withProcurify { _, client in
      try await client.control("PUT", "/settings", ["wrong_subdomain": true])
      for reply in [try await client.get("/api/v3/users/me/"), try await client.askForToken()] {
        #expect(reply.status == 200)
        #expect(reply.header("content-type") == "text/html; charset=utf-8")
      }
    }
  }

  @Test("more calls in a second than allowed are turned away, with or without a word about when to come again")
  func rate() async throws {
    try await withProcurify { _, client in
      try await client.control("PUT", "/settings", ["limit_per_second": 1, "retry_after": 7])
      try await client.control("POST", "/clock", ["seconds": 1])
      #expect(try await client.get("/api/v2/currencies/").status == 200)
      let refused = try await client.get("/api/v2/currencies/")
      #expect(refused.status == 429)
      #expect(refused.header("retry-after") == "7")
      try await client.control("PUT", "/settings", ["retry_after": nil])
      let silent = try await client.get("/api/v2/currencies/")
      #expect(silent.status == 429)
      #expect(silent.header("retry-after") == nil)
    }
  }

  @Test("one list fails while the others answer, and then answers again")
  func oneList() async throws {
    try await withProcurify { _, client in
      try await client.control("PUT", "/failures", ["fail": "503:2 times", "list": "bills"])
      for status in [503, 503, 200] {
        #expect(try await client.get("/api/v3/ap/bills/").status == status)
        #expect(try await client.get("/api/v3/vendors/all/").status == 200)
      }
      let wrong = try await client.control("PUT", "/failures", ["fail": "503", "list": "nothing"])
      #expect(wrong.status == 422)
    }
  }

  @Test("a token that is ended by chance is really at its end, the next one is good")
  func expiredToken() async throws {
    try await withProcurify(fail: "expired-token:1 time") { _, client in
      #expect(try await client.get("/api/v2/currencies/").status == 401)
      #expect(try await client.get("/api/v2/currencies/").status == 401)
      let next = try await client.signedIn()
      #expect(try await next.get("/api/v2/currencies/").status == 200)
    }
  }

  @Test("tokens end and records change in the middle of paging")
  func hooks() async throws {
    try await withPlant { plant in
      let client = plant.client
      for number in 1...3 { _ = try await plant.bill(["invoice_number": .string("B\(number)")]) }
      let deeds: JSON = [
        ["method": "DELETE", "path": "/bills/903"], ["method": "POST", "path": "/expire"],
        ["method": "PUT", "path": "/bills/4711", "body": ["note": "x"]],
      ]
      try await client.control("POST", "/hooks", ["list": "bills", "page": 2, "do": deeds])
      let list = "/api/v3/ap/bills/?order_by=id&page_size=1&page="
      #expect(try await client.rows(list + "1") == [901])
      #expect(try await client.rows(list + "2") == [902])
      #expect(try await client.get(list + "3").status == 401)
      let next = try await client.signedIn()
      #expect(try await next.get(list + "3").detail == "Invalid page.")
      let done = try await client.control("GET", "/hooks").json
      #expect(done.arrayValue?.map { $0["status"] } == [204, 204, 404])
    }
  }

  @Test(
    "times come as the server is set: with a fraction, an offset or without zone",
    arguments: [
      ("fraction", "2026-03-02T07:30:00.123456Z"), ("offset", "2026-03-02T07:30:00+00:00"),
      ("naive", "2026-03-02T07:30:00"),
    ]
  )
  func times(_ setting: String, _ text: String) async throws {
    try await withPlant(settings: ["times": .string(setting)]) { plant in
      let bill = try await plant.shown(bill: plant.bill())
      #expect(bill["last_modified_datetime"]?.stringValue == text)
    }
  }

  @Test("the books are there again after a restart")
  func state() async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("procurify-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    try await withProcurify(state: file) { _, client in
      let plant = try await ProcurifyPlant(client)
      _ = try await plant.bill()
      let gone = try await plant.bill()
      try await client.control("DELETE", "/bills/\(gone)")
      try await client.control("PUT", "/settings", ["permissions": ["vendors": false]])
    }
    try await withProcurify(state: file) { _, client in
      let bills = try await client.rows("/api/v3/ap/bills/")
      #expect(bills == [901])
      #expect(try await client.get("/api/v3/vendors/all/").status == 403)
      #expect(try await client.make("bills", ["vendor": 2, "items": [["account": 1]]]) == 903)
    }
  }

  @Test("expired budgets are listed only when they are asked for")
  func budgets() async throws {
    try await withPlant { plant in
      let change: JSON = ["end_datetime": "2026-01-01"]
      try await plant.client.control("PUT", "/accounts/\(plant.account)", change)
      #expect(try await plant.client.rows("/api/v3/accounts/") == [])
      let all = try await plant.client.rows("/api/v3/accounts/?with_expired_budgets=true")
      #expect(all == [.int(plant.account)])
    }
  }
}
