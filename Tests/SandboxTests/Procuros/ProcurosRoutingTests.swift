import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procuros accounts")
struct ProcurosRoutingTests {
  /// Two companies in one network, each with a client of its own.
  private func withTwo(
    state: String? = nil,
    _ test: (_ buyer: RawClient, _ supplier: RawClient, ProcurosSimulator) async throws -> Void
  ) async throws {
    try await withProcuros(state: state) {
      $0.accounts = [
        ProcurosAccount.Entry(ProcurosAccount(name: "nordmarkt", glns: [Samples.gln.buyer]), token: "buys"),
        ProcurosAccount.Entry(ProcurosAccount(name: "sonnenhof", glns: [Samples.gln.supplier]), token: "sells"),
      ]
    } _: { simulator, client in
      let buyer = RawClient(port: client.port, token: "buys")
      try await test(buyer, RawClient(port: client.port, token: "sells"), simulator)
    }
  }

  private func numbers(_ client: RawClient, _ path: String = "/v2/transactions") async throws -> [String] {
    let items = try await client.get(path).json["items"]?.arrayValue ?? []
    return items.compactMap { $0["content"]?["header"]?["orderIdentifier"]?.stringValue }
  }

  @Test("an order arrives at its supplier, everything else at its buyer")
  func routes() async throws {
    try await withTwo { buyer, supplier, _ in
      #expect(try await buyer.post("/v2/transactions", Samples.order()).status == 201)
      #expect(try await numbers(supplier) == ["P00042"])
      #expect(try await numbers(buyer).isEmpty)
      for document in [Samples.response, Samples.notice, Samples.invoice, Samples.creditNote] {
        #expect(try await supplier.post("/v2/transactions", document).status == 201)
      }
      let types = try await buyer.get("/v2/transactions").json["items"]?.arrayValue?.map { $0["type"]?.stringValue }
      #expect(types == ["ORDER_RESPONSE", "SHIPPING_NOTICE", "INVOICE", "CREDIT_NOTE"])
      #expect(try await numbers(supplier).count == 1)
    }
  }

  @Test("the sender's status follows the receiver's mark")
  func status() async throws {
    try await withTwo { buyer, supplier, _ in
      for number in ["P1", "P2", "P3"] { _ = try await buyer.post("/v2/transactions", Samples.order(number)) }
      let ids = try await supplier.get("/v2/transactions").json["items"]?.arrayValue?.compactMap {
        $0["procurosTransactionId"]?.stringValue
      }
      let waiting = try #require(ids)
      #expect(try await supplier.put("/v2/transactions/\(waiting[0])", ["success": true]).status == 200)
      let failed: JSON = ["success": false, "errorReason": "No product", "errorType": "DATA"]
      #expect(try await supplier.put("/v2/transactions/\(waiting[1])", failed).status == 200)
      let statuses = try await buyer.get("/v2/all-transactions").json["items"]?.arrayValue?.map { $0["status"] }
      #expect(statuses == ["SUCCESS", "FAILED", "PENDING"])
      #expect(try await numbers(supplier) == ["P3"])
    }
  }

  @Test("nobody sees, marks or filters what is between others")
  func privacy() async throws {
    try await withTwo { buyer, supplier, _ in
      let elsewhere = Samples.order("P7").with("content.header.supplier.identifiers.0.identifier", "4260123450076")
      let id = try await buyer.post("/v2/transactions", elsewhere).json["procurosTransactionId"]?.stringValue ?? ""
      #expect(try await numbers(supplier, "/v2/all-transactions").isEmpty)
      #expect(try await supplier.get("/v2/all-transactions/\(id)").status == 404)
      #expect(try await supplier.put("/v2/transactions/\(id)", ["success": true]).status == 404)
      let own = try await buyer.put("/v2/transactions/\(id)", ["success": true])
      #expect(own.status == 404, "a sender marks nothing")
      let item: JSON = ["procurosTransactionId": .string(id), "success": true]
      #expect(try await buyer.post("/v2/transactions/bulk/mark-processed", ["items": [item]]).status == 422)
      #expect(try await buyer.get("/v2/all-transactions/\(id)").json["data"]?["status"] == "PENDING")
    }
  }

  @Test("an account sends as itself only")
  func stranger() async throws {
    try await withTwo { buyer, supplier, _ in
      let order = try await supplier.post("/v2/transactions", Samples.order())
      #expect(order.status == 422)
      #expect(order.json["errors"]?["buyer"] != nil)
      let invoice = try await buyer.post("/v2/transactions", Samples.invoice)
      #expect(invoice.json["errors"]?["supplier"] != nil)
    }
  }

  @Test("a document from outside finds the account of its receiver, or the one that is named")
  func incoming() async throws {
    try await withTwo { buyer, supplier, _ in
      let order = try await buyer.post("/_sandbox/incoming", Samples.order())
      #expect(order.status == 201)
      #expect(try await numbers(supplier) == ["P00042"])
      let elsewhere = Samples.order("P7").with("content.header.supplier.identifiers.0.identifier", "4260123450076")
      #expect(try await buyer.post("/_sandbox/incoming", elsewhere).json["errors"]?["account"] != nil)
      #expect(try await buyer.post("/_sandbox/incoming?account=nobody", elsewhere).status == 422)
      #expect(try await buyer.post("/_sandbox/incoming?account=nordmarkt", elsewhere).status == 201)
      #expect(try await numbers(buyer) == ["P7"])
    }
  }

  @Test("accounts can be given while it runs; two with one GLN or token cannot")
  func settings() async throws {
    try await withProcuros { _, client in
      let buyer: JSON = ["name": "nordmarkt", "token": "buys", "glns": [.string(Samples.gln.buyer)]]
      let supplier: JSON = ["name": "sonnenhof", "token": "sells", "glns": [.string(Samples.gln.supplier)]]
      let twice = supplier.with("token", "buys")
      for wrong in [[buyer, twice], [buyer, buyer], [buyer.with("glns", ["42601"])], []] as [[JSON]] {
        let reply = try await client.put("/_sandbox/settings", ["accounts": .array(wrong)])
        #expect(reply.status == 422)
      }
      #expect(try await client.get("/v2/ping").status == 204)
      #expect(try await client.put("/_sandbox/settings", ["accounts": [buyer, supplier]]).status == 204)
      #expect(try await client.get("/v2/ping").status == 401)
      #expect(try await RawClient(port: client.port, token: "sells").get("/v2/ping").status == 204)
    }
  }

  @Test("the requests of one account do not use up those of another")
  func limit() async throws {
    try await withTwo { buyer, supplier, simulator in
      await simulator.gate.change { $0.limitPerMinute = 1 }
      let statuses = [
        try await buyer.get("/v2/ping").status, try await buyer.get("/v2/ping").status,
        try await supplier.get("/v2/ping").status,
      ]
      #expect(statuses == [204, 429, 204])
    }
  }

  @Test("the state file remembers who sent what to whom")
  func state() async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "sandbox-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await withTwo(state: path) { buyer, _, _ in
      _ = try await buyer.post("/v2/transactions", Samples.order())
    }
    try await withTwo(state: path) { buyer, supplier, _ in
      let again = try await buyer.post("/v2/transactions", Samples.order())
      #expect(again.status == 400)
      #expect(try await numbers(supplier) == ["P00042"])
      #expect(try await numbers(buyer, "/v2/all-transactions") == ["P00042"])
    }
  }

  @Test(
    "the command line says what is wrong with an account, and never its token",
    arguments: ["nordmarkt", ":t:4260123450014", "a:b c:4260123450014", "a:s3cret:42601", "a:s3cret:1:2"]
  )
  func parsing(_ text: String) throws {
    let failure = #expect(throws: Failure.self) { try ProcurosAccount.Entry(parsing: text) }
    #expect(failure?.code == "sandbox.account")
    #expect(failure?.message.contains("s3cret") == false)
    let entry = try ProcurosAccount.Entry(parsing: "nordmarkt:t0ken:4260123450014,4260123450045")
    #expect(entry.account.glns.count == 2)
    #expect(try ProcurosAccount.Entry(parsing: "main:t0ken").account.glns.isEmpty)
  }
}
