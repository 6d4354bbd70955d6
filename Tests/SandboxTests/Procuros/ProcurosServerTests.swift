import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procuros simulator")
struct ProcurosServerTests {
  @Test("answers ping with the exact token only")
  func token() async throws {
    try await withProcuros { _, client in
      #expect(try await client.get("/v2/ping").status == 204)
      for wrong in ["", "Bearer t0ken2", "Bearer T0KEN", "Bearer t0ken ", "bearer t0ken", "t0ken", "Basic t0ken"] {
        let reply = try await client.send("GET", "/v2/ping", headers: ["Authorization": wrong])
        // A blank at the end of a header is no part of its value (RFC 9110, 5.5).
        #expect(reply.status == (wrong == "Bearer t0ken " ? 204 : 401), "\(wrong)")
        if reply.status == 401 { #expect(reply.json["message"] == "Unauthenticated.") }
      }
    }
  }

  @Test("asks for the token before anything else")
  func tokenFirst() async throws {
    try await withProcuros { simulator, client in
      let stranger = RawClient(port: client.port, token: nil)
      let reply = try await stranger.send("POST", "/v2/transactions", body: Array("nonsense".utf8))
      #expect(reply.status == 401)
      #expect(await simulator.network.transactions.isEmpty)
    }
  }

  @Test("takes a valid order and keeps its bytes")
  func takes() async throws {
    try await withProcuros { simulator, client in
      let reply = try await client.post("/v2/transactions", Samples.order())
      let id = try #require(reply.json["procurosTransactionId"]?.stringValue)
      #expect(reply.status == 201)
      #expect(UUID(uuidString: id) != nil)
      let kept = try #require(await simulator.network.transaction(id))
      #expect(kept.raw == Samples.order().bytes)
      #expect(kept.number == "P00042")
    }
  }

  @Test("refuses an invalid order with every field at once")
  func validation() async throws {
    try await withProcuros { simulator, client in
      let bad = Samples.order().with("content.header.orderDate", nil).with("content.items.0.unitOfMeasure", "C62")
      let reply = try await client.post("/v2/transactions", bad)
      #expect(reply.status == 422)
      #expect(reply.json["message"] == "The given data was invalid.")
      #expect(reply.json["errorUrl"]?.stringValue?.hasPrefix("https://portal.procuros.io/") == true)
      let errors = try #require(reply.json["errors"]?.objectValue)
      #expect(Set(errors.keys) == ["content.header.orderDate", "content.items.0.unitOfMeasure"])
      #expect(await simulator.network.transactions.isEmpty)
    }
  }

  @Test("refuses the same bytes a second time, and only the same bytes")
  func duplicate() async throws {
    try await withProcuros { simulator, client in
      #expect(try await client.post("/v2/transactions", Samples.order()).status == 201)
      let second = try await client.post("/v2/transactions", Samples.order())
      #expect(second.status == 400)
      #expect(second.json["message"] == "Payload already received")
      #expect(second.json["errorUrl"] != nil)
      let other = Samples.order().with("content.items.0.quantity", 25)
      #expect(try await client.post("/v2/transactions", other).status == 201)
      #expect(await simulator.network.countsByNumber == ["P00042": 2])
    }
  }

  @Test("takes one of two equal orders that arrive together")
  func race() async throws {
    try await withProcuros { _, client in
      let statuses = try await withThrowingTaskGroup(of: Int?.self) { group in
        for _ in 0..<4 { group.addTask { try await client.post("/v2/transactions", Samples.order()).status } }
        return try await group.reduce(into: []) { $0.append($1 ?? 0) }
      }
      #expect(statuses.sorted() == [201, 400, 400, 400])
    }
  }

  @Test("makes an older document of the same number an old version")
  func versions() async throws {
    try await withProcuros { _, client in
      let first = try await client.post("/v2/transactions", Samples.order()).json["procurosTransactionId"]
      let change = Samples.order().with("content.header.version", 2)
      let second = try await client.post("/v2/transactions", change).json["procurosTransactionId"]
      let items = try await client.get("/v2/all-transactions").json["items"]
      #expect(items?[0]?["isLatestVersion"] == false)
      #expect(items?[0]?["replacedByProcurosTransactionId"] == second)
      #expect(items?[1]?["replacesProcurosTransactionId"] == first)
    }
  }

  @Test("answers 202 where the relationship is not active", arguments: [true, false])
  func inactive(keeps: Bool) async throws {
    try await withProcuros {
      $0.network.inactive = [Samples.gln.supplier]
      $0.network.keepsInactive = keeps
    } _: { simulator, client in
      let reply = try await client.post("/v2/transactions", Samples.order())
      #expect(reply.status == 202)
      #expect(reply.json["message"] == "Trade relationship not yet active.")
      #expect((reply.json["procurosTransactionId"] != nil) == keeps)
      #expect(await simulator.network.transactions.map(\.status) == (keeps ? ["DROPPED"] : []))
    }
  }

  @Test("names the party that nobody knows")
  func unknownParty() async throws {
    try await withProcuros {
      $0.network.unknown = [Samples.gln.buyer]
    } _: { _, client in
      let reply = try await client.post("/v2/transactions", Samples.order())
      #expect(reply.status == 422)
      #expect(reply.json["errors"] == ["buyer": ["Could not resolve party using provided identifiers"]])
    }
  }

  @Test("checks the headers and the size")
  func headers() async throws {
    try await withProcuros {
      $0.bodyLimit = 2000
    } _: { _, client in
      let order = Samples.order().bytes
      func status(_ headers: [String: String], _ body: [UInt8]) async throws -> Int? {
        try await client.send("POST", "/v2/transactions", headers: headers, body: body).status
      }
      #expect(try await status(["Content-Type": "text/plain"], order) == 415)
      #expect(try await status(["Content-Type": ""], order) == 415)
      #expect(try await status(["Accept": "text/html"], order) == 406)
      #expect(try await status(["Accept": ""], order) == 406)
      #expect(try await status([:], Array("[1,".utf8)) == 400)
      #expect(try await status([:], order + [UInt8](repeating: 0x20, count: 2000)) == 413)
      #expect(try await status(["Content-Type": "application/json; charset=utf-8", "Accept": "*/*"], order) == 201)
      let nothing = try await client.get("/v2/nothing")
      #expect(nothing.status == 404)
    }
  }

  @Test("keeps to the requests of a minute and says when to come back")
  func limit() async throws {
    try await withProcuros {
      $0.now = { Date(timeIntervalSince1970: 1_741_600_000) }
    } _: { simulator, client in
      await simulator.gate.change { $0.limitPerMinute = 2 }
      let statuses = [
        try await client.get("/v2/ping"), try await client.get("/v2/ping"), try await client.get("/v2/ping"),
      ]
      #expect(statuses.map(\.status) == [204, 204, 429])
      #expect(statuses[2].header("Retry-After") == "60")
    }
  }

  @Test("lets a token without the right look but not send")
  func forbidden() async throws {
    try await withProcuros { simulator, client in
      await simulator.gate.change { $0.readOnlyToken = "reader" }
      let reader = RawClient(port: client.port, token: "reader")
      let look = try await reader.get("/v2/ping")
      #expect(look.status == 204)
      #expect(try await reader.post("/v2/transactions", Samples.order()).status == 403)
      await simulator.gate.change { $0.tokenIsExpired = true }
      #expect(try await client.get("/v2/ping").status == 401)
    }
  }

  @Test("ends when its task is cancelled, closing idle and silent connections", arguments: ["", "hang"])
  func ends(fail: String) async throws {
    let options = SimulatorOptions(token: "t0ken", failures: try Failures(parsing: fail))
    let simulator = try ProcurosSimulator(ProcurosSimulator.Configuration(options))
    let end = try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await simulator.run() }
      let client = RawClient(port: try await simulator.port)
      async let reply = client.send("GET", "/v2/ping", headers: ["Connection": "keep-alive"])
      while await simulator.gate.requests.isEmpty { await Task.yield() }
      group.cancelAll()
      return try await reply.end
    }
    #expect(end != .silence)
  }

  @Test("says so when the port is taken")
  func portTaken() async throws {
    try await withProcuros { _, client in
      let options = SimulatorOptions(port: client.port, token: "t")
      let second = try ProcurosSimulator(ProcurosSimulator.Configuration(options))
      let failure = await #expect(throws: Failure.self) { try await second.run() }
      #expect(failure?.code == "sandbox.not_listening")
      await #expect(throws: Failure.self) { try await second.port }
    }
  }
}
