import Core
import Engine
import Foundation
import HTTP
import Testing

@testable import ProcurifyConnector

@Suite("reading Procurify")
struct ClientTests {
  @Test("a list is read to its end, wherever its pages are counted", arguments: [false, true])
  func pages(_ isTopLevel: Bool) async throws {
    let world = StreamWorld(isTopLevel: isTopLevel)
    world.tenant.put("/api/v3/vendors/all/", (1...5).map { world.vendor($0) })
    let rows = try await world.client().all("/api/v3/vendors/all/")
    #expect(ids(rows) == [1, 2, 3, 4, 5])
    // `next` named another host; ours was asked.
    let hosts = Set(world.tenant.requests.map { $0.url.prefix(27) })
    #expect(hosts == ["https://acme.procurify.com/"])
    let clients = Set(world.tenant.requests.map { $0.headers["X-Procurify-Client"] })
    #expect(clients == ["api"])
  }

  @Test("a next page outside of the API is not followed")
  func elsewhere() async throws {
    let world = StreamWorld()
    let answer: JSON = [
      "data": [["id": 1]], "metadata": ["pagination": ["next": "https://acme.procurify.com/oauth/x"]],
    ]
    world.tenant.next("/api/v3/vendors/all/", .success(.json(answer)))
    let failure = await failure { () async throws(Failure) in
      _ = try await world.client().all("/api/v3/vendors/all/")
    }
    #expect(failure?.code == "procurify.next_page")
  }

  @Test("a list whose next page is always the same one is counted on to its end")
  func loop() async throws {
    let world = StreamWorld()
    for number in 1...3 {
      let pagination: JSON = [
        "next": "https://acme.procurify.com/api/v3/vendors/all/?page=2&page_size=2", "num_pages": 3, "count": 3,
        "current_page": .int(number), "page_size": 2,
      ]
      let body: JSON = ["data": [["id": .int(number)]], "metadata": ["pagination": pagination]]
      world.tenant.next("/api/v3/vendors/all/", .success(.json(body)))
    }
    let rows = try await world.client().all("/api/v3/vendors/all/")
    #expect(ids(rows) == [1, 2, 3])
  }

  @Test("after an answer that came too late smaller pages are asked for, with no row left out, and it stays so")
  func halved() async throws {
    var world = StreamWorld()
    world.settings["page_size"] = 8
    let list = "/api/v3/vendors/all/"
    world.tenant.put(list, (1...20).map { world.vendor($0) })
    let late = Failure(.transport, "http.timeout", "Too late.")
    world.tenant.next("\(list)?page_size=8&page=2", .failure(late))
    let rows = try await world.client().all(list)
    #expect(ids(rows) == Array(1...20))
    #expect(world.tenant.asked.contains("\(list)?page=3&page_size=4"))
    _ = try await world.client().all(list)
    let last = world.tenant.asked.last { $0.contains("page=1&") }
    #expect(last == "\(list)?page=1&page_size=4")
  }

  @Test(
    "what is not GET is stopped before it leaves",
    arguments: [HTTPRequest.Method.post, .put, .patch, .delete, .head]
  )
  func readOnly(_ method: HTTPRequest.Method) async throws {
    let world = StreamWorld()
    let client = try world.client()
    let request = HTTPRequest(method, "https://acme.procurify.com/api/v3/ap/bills/mark-as-paid/", safeToRepeat: false)
    let failure = await failure { () async throws(Failure) in _ = try await client.http.send(request) }
    #expect(failure?.code == "procurify.read_only")
    #expect(failure?.mayHaveArrived == false)
    #expect(world.tenant.requests.isEmpty)
  }

  @Test(
    "an answer that refuses is told in its own words, whatever their shape",
    arguments: [
      (#"{"detail":"No such filter."}"#, "No such filter."), (#"{"message":"No such filter."}"#, "No such filter."),
      (#"{"errors":{"date_0":["Enter a valid date."]}}"#, "date_0: Enter a valid date."),
      (#"{"date_0":["Enter a valid date."]}"#, "date_0: Enter a valid date."),
      (#"{"error":"invalid_client","error_description":"Unknown client."}"#, "Unknown client."),
    ]
  )
  func words(_ body: String, _ words: String) async throws {
    let world = StreamWorld()
    let answer = HTTPResponse(status: 400, headers: ["x-request-id": "r-77"], body: Array(body.utf8))
    world.tenant.next("/api/v3/ap/bills/", .success(answer))
    let failure = await failure { () async throws(Failure) in _ = try await world.client().read("/api/v3/ap/bills/") }
    #expect(failure?.code == "procurify.refused")
    #expect(failure?.message.hasSuffix(words) == true)
    #expect(failure?.detail == "x-request-id r-77")
  }

  @Test("each status has its meaning")
  func statuses() async throws {
    let expected: [(HTTPResponse, String, Failure.Kind)] = [
      (.json(["detail": "No."], 401), "procurify.unauthorized", .configuration),
      (.json(["detail": "No."], 403), "procurify.forbidden", .configuration),
      (.json(["detail": "No."], 404), "procurify.not_found", .response),
      (.json(["detail": "No."], 429), "procurify.too_many_requests", .response),
      (.json(["detail": "No."], 503), "procurify.unavailable", .transport),
      (.json(["detail": "No."], 408), "procurify.unavailable", .transport),
      (.page("<html>Sign in</html>"), "procurify.no_api", .configuration),
      (.page("<html>No such page</html>", 404), "procurify.no_api", .configuration),
      (HTTPResponse(status: 302, headers: ["Location": "/login"]), "procurify.no_api", .configuration),
      (HTTPResponse(status: 200, body: Array(#"{"data":[1"#.utf8)), "procurify.unreadable", .transport),
    ]
    for (answer, code, kind) in expected {
      let world = StreamWorld()
      world.tenant.next("/api/v2/ap/bills/", .success(answer))
      let failure = await failure { () async throws(Failure) in
        _ = try await world.client().read("/api/v2/ap/bills/5e0c7d5c-1d8c/")
      }
      #expect(failure?.code == code)
      #expect(failure?.kind == kind)
      if code == "procurify.forbidden" { #expect(failure?.message.contains("/api/v2/ap/bills/{id}/") == true) }
    }
  }

  @Test("amounts are exact, as text or as numbers")
  func decimals() async throws {
    let world = StreamWorld()
    let body = #"{"data":{"unit_cost":0.1,"total_cost":1234567890.123456789,"price":"50.00000001"}}"#
    world.tenant.next("/api/v2/ap/bills/1/", .success(HTTPResponse(status: 200, body: Array(body.utf8))))
    let bill = try await world.client().detail("/api/v2/ap/bills/1/")
    #expect(bill?["unit_cost"]?.decimalValue == Decimal(string: "0.1"))
    #expect(bill?["total_cost"]?.decimalValue == Decimal(string: "1234567890.123456789"))
    #expect(bill?["price"]?.decimalValue == Decimal(string: "50.00000001"))
  }

  @Test(
    "moments are read with and without fraction and offset; without one they are UTC",
    arguments: [
      ("2026-03-03T14:20:11Z", "2026-03-03T14:20:11.000Z"), ("2026-03-03T14:20:11.987654Z", "2026-03-03T14:20:11.987Z"),
      ("2026-03-03T14:20:11+02:00", "2026-03-03T12:20:11.000Z"),
      ("2026-03-03T14:20:11-0800", "2026-03-03T22:20:11.000Z"), ("2026-03-03T14:20:11", "2026-03-03T14:20:11.000Z"),
      ("2026-03-03 14:20", "2026-03-03T14:20:00.000Z"), ("2026-03-03", "2026-03-03T00:00:00.000Z"),
    ]
  )
  func moments(_ text: String, _ utc: String) { #expect(Moment.of(.string(text))?.text == utc) }

  @Test("what is no moment is none", arguments: ["", "yesterday", "2026-13-01", "2026-03-03T25:00:00Z"])
  func noMoment(_ text: String) { #expect(Moment.of(.string(text)) == nil) }
}

func ids(_ rows: [JSON]) -> [Int] { rows.compactMap { $0["id"]?.intValue } }

/// What a body throws.
func failure(_ body: () async throws(Failure) -> Void) async -> Failure? {
  do throws(Failure) {
    try await body()
    return nil
  } catch {
    return error
  }
}
