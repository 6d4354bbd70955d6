import Core
import Engine
import HTTP
import Odoo
import Storage
import TestKit
import Testing

@testable import ProcountorConnector

@Suite("procountor: access and pace", .timeLimit(.minutes(5)))
struct AccessTests {
  @Test("one token serves many calls")
  func oneToken() async throws {
    try await ProcountorWorld.with { world in
      try await world.click()
      #expect(world.partner.tokenRequests == 1)
    }
  }

  @Test("a token that ended early is renewed once, and the invoice goes once")
  func renewed() async throws {
    try await ProcountorWorld.with { world in
      try await world.click()
      world.partner.expireTokens()
      try world.put("plain", changes: [("id", 43), ("name", "INV/2026/00043")])
      let status1 = try await world.click(43).status
      #expect(status1 == .sent)
      #expect(world.partner.tokenRequests == 2)
      #expect(world.partner.all(.invoices).count == 2)
    }
  }

  @Test("an API key that is revoked stops the connector; with a new key it goes on")
  func revoked() async throws {
    try await ProcountorWorld.with { world in
      world.partner.revokeKey()
      let outcome = try await world.click()
      #expect(outcome.status == .waiting)
      #expect(outcome.entry?.failure?.kind == .configuration)
      #expect(outcome.entry?.failure?.code == "token.refused")
      #expect(world.partner.all(.invoices).isEmpty)
      #expect(world.reference == nil)
      world.partner.renewKey()
      try await world.connect([:], revision: 2, key: "key-renewed")
      try await world.entry(becomes: "delivered") { $0.state == .delivered }
      #expect(world.partner.all(.invoices).count == 1)
      let bodies = world.partner.requests.filter { $0.url.hasSuffix("/oauth/token") }.map { $0.body ?? [] }
      #expect(String(decoding: bodies.last ?? [], as: UTF8.self).contains("api_key=key-renewed"))
    }
  }

  @Test("the pause that Procountor asks for is kept, and the invoice goes once")
  func slowDown() async throws {
    try await ProcountorWorld.with { world in
      world.partner.next(.post, "/invoices", .answer(429, headers: ["Retry-After": "90"]))
      let status2 = try await world.click().status
      #expect(status2 == .waiting)
      world.world.advance(by: .seconds(80))
      #expect(world.partner.count("POST /invoices") == 1)
      try await eventually("delivered") {
        world.world.advance(by: .seconds(20))
        return try await world.entry()?.state == .delivered
      }
      #expect(world.partner.all(.invoices).count == 1)
    }
  }
}
