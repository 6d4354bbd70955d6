import Core
import Engine
import HTTP
import Storage
import TestKit
import Testing

@Suite("repeat rules and revisions", .timeLimit(.minutes(5)))
struct RepeatTests {
  private let flow = "plain.note.send"

  @Test("a safe request whose answer was lost is sent again after a pause, not at once")
  func safe() async throws {
    try await TestWorld.with(connectors: [PlainConnector(.safe)]) { world in
      world.partner.next(.post, .lost(arrives: false), .answer(200))
      let outcome = try #require(try await world.run(flow).first)
      #expect(outcome.status == .waiting)
      let next = try #require(outcome.entry?.nextAttemptAt)
      #expect(next > world.clock.now())
      #expect(world.partner.posts == 1)
      world.advance(by: .seconds(5))
      try await world.entry(42, flow, becomes: "delivered") { $0.state == .delivered }
    }
  }

  @Test("a safe request that is lost again and again goes to a person in the end")
  func safeGivesUp() async throws {
    let timing = Timing(maximumAge: .seconds(60))
    try await TestWorld.with(connectors: [PlainConnector(.safe)], timing: timing) { world in
      world.partner.next(.post, .lost(arrives: false), .lost(arrives: false))
      try await world.run(flow)
      world.advance(by: .seconds(61))
      try await world.entry(42, flow, becomes: "held back") { $0.state == .quarantined }
    }
  }

  @Test("a request that is never repeated waits for a person who says what became of it", arguments: [true, false])
  func never(_ sent: Bool) async throws {
    try await TestWorld.with(connectors: [PlainConnector(.never)]) { world in
      world.partner.next(.post, .lost(arrives: sent), .answer(200))
      let outcome = try #require(try await world.run(flow).first)
      #expect(outcome.status == .inDoubt)
      let entry = try #require(outcome.entry)
      #expect(entry.state == .quarantined)
      world.advance(by: .seconds(86_400))
      #expect(try await world.run(flow).map(\.status) == [.inDoubt])
      #expect(try await world.ledger.retry(entry.id) == false)
      #expect(world.partner.posts == 1)
      _ = try await world.ledger.resolve(entry.id, sent: sent, externalID: "n", number: nil, reason: "called them")
      world.outbox.wake()
      try await world.entry(42, flow, becomes: "delivered") { $0.state == .delivered }
      #expect(world.partner.posts == (sent ? 1 : 2))
    }
  }

  @Test("other content of an accepted document opens a revision, but not against the preview that was seen")
  func revisions() async throws {
    try await TestWorld.with(connectors: [PlainConnector(.safe, content: .revisions)]) { world in
      world.partner.next(.post, .answer(200), .answer(200))
      let seen = try #require(try await world.runner.preview(world.request(flow), odoo: world.odoo).first)
      try await world.run(flow)
      world.odoo.change("name", to: "P00042 B")
      var request = world.request(flow)
      request.hashes = [42: seen.hash]
      #expect(try await world.run(request).map(\.status) == [.refused])
      #expect(world.partner.posts == 1)
      #expect(try await world.run(flow).map(\.status) == [.sent])
      #expect(try await world.entry(42, flow)?.revision == 2)
    }
  }

  @Test("a delivery of several requests goes on after the one that was accepted, and its content stays")
  func steps() async throws {
    try await TestWorld.with(connectors: [PlainConnector(requests: 2)]) { world in
      world.partner.next(.post, .answer(200), .answer(503), .answer(200))
      let first = try await world.run(flow)
      #expect(first.map(\.status) == [.waiting])
      world.odoo.change("name", to: "P00042 B")
      #expect(try await world.run(flow).map(\.status) == [.refused])
      world.odoo.change("name", to: "P00042")
      #expect(try await world.run(flow).map(\.status) == [.sent])
      let parts = world.partner.requests.map { (try? JSON(parsing: $0.body ?? []))?["part"] }
      #expect(parts == [0, 1, 1])
    }
  }

  @Test("when the first of several requests is found by looking it up, the next one follows")
  func stepFound() async throws {
    try await TestWorld.with(connectors: [PlainConnector(requests: 2)]) { world in
      world.partner.next(.post, .lost(arrives: true), .answer(200))
      world.partner.next(.get, .answer(200))
      try await world.run(flow)
      try await world.entry(42, flow, becomes: "delivered") { $0.state == .delivered }
      #expect(world.partner.posts == 2)
    }
  }
}
