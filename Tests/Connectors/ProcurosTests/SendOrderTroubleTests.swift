import Core
import Engine
import HTTP
import Odoo
import Storage
import TestKit
import Testing

@Suite("procuros.order.send: what Procuros answers", .timeLimit(.minutes(5)))
struct SendOrderTroubleTests {
  @Test("a 400 that says received already is a refusal when no answer was lost")
  func duplicateWithoutDoubt() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .answer(400, ["message": "Payload was already received"]))
      let outcome = try await world.click()
      #expect(outcome.status == .rejected)
      #expect(outcome.entry?.failure?.code == "procuros.duplicate")
      #expect(world.odoo.reference() == nil)
    }
  }

  @Test("a token that is not accepted lets the order wait until new credentials are current", arguments: [401, 403])
  func credentials(_ status: Int) async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .answer(status))
      let outcome = try await world.click()
      #expect(outcome.status == .waiting)
      #expect(outcome.entry?.failure?.kind == .configuration)
      try await world.save(revision: 2, token: "tok-renewed")
      #expect(world.partner.posts == 1)
      try await world.promote(2)
      try await world.entry(becomes: "delivered") { $0.state == .delivered }
      #expect(world.partner.requests.last?.secretHeaders["Authorization"] == "Bearer tok-renewed")
    }
  }

  @Test("the page of the portal that Procuros names stays with the document and with every line of the log about it")
  func page() async throws {
    try await TestWorld.with { world in
      let page = "https://portal.procuros.io/errors/7"
      world.partner.next(.post, .answer(422, ["message": "Invalid", "errorUrl": .string(page)]))
      let outcome = try await world.click()
      #expect(outcome.entry?.failure?.url == page)
      let lines = try await world.store.logs(LogQuery(entry: outcome.entry?.id))
      let pages = lines.filter { $0.level == .responseError }.map(\.page)
      #expect(pages == [page, page], "the exchange, and what became of the order")
    }
  }

  @Test("a refused order shows what Procuros names; unchanged it stays, changed or by Retry it goes again")
  func refused() async throws {
    try await TestWorld.with { world in
      let words: JSON = [
        "message": "Invalid", "errors": ["content.items.0.quantity": ["must be a whole number"]],
      ]
      world.partner.next(.post, .answer(422, words), .answer(422, words))
      let outcome = try await world.click()
      #expect(outcome.status == .rejected)
      #expect(outcome.issues.map(\.path) == ["content.items.0.quantity"])
      #expect(outcome.issues.map(\.message) == ["must be a whole number"])
      #expect(try await world.click().status == .rejected)
      #expect(world.partner.posts == 1)
      world.odoo.change("order_line[0].product_qty", to: "25")
      #expect(try await world.click().status == .rejected)
      #expect(world.partner.posts == 2)
      let entry = try #require(try await world.entry())
      #expect(try await world.ledger.retry(entry.id))
      world.outbox.wake()
      try await world.entry(becomes: "delivered") { $0.state == .delivered }
      #expect(world.partner.posts == 3)
    }
  }

  @Test("the pause that Procuros asks for with 429 is kept")
  func slowDown() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .answer(429, headers: ["Retry-After": "90"]))
      let outcome = try await world.click()
      #expect(outcome.status == .waiting)
      #expect(outcome.entry?.failure?.status == 429)
      world.advance(by: .seconds(89))
      try await eventually("the worker has looked") { world.clock.hasSleeper(for: .seconds(1)) }
      #expect(world.partner.posts == 1)
      world.advance(by: .seconds(6))
      try await world.entry(becomes: "delivered") { $0.state == .delivered }
    }
  }

  @Test("an order that Procuros cannot take now waits and goes by itself", arguments: [503, 0])
  func weather(_ status: Int) async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, status == 0 ? .unreachable : .answer(status))
      #expect(try await world.click().status == .waiting)
      #expect(world.partner.received == [])
      world.advance(by: .seconds(5))
      try await world.entry(becomes: "delivered") { $0.state == .delivered }
      #expect(world.partner.posts == 2)
    }
  }

  @Test("an order that waited too long for better weather goes to a person")
  func tooOld() async throws {
    try await TestWorld.with(timing: Timing(maximumAge: .seconds(60))) { world in
      world.partner.next(.post, .answer(503), .answer(503))
      try await world.run()
      world.advance(by: .seconds(61))
      try await world.entry(becomes: "held back") { $0.state == .quarantined }
    }
  }

  @Test("an order that was mended after a long time has as much patience for bad weather as a new one")
  func mendedLate() async throws {
    try await TestWorld.with(timing: Timing(maximumAge: .seconds(60))) { world in
      world.odoo.change("partner_id.ref", to: .null)
      #expect(try await world.click().status == .issues)
      world.advance(by: .seconds(3600))
      world.odoo.change("partner_id.ref", to: "4260123450021")
      world.partner.next(.post, .answer(503))
      let outcome = try await world.click()
      #expect(outcome.status == .waiting)
    }
  }

  @Test("an answer that is not Procuros' own leaves the order in doubt until it is looked up")
  func notItsOwn() async throws {
    try await TestWorld.with { world in
      for (index, text) in ["<html>welcome</html>", "", #"{"procurosTransac"#].enumerated() {
        world.odoo.put(try SampleOrder.document(50 + index))
        world.partner.next(.post, .garbage(201, text))
        let outcome = try #require(try await world.run(ids: [50 + index]).first)
        #expect(outcome.status == .inDoubt)
        #expect(outcome.entry?.failure?.code == "procuros.unreadable")
      }
    }
  }

  @Test("500, 502 and 504 leave it open whether the order arrived", arguments: [500, 502, 504])
  func open(_ status: Int) async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .answer(status))
      let outcome = try await world.click()
      #expect(outcome.status == .inDoubt)
    }
  }

  @Test("a look-up ends when Procuros names the same next page again and again")
  func endlessPages() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .lost(arrives: false))
      let page: JSON = ["items": [], "hasMore": true, "nextCursor": "again"]
      for _ in 1...5 { world.partner.next(.get, .answer(200, page)) }
      let outcome = try await world.click()
      #expect(outcome.status == .inDoubt)
      #expect(world.partner.lookUps == 2)
    }
  }
}
