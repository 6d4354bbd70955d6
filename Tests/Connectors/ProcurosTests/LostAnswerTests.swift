import Core
import Engine
import HTTP
import Odoo
import Storage
import TestKit
import Testing

@Suite("procuros.order.send: a lost answer", .timeLimit(.minutes(5)))
struct LostAnswerTests {
  private let wait = Timing().lookupWait

  @Test("an order that arrived is found at once and counts as sent")
  func found() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .lost(arrives: true))
      let outcome = try await world.click()
      #expect(outcome.status == .sent)
      #expect(world.odoo.reference() == "tx-1")
      #expect(world.partner.posts == 1)
    }
  }

  @Test("an order that is not found is in doubt; looked up twice, each after the waiting time, it is sent again")
  func notFound() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .lost(arrives: false))
      #expect(try await world.click().status == .inDoubt)
      #expect(world.partner.lookUps == 1, "the early one, which does not count")
      #expect(try await world.click().status == .inDoubt)
      world.advance(by: wait)
      try await world.entry(becomes: "looked up once") { $0.lookups == 1 }
      world.advance(by: .seconds(119))
      #expect(world.partner.posts == 1)
      world.advance(by: .seconds(1))
      try await world.entry(becomes: "delivered") { $0.state == .delivered }
      #expect(world.partner.posts == 2)
      #expect(world.partner.received.count == 1)
    }
  }

  @Test("a look-up that fails does not count")
  func lookUpFails() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .lost(arrives: false))
      world.partner.next(.get, .unreachable, .answer(503))
      #expect(try await world.click().status == .inDoubt)
      world.advance(by: wait)
      try await eventually("looked up again") { world.partner.lookUps == 2 }
      #expect(try await world.entry()?.lookups == 0)
      #expect(world.partner.posts == 1)
    }
  }

  @Test("an order that arrived late counts as delivered when Procuros says received already")
  func arrivesLate() async throws {
    try await TestWorld.with { world in
      try await loseAndSendAgain(world) { world.partner.arriveLate() }
      let entry = try await world.entry(becomes: "delivered") { $0.state == .delivered }
      #expect(entry.externalID == "tx-1")
      #expect(world.partner.received.count == 1)
      #expect(try await world.click().status == .alreadySent)
      #expect(world.odoo.reference() == "tx-1")
    }
  }

  @Test("received already is no delivery of content that was changed since the answer was lost")
  func changedSince() async throws {
    try await TestWorld.with { world in
      try await loseAndSendAgain(world) { world.partner.next(.post, .answer(503)) }
      try await world.entry(becomes: "waiting for weather") { $0.state == .pending && $0.failure?.status == 503 }
      world.partner.arriveLate()
      world.odoo.change("order_line[0].product_qty", to: "99")
      let outcome = try await world.click()
      #expect(outcome.status == .rejected)
      #expect(outcome.entry?.failure?.code == "procuros.duplicate")
    }
  }

  @Test("an order that a person says did not arrive counts as delivered when Procuros says received already")
  func personWasWrong() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .lost(arrives: false))
      let entry = try #require(try await world.click().entry)
      world.partner.arriveLate()
      _ = try await world.ledger.resolve(entry.id, sent: false, externalID: nil, number: nil, reason: "asked them")
      world.outbox.wake()
      try await world.entry(becomes: "delivered") { $0.state == .delivered }
      #expect(world.partner.received.count == 1)
    }
  }

  /// Loses the answer, lets both look-ups find nothing, and does `before` before the order is sent again.
  private func loseAndSendAgain(_ world: TestWorld, _ before: () -> Void) async throws {
    world.partner.next(.post, .lost(arrives: false))
    #expect(try await world.click().status == .inDoubt)
    world.advance(by: wait)
    try await world.entry(becomes: "looked up once") { $0.lookups == 1 }
    world.partner.next(.get, .answer(200, ["items": [], "hasMore": false]))
    before()
    world.advance(by: wait)
  }
}
