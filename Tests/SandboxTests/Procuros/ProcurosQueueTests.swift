import Core
import Testing

@testable import Sandbox

@Suite("procuros queue")
struct ProcurosQueueTests {
  private func incoming(_ client: RawClient, _ document: JSON) async throws -> String {
    let reply = try await client.post("/_sandbox/incoming", document)
    return try #require(reply.json["procurosTransactionId"]?.stringValue)
  }

  private func waiting(_ client: RawClient, _ query: String = "") async throws -> [JSON] {
    try await client.get("/v2/transactions\(query)").json["items"]?.arrayValue ?? []
  }

  private func ids(_ items: [JSON]) -> [String] { items.compactMap { $0["procurosTransactionId"]?.stringValue } }

  @Test("a corrected document takes the place of the one that waits")
  func correction() async throws {
    try await withProcuros { _, client in
      let first = try await incoming(client, Samples.response)
      let second = try await incoming(client, Samples.response.with("content.items.0.confirmedQuantity", 12))
      let items = try await waiting(client)
      #expect(ids(items) == [second])
      #expect(items.first?["isLatestVersion"] == true)
      #expect(items.first?["replacesProcurosTransactionId"]?.stringValue == first)
      let old = try await client.get("/v2/all-transactions/\(first)").json["data"]
      #expect(old?["isLatestVersion"] == false)
      #expect(old?["replacedByProcurosTransactionId"]?.stringValue == second)
    }
  }

  @Test("a correction of a marked document waits too, and names what it replaces")
  func lateCorrection() async throws {
    try await withProcuros { _, client in
      let first = try await incoming(client, Samples.invoice)
      _ = try await client.put("/v2/transactions/\(first)", ["success": true])
      let second = try await incoming(client, Samples.invoice.with("content.header.comments", "Corrected"))
      #expect(ids(try await waiting(client)) == [second])
      #expect(try await client.get("/v2/all-transactions/\(first)").json["data"]?["status"] == "SUCCESS")
    }
  }

  @Test("the same number of another supplier, or of another type, is another document")
  func otherParties() async throws {
    try await withProcuros { _, client in
      _ = try await incoming(client, Samples.invoice)
      let gln = "content.header.supplier.identifiers.0.identifier"
      _ = try await incoming(client, Samples.invoice.with(gln, "4260123450076"))
      _ = try await incoming(client, Samples.notice.with("content.header.shippingNoticeIdentifier", "IV-0001"))
      let items = try await waiting(client)
      #expect(items.count == 3)
      let replaced = items.map { $0["replacesProcurosTransactionId"] }
      #expect(replaced == [.null, .null, .null])
    }
  }

  @Test("somebody sends a failed document again in the portal: it waits once more under its id")
  func resend() async throws {
    try await withProcuros { _, client in
      let id = try await incoming(client, Samples.invoice)
      let early = try await client.send("POST", "/_sandbox/transactions/\(id)/resend")
      #expect(early.status == 409, "it waits already")
      _ = try await client.put("/v2/transactions/\(id)", ["success": false, "errorType": "DATA"])
      #expect(try await waiting(client).isEmpty)
      #expect(try await client.send("POST", "/_sandbox/transactions/\(id)/resend").status == 201)
      #expect(ids(try await waiting(client)) == [id])
      #expect(try await client.get("/v2/all-transactions/\(id)").json["data"]?["status"] == "PENDING")
      #expect(try await client.send("POST", "/_sandbox/transactions/nobody/resend").status == 404)
    }
  }

  @Test("or under a new id, which is no new version")
  func resendAsNew() async throws {
    try await withProcuros { _, client in
      let id = try await incoming(client, Samples.invoice)
      _ = try await client.put("/v2/transactions/\(id)", ["success": true])
      let reply = try await client.post("/_sandbox/transactions/\(id)/resend", ["as_new": true])
      let again = try #require(reply.json["procurosTransactionId"]?.stringValue)
      #expect(again != id)
      let items = try await waiting(client)
      #expect(ids(items) == [again])
      #expect(items.first?["content"] == Samples.invoice["content"])
      #expect(items.first?["replacesProcurosTransactionId"] == JSON.null)
      #expect(try await client.post("/_sandbox/transactions/\(id)/resend", ["as_new": "yes"]).status == 422)
    }
  }

  @Test("a resend does not look like a double send, and an outdated version cannot be sent again")
  func resendOfSent() async throws {
    try await withProcuros {
      $0.accounts = [
        ProcurosAccount.Entry(ProcurosAccount(name: "a", glns: [Samples.gln.buyer]), token: "t0ken"),
        ProcurosAccount.Entry(ProcurosAccount(name: "b", glns: [Samples.gln.supplier]), token: "b"),
      ]
    } _: { _, client in
      let supplier = RawClient(port: client.port, token: "b")
      let sent = try await client.post("/v2/transactions", Samples.order())
      let id = try #require(sent.json["procurosTransactionId"]?.stringValue)
      _ = try await supplier.put("/v2/transactions/\(id)", ["success": true])
      #expect(try await client.post("/_sandbox/transactions/\(id)/resend", ["as_new": true]).status == 201)
      #expect(try await client.get("/_sandbox/numbers").json == ["P00042": 1])
      _ = try await client.post("/v2/transactions", Samples.order().with("content.header.version", 2))
      let versions = try await client.get("/_sandbox/numbers").json
      #expect(versions == ["P00042": 2])
    }
  }

  @Test("a mark may be changed later: what failed first has arrived after all")
  func secondMark() async throws {
    try await withProcuros { simulator, client in
      let id = try await incoming(client, Samples.order())
      _ = try await client.put("/v2/transactions/\(id)", ["success": false, "errorReason": "No product"])
      #expect(try await client.put("/v2/transactions/\(id)", ["success": true]).status == 200)
      #expect(await simulator.network.transaction(id)?.status == "SUCCESS")
    }
  }

  @Test("a list that shrinks while it is read skips documents, and never fails")
  func shrinking() async throws {
    try await withProcuros { _, client in
      for number in 1...6 { _ = try await incoming(client, Samples.order("P\(number)")) }
      let page = try await client.get("/v2/transactions?per_page=2").json
      let cursor = page["nextCursor"]?.stringValue ?? ""
      for id in ids(page["items"]?.arrayValue ?? []) {
        _ = try await client.put("/v2/transactions/\(id)", ["success": true])
      }
      let next = try await waiting(client, "?per_page=2&cursor=\(cursor)")
      let numbers = next.map { $0["content"]?["header"]?["orderIdentifier"]?.stringValue }
      #expect(numbers == ["P5", "P6"])
      for id in ids(try await waiting(client)).dropLast() {
        _ = try await client.put("/v2/transactions/\(id)", ["success": true])
      }
      let late = try await client.get("/v2/transactions?per_page=2&cursor=\(cursor)")
      #expect(late.status == 200)
      #expect(late.json["count"] == 0)
      #expect(late.json["hasMore"] == false)
    }
  }

  @Test("types that nobody of ours knows wait among the others, and a filter finds one type")
  func otherTypes() async throws {
    try await withProcuros { _, client in
      let report: JSON = [
        "type": "REMITTANCE_ADVICE",
        "content": ["header": ["adviceNumber": "RA-1", "adviceDate": "2025-03-10"], "items": [["amount": 1]]],
      ]
      _ = try await incoming(client, report)
      _ = try await incoming(client, Samples.order())
      #expect(try await waiting(client).count == 2)
      #expect(try await waiting(client, "?filter[type]=REMITTANCE_ADVICE").count == 1)
      #expect(try await client.get("/v2/transactions?filter[type]=PAYMENT").status == 422)
      #expect(try await client.get("/v2/transactions?filter[status]=PENDING").status == 422)
    }
  }

  @Test("a document that breaks the rules waits when somebody says so")
  func unchecked() async throws {
    try await withProcuros { _, client in
      let bad = Samples.invoice.with("content.items.0.isInvoicedItem", nil).with("content.items.1.quantity", "ten")
      let refused = try await client.post("/_sandbox/incoming", bad)
      #expect(refused.status == 422)
      #expect(try await client.post("/_sandbox/incoming?unchecked=true", bad).status == 201)
      #expect(try await waiting(client).first?["content"] == bad["content"])
      let stranger: JSON = ["type": "PAYMENT", "content": []]
      #expect(try await client.post("/_sandbox/incoming?unchecked=true", stranger).status == 201)
      #expect(try await client.post("/_sandbox/incoming?unchecked=true", ["type": "ORDER"]).status == 422)
    }
  }

  @Test("a thousand documents can be marked at once, not one more")
  func bulk() async throws {
    try await withProcuros { simulator, client in
      for number in 1...1001 {
        let order = Samples.order("P\(number)")
        _ = try await simulator.network.keep(
          order.bytes,
          type: "ORDER",
          content: order["content"] ?? .null,
          from: nil,
          to: "main"
        )
      }
      let items = await simulator.network.transactions.map { document -> JSON in
        ["procurosTransactionId": .string(document.id), "success": true]
      }
      let bulk = "/v2/transactions/bulk/mark-processed"
      #expect(try await client.post(bulk, ["items": .array(items)]).status == 422)
      #expect(try await client.get("/v2/transactions").json["hasMore"] == true)
      let marked = try await client.post(bulk, ["items": .array(Array(items.dropLast()))])
      #expect(marked.status == 200)
      #expect(marked.json["data"]?.arrayValue?.count == 1000)
      #expect(try await client.get("/v2/transactions").json["count"] == 1)
    }
  }
}
