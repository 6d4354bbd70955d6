import Core
import HTTP
import Testing

@testable import ProcountorConnector

@Suite("procountor: the client")
struct ClientTests {
  private func client(_ server: ScriptedServer) throws -> ProcountorClient {
    try ProcountorClient(url: "https://api.procountor.com", http: server)
  }

  @Test("a read has no body")
  func readWithoutBody() async throws {
    let server = ScriptedServer(.json(["status": "OK"]))
    _ = try await client(server).read("/status")
    let request = try #require(server.requests.first)
    #expect(request.body == nil)
    #expect(request.headers["Content-Type"] == nil)
    #expect(request.url == "https://api.procountor.com/api/status")
  }

  @Test("a list is read to its end, each page after the last id of the one before")
  func pages() async throws {
    let first = (1...200).map { JSON.record([("id", .int($0 * 3))]) }
    let server = ScriptedServer(
      .json(["results": .array(first), "meta": ["pageNumber": 0]]),
      .json(["results": [["id": 601]]])
    )
    let rows = try await client(server).all("/invoices?types=SALES_INVOICE")
    #expect(rows.count == 201)
    #expect(
      server.urls == [
        "https://api.procountor.com/api/invoices?types=SALES_INVOICE&orderById=ASC&size=200",
        "https://api.procountor.com/api/invoices?types=SALES_INVOICE&orderById=ASC&size=200&previousId=600",
      ]
    )
  }

  @Test("a page that repeats ends with an error, not never")
  func repeatingPage() async throws {
    let page = HTTPResponse.json(["results": .array((1...200).map { ["id": .int($0)] })])
    let client = try client(ScriptedServer(page, page, page))
    let failure = await #expect(throws: Failure.self) { try await client.all("/products") }
    #expect(failure?.code == "procountor.page_repeats")
  }

  @Test("an old version's list of products is read too")
  func oldList() async throws {
    let server = ScriptedServer(.json(["products": [["id": 5]]]))
    let rows = try await client(server).all("/products")
    #expect(rows == [["id": 5]])
  }

  @Test("a batch takes the object of one id, the array of several and the 404 of none, 200 at a time")
  func batches() async throws {
    let server = ScriptedServer(
      .json(.array((1...200).map { ["id": .int($0)] })),
      .json(["id": 201])
    )
    let found = try await client(server).batch("/invoices", Array(1...201))
    #expect(found.count == 201)
    #expect(server.urls.last == "https://api.procountor.com/api/invoices/201")
    let none = try await client(ScriptedServer(.json(["errors": []], 404))).batch("/invoices", [7])
    #expect(none == [])
  }

  @Test("every field that is refused becomes an issue in Procountor's own words")
  func rejected() async throws {
    let body: JSON = [
      "errors": [
        ["status": 400, "field": "paymentInfo.dueDate", "message": "DUE_DATE_BEFORE_BILL_DATE"],
        ["status": 400, "message": "Something about the whole."],
      ]
    ]
    let client = try client(ScriptedServer(.json(body, 400)))
    let failure = try #require(await #expect(throws: Failure.self) { try await client.create("/invoices", []) })
    #expect(failure.code == "procountor.rejected")
    #expect(failure.kind == .response)
    #expect(!failure.mayHaveArrived)
    #expect(failure.issues.map(\.path) == ["paymentInfo.dueDate", nil])
    #expect(failure.issues.first?.message == "paymentInfo.dueDate: The due date is before the invoice date.")
    #expect(failure.message.contains("Something about the whole."))
  }

  @Test(
    "an error is read in every shape it is seen in",
    arguments: [
      (#"{"constraintViolations":[{"errorCode":"VAT_PERCENT_INVALID"}]}"#, "VAT_PERCENT_INVALID"),
      (#"{"error":"invalid_client","error_description":"Bad client"}"#, "Bad client"),
      (#"{"message":"No."}"#, "No."),
      ("<html>Bad Request</html>", "Procountor refused the data."),
      ("", "Procountor refused the data."),
    ]
  )
  func shapes(_ body: String, _ words: String) async throws {
    let client = try client(ScriptedServer(HTTPResponse(status: 400, body: Array(body.utf8))))
    let failure = try #require(await #expect(throws: Failure.self) { try await client.read("/vats/default") })
    #expect(failure.message.contains(words))
  }

  @Test(
    "each status is told as what it is",
    arguments: [
      (401, "procountor.unauthorized", Failure.Kind.configuration, false),
      (403, "procountor.forbidden", .configuration, false), (404, "procountor.not_found", .response, false),
      (409, "procountor.refused", .response, false), (429, "procountor.too_many_requests", .response, false),
      (500, "procountor.unavailable", .response, true), (503, "procountor.unavailable", .response, true),
    ]
  )
  func statuses(_ status: Int, _ code: String, _ kind: Failure.Kind, _ mayHaveArrived: Bool) async throws {
    let client = try client(ScriptedServer(.json([:], status), .json([:], status)))
    let sent = try #require(await #expect(throws: Failure.self) { try await client.create("/invoices", []) })
    #expect(sent.code == code)
    #expect(sent.kind == kind)
    #expect(sent.mayHaveArrived == mayHaveArrived)
    let read = try #require(await #expect(throws: Failure.self) { try await client.read("/invoices") })
    #expect(!read.mayHaveArrived)
  }

  @Test("a forbidden call is named")
  func forbidden() async throws {
    let client = try client(ScriptedServer(.json([:], 403)))
    let failure = await #expect(throws: Failure.self) { try await client.read("/businesspartners?type=CUSTOMER") }
    #expect(failure?.message == "Procountor does not allow GET /businesspartners.")
  }

  @Test("an answer of somebody else to a POST leaves open whether it arrived", arguments: ["<html>", "{}", "[1]"])
  func unreadable(_ body: String) async throws {
    let client = try client(ScriptedServer(HTTPResponse(status: 200, body: Array(body.utf8))))
    let failure = try #require(await #expect(throws: Failure.self) { try await client.create("/invoices", []) })
    #expect(failure.code == "procountor.unreadable")
    #expect(failure.mayHaveArrived)
  }
}
