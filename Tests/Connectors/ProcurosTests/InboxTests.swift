import Core
import Engine
import HTTP
import TestKit
import Testing

@testable import ProcurosConnector

@Suite("The inbox of Procuros")
struct InboxTests {
  private let partner = FakePartner()

  @Test("pages of a hundred follow the cursor on the connection's own URL")
  func pages() async throws {
    partner.next(.get, .answer(200, page(["a", "b"], next: "c 1/2")), .answer(200, page(["c"], next: nil)))
    let inbox = ProcurosInbox()
    let first = try await inbox.page(after: nil, since: nil, settings(), client())
    #expect(first.items.map(\.arrival.externalID) == ["a", "b"])
    #expect(first.next == "c 1/2")
    let second = try await inbox.page(after: first.next, since: nil, settings(), client())
    #expect(second.items.map(\.arrival.externalID) == ["c"])
    #expect(second.next == nil)
    #expect(
      partner.requests.map(\.url) == [
        "https://procuros.example/v2/transactions?per_page=100",
        "https://procuros.example/v2/transactions?per_page=100&cursor=c%201%2F2",
      ]
    )
  }

  @Test("a cursor that leads to itself ends with an error instead of never")
  func circle() async throws {
    partner.next(.get, .answer(200, page(["a"], next: "x")))
    await #expect { _ = try await ProcurosInbox().page(after: "x", since: nil, settings(), client()) } throws: {
      ($0 as? Failure)?.code == "procuros.unreadable"
    }
  }

  @Test("a document that could not be built is told with its number, type and fields")
  func problem() async throws {
    partner.next(.post, .answer(201, ["message": "OK."]))
    let problem = Problem(
      flow: "procuros.order.send",
      recordName: "P00042",
      reason: "The product has no barcode.",
      context: ["path1": "content.items[0].identifiers[GS1]"]
    )
    try await Procuros().tell(problem, client())
    let request = try #require(partner.requests.first)
    #expect(request.url == "https://procuros.example/v2/errors")
    let body = try JSON(parsing: try #require(request.body))
    let expected: JSON = [
      "errorReason": "The product has no barcode.", "errorType": "DATA",
      "errorContext": ["path1": "content.items[0].identifiers[GS1]"], "transactionIdentifier": "P00042",
      "transactionType": "ORDER",
    ]
    #expect(body == expected)
  }

  @Test("a document knows its flow and number; kinds that nobody takes have no flow")
  func items() async throws {
    partner.next(
      .get,
      .answer(
        200,
        [
          "items": [
            [
              "procurosTransactionId": "1", "type": "ORDER_RESPONSE", "isLatestVersion": false,
              "replacesProcurosTransactionId": "0", "content": ["header": ["orderResponseIdentifier": "AB-9001"]],
            ],
            ["procurosTransactionId": "2", "type": "PRODUCT_CATALOG", "content": [:]],
            ["procurosTransactionId": "3", "type": "CREDIT_NOTE", "content": ["header": ["creditNoteIdentifier": 77]]],
            ["type": "ORDER", "content": [:]], ["procurosTransactionId": "5"], "nothing",
          ],
          "hasMore": false, "perPage": 100, "count": 6, "nextCursor": nil, "nextPageUrl": nil,
        ]
      )
    )
    let items = try await ProcurosInbox().page(after: nil, since: nil, settings(), client()).items
    #expect(items.map(\.arrival.externalID) == ["1", "2", "3", "5"])
    #expect(items.map(\.flow) == ["procuros.order_response.receive", nil, "procuros.credit_note.receive", nil])
    #expect(items.map(\.arrival.number) == ["AB-9001", nil, "77", nil])
    #expect(items.map(\.isLatest) == [false, true, true, true])
    #expect(items.first?.replaces == "0")
  }

  @Test("where the connection asks for it, test documents are left alone")
  func testFlow() async throws {
    partner.next(
      .get,
      .answer(200, page(["a", "b"], next: nil)),
      .answer(200, ["data": ["flow": "TEST"]]),
      .answer(200, ["data": ["flow": "LIVE"]])
    )
    let items = try await ProcurosInbox().page(after: nil, since: nil, settings(["check_test_flow": true]), client())
      .items
    #expect(items.map(\.flow) == [nil, "procuros.order.receive"])
    #expect(
      partner.requests.dropFirst().map(\.url)
        == ["a", "b"].map { "https://procuros.example/v2/all-transactions/\($0)" }
    )
  }

  @Test("outcomes are told in one request")
  func marks() async throws {
    partner.next(
      .post,
      .answer(
        200,
        [
          "data": [
            ["procurosTransactionId": "a", "message": "OK."], ["procurosTransactionId": "b", "message": "OK."],
          ]
        ]
      )
    )
    let reports = [
      InboxReport(externalID: "a"),
      InboxReport(externalID: "b", fault: .data, reason: "No product.", context: ["path": "content.items[0]"]),
    ]
    let told = try await ProcurosInbox().report(reports, client())
    #expect(told == ["a", "b"])
    let body = try JSON(parsing: try #require(partner.requests.first?.body))
    #expect(
      body == [
        "items": [
          ["procurosTransactionId": "a", "success": true],
          [
            "procurosTransactionId": "b", "success": false, "errorReason": "No product.", "errorType": "DATA",
            "errorContext": ["path": "content.items[0]"],
          ],
        ]
      ]
    )
  }

  @Test("when Procuros refuses the whole list for the sake of one, each is told by itself; one that is gone is done")
  func oneByOne() async throws {
    partner.next(.post, .answer(422, ["message": "The selected id is invalid."]))
    partner.next(.put, .answer(200, [:]), .answer(404, ["message": "Not found."]), .answer(422, ["message": "No."]))
    let told = try await ProcurosInbox().report(["a", "b", "c"].map { InboxReport(externalID: $0) }, client())
    #expect(told == ["a", "b"])
    #expect(partner.requests.last?.url == "https://procuros.example/v2/transactions/c")
  }

  @Test("a refused token is said, and nothing counts as told")
  func unauthorized() async throws {
    partner.next(.post, .answer(401, ["message": "Unauthenticated."]))
    await #expect { _ = try await ProcurosInbox().report([InboxReport(externalID: "a")], client()) } throws: {
      ($0 as? Failure)?.code == "procuros.unauthorized"
    }
  }

  private func page(_ ids: [String], next: String?) -> JSON {
    let items = ids.map { id -> JSON in
      ["procurosTransactionId": .string(id), "type": "ORDER", "content": ["header": [:]], "isLatestVersion": true]
    }
    return [
      "items": .array(items), "hasMore": .bool(next != nil), "nextCursor": JSON(next),
      "nextPageUrl": next == nil ? nil : "https://elsewhere.example/v2/transactions?cursor=evil",
    ]
  }

  private func settings(_ values: JSON = [:]) -> Settings {
    Settings(connection: ["key": "c-1", "settings": values], secrets: [:], declared: Procuros().settings)
  }

  private func client() throws -> ProcurosClient {
    try ProcurosClient(url: "https://procuros.example", version: "v2", token: TestWorld.token, http: partner)
  }
}
