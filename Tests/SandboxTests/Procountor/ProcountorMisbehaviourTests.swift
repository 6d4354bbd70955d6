import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procountor misbehaviour")
struct ProcountorMisbehaviourTests {
  @Test("reply-lost: the invoice is there, the answer is not")
  func replyLost() async throws {
    try await withProcountor(fail: "reply-lost:1 times") { _, stranger in
      let client = try await stranger.signedIn()
      let reply = try await client.post("/invoices", ProcountorSamples.invoice)
      #expect(reply.bytes.isEmpty)
      let found = try await client.get("/invoices?originalInvoiceNumber=INV/2026/00042")
      #expect(found.json["meta"]?["totalCount"] == 1)
    }
  }

  @Test("statuses come in Procountor's shape, with and without a time to wait")
  func statuses() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      for (fail, status, wait) in [("503", 503, nil), ("429:7s", 429, "7"), ("500", 500, nil)]
        as [(String, Int, String?)]
      {
        _ = try await client.control("PUT", "/failures", ["fail": .string(fail)])
        let reply = try await client.post("/invoices", ProcountorSamples.invoice)
        #expect(reply.status == status)
        #expect(reply.header("Retry-After") == wait)
        #expect(reply.json["errors"]?[0]?["status"] == .int(status))
        #expect(reply.json["errors"]?[0]?["message"]?.stringValue?.isEmpty == false)
      }
      _ = try await client.control("PUT", "/failures", ["fail": ""])
      #expect(try await client.control("GET", "/numbers").json == [:])
    }
  }

  @Test(
    "bodies are damaged while the status is right, and the invoice is kept",
    arguments: ["garbage", "html", "empty"]
  )
  func bodies(_ fail: String) async throws {
    try await withProcountor(fail: "\(fail):send") { _, stranger in
      let client = try await stranger.signedIn()
      let reply = try await client.post("/invoices", ProcountorSamples.invoice)
      #expect(reply.status == 200)
      #expect(reply.json == .null)
      #expect(try await client.control("GET", "/numbers").json == ["INV/2026/00042": 1])
    }
  }

  @Test("half and noise: the connection ends in the middle")
  func cut() async throws {
    for fail in ["half:send", "noise:send"] {
      try await withProcountor(fail: fail) { _, stranger in
        let client = try await stranger.signedIn()
        let reply = try await client.post("/invoices", ProcountorSamples.invoice)
        #expect(reply.json == .null)
        #expect(try await client.control("GET", "/numbers").json == ["INV/2026/00042": 1])
      }
    }
  }

  @Test("a token is asked for in vain as well")
  func token() async throws {
    try await withProcountor(fail: "503:1 times") { _, stranger in
      let form = ProcountorTestClient.form + "key-main"
      let first = try await stranger.askForToken(form)
      #expect(first.status == 503)
      let second = try await stranger.askForToken(form)
      #expect(second.status == 200)
    }
  }

  @Test("hang: nothing comes, nothing is kept")
  func hang() async throws {
    try await withProcountor(fail: "hang:send") { _, stranger in
      let client = try await stranger.signedIn()
      let reply = try await RawClient(port: client.port, token: client.token).send(
        "POST",
        "/api/invoices",
        body: ProcountorSamples.invoice.bytes,
        patience: .milliseconds(100)
      )
      #expect(reply.bytes.isEmpty)
      #expect(try await client.control("GET", "/numbers").json == [:])
    }
  }
}
