import Core
import Engine
import HTTP
import Storage
import TestKit
import Testing

@Suite("procuros.order.send: a clock that jumps", .timeLimit(.minutes(5)))
struct ClockJumpTests {
  private let wait = Timing().lookupWait

  @Test("an hour that did not pass makes no look-up count: the order may still be on its way")
  func forward() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .lost(arrives: false))
      #expect(try await world.click().status == .inDoubt)
      world.clock.jump(by: .seconds(3600))
      world.outbox.wake()
      try await eventually("looked up too early") { world.partner.lookUps == 2 }
      try await world.entry(becomes: "put off again") { ($0.nextAttemptAt ?? $0.createdAt) > world.clock.now() }
      #expect(try await world.entry()?.lookups == 0)
      #expect(world.partner.posts == 1)
      world.advance(by: wait)
      try await world.entry(becomes: "looked up once") { $0.lookups == 1 }
      world.advance(by: wait)
      try await world.entry(becomes: "delivered") { $0.state == .delivered }
      #expect(world.partner.received.count == 1)
    }
  }

  @Test("an answer lost again much later is waited for anew: the former waiting does not count")
  func lostAgain() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .lost(arrives: false), .lost(arrives: false))
      #expect(try await world.click().status == .inDoubt)
      world.advance(by: wait)
      try await world.entry(becomes: "looked up once") { $0.lookups == 1 }
      world.advance(by: wait)
      try await world.entry(becomes: "in doubt again") { $0.attempts == 2 && $0.inDoubtSince != nil }
      let asked = world.partner.lookUps
      world.clock.jump(by: .seconds(3600))
      world.outbox.wake()
      try await eventually("looked up too early") { world.partner.lookUps > asked }
      try await world.entry(becomes: "put off again") { ($0.nextAttemptAt ?? $0.createdAt) > world.clock.now() }
      #expect(try await world.entry()?.lookups == 0)
      #expect(world.partner.posts == 2)
    }
  }

  @Test("what waits for a clock that was ahead goes when that is put back, not an hour later")
  func back() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .answer(503))
      #expect(try await world.click().status == .waiting)
      world.clock.jump(by: .seconds(-3600))
      world.outbox.wake()
      try await world.entry(becomes: "delivered") { $0.state == .delivered }
      #expect(world.partner.received.count == 1)
    }
  }
}
