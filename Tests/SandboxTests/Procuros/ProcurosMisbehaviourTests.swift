import Core
import Foundation
import Synchronization
import Testing

@testable import Sandbox

@Suite("procuros misbehaviour")
struct ProcurosMisbehaviourTests {
  /// Sends one order under `fail` and hands over the reply and how many documents the network then holds.
  private func send(_ fail: String, _ test: (RawClient.Reply, Int) throws -> Void) async throws {
    try await withProcuros(fail: fail) { simulator, client in
      let reply = try await client.send(
        "POST",
        "/v2/transactions",
        body: Samples.order().bytes,
        patience: fail == "hang" ? .milliseconds(100) : .seconds(20)
      )
      try test(reply, await simulator.network.transactions.count)
    }
  }

  @Test("reply-lost: the document is there, the answer is not, and a second send says so")
  func replyLost() async throws {
    try await withProcuros(fail: "reply-lost:1 times") { simulator, client in
      let reply = try await client.post("/v2/transactions", Samples.order())
      #expect(reply.bytes.isEmpty)
      #expect(reply.end != .silence)
      #expect(await simulator.network.countsByNumber == ["P00042": 1])
      #expect(try await client.get("/v2/all-transactions?filter[type]=ORDER").json["count"] == 1)
      #expect(try await client.post("/v2/transactions", Samples.order()).json["message"] == "Payload already received")
    }
  }

  @Test("statuses stop the document, with and without a time to wait")
  func statuses() async throws {
    try await send("503") { reply, held in
      #expect(reply.status == 503)
      #expect(reply.json["message"] != nil)
      #expect(held == 0)
    }
    try await send("429") { reply, _ in #expect(reply.status == 429 && reply.header("Retry-After") == nil) }
    try await send("429:7s") { reply, _ in #expect(reply.status == 429 && reply.header("Retry-After") == "7") }
    try await send("expired-token") { reply, held in #expect(reply.status == 401 && held == 0) }
  }

  @Test("hang: nothing comes, nothing is kept")
  func hang() async throws {
    try await send("hang") { reply, held in
      #expect(reply.bytes.isEmpty)
      #expect(reply.end == .silence)
      #expect(held == 0)
    }
  }

  @Test("half: the head and half a body, then the end")
  func half() async throws {
    try await send("half") { reply, held in
      #expect(reply.status == 201)
      let announced = reply.header("Content-Length").flatMap { Int($0) } ?? 0
      #expect(!reply.body.isEmpty)
      #expect(reply.body.count < announced)
      #expect(held == 1)
    }
  }

  @Test("garbage, html and empty: the status is right, the body is not JSON")
  func bodies() async throws {
    for fail in ["garbage", "html", "empty"] {
      try await send(fail) { reply, held in
        #expect(reply.status == 201)
        #expect(reply.json == .null)
        #expect(held == 1)
        #expect(reply.body.isEmpty == (fail == "empty"))
        #expect((reply.header("Content-Type")?.hasPrefix("text/html") == true) == (fail == "html"))
      }
    }
  }

  @Test("noise: bytes that are not HTTP")
  func noise() async throws {
    try await send("noise") { reply, held in
      #expect(!reply.bytes.isEmpty)
      #expect(reply.status == nil)
      #expect(held == 1)
    }
  }

  @Test("huge: more than anybody should read")
  func huge() async throws {
    try await send("huge") { reply, held in
      #expect(reply.body.count == 64 * 1024 * 1024)
      #expect(held == 1)
    }
  }

  @Test("slow: the right answer after the wait")
  func slow() async throws {
    let waits = Waits()
    try await withProcuros(fail: "slow:2s") {
      $0.pause = { waits.note($0) }
    } _: { _, client in
      let reply = try await client.post("/v2/transactions", Samples.order())
      #expect(reply.status == 201)
      #expect(waits.all == [.seconds(2)])
    }
  }

  @Test("can be changed while the simulator runs, and the partner's lists stay as they were")
  func control() async throws {
    try await withProcuros { simulator, client in
      let change = try await client.put("/_sandbox/failures", ["fail": "503:send", "seed": 3])
      #expect(change.status == 204)
      #expect(try await client.post("/v2/transactions", Samples.order()).status == 503)
      #expect(try await client.get("/v2/ping").status == 204)
      #expect(try await client.put("/_sandbox/failures", ["fail": "lost"]).status == 422)
      await simulator.gate.misbehave(.none)
      #expect(try await client.post("/v2/transactions", Samples.order()).status == 201)
    }
  }
}

private final class Waits: Sendable {
  private let noted = Mutex<[Duration]>([])

  var all: [Duration] { noted.withLock { $0 } }
  func note(_ wait: Duration) { noted.withLock { $0.append(wait) } }
}
