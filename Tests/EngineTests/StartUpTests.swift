import Core
import Engine
import GRDB
import HTTP
import TestKit
import Testing

@testable import Storage

@Suite("start-up, and a ledger that fails", .timeLimit(.minutes(5)))
struct StartUpTests {
  @Test("what a killed service was sending is looked up, never sent blindly", arguments: [true, false])
  func killed(_ arrived: Bool) async throws {
    let world = try await TestWorld()
    try await world.connect()
    try await kill(world, arrived)
    try await world.working {
      let entry = try await world.entry(becomes: "in doubt") { $0.inDoubtSince != nil }
      #expect(entry.failure?.code == "delivery.interrupted")
      let outcome = try await world.click()
      #expect(outcome.status == .inDoubt)
      #expect(world.partner.posts == 1)
      world.advance(by: Timing().lookupWait)
      if !arrived {
        try await world.entry(becomes: "looked up once") { $0.lookups == 1 }
        #expect(world.partner.posts == 1)
        world.advance(by: Timing().lookupWait)
      }
      try await world.entry(becomes: "delivered") { $0.state == .delivered }
    }
    #expect(world.partner.received.count == 1)
    #expect(world.partner.posts == (arrived ? 1 : 2))
  }

  @Test("a receipt that the ledger could not keep is looked up while the service runs on")
  func receiptNotKept() async throws {
    let store = try await SQLiteStore.inMemory(now: FixedClock().now())
    let world = try await TestWorld(store: store)
    try await world.connect()
    try await store.ledger.write { db in
      try db.execute(
        sql: """
          CREATE TRIGGER full BEFORE UPDATE ON entries WHEN NEW.state = 'delivered'
          BEGIN SELECT RAISE(ABORT, 'no room'); END
          """
      )
    }
    try await world.working {
      _ = try await world.run(world.request(deadline: .zero))
      try await eventually("in doubt") {
        world.advance(by: .seconds(1))
        return try await world.entry()?.inDoubtSince != nil
      }
      #expect(world.partner.posts == 1)
      try await store.ledger.write { db in try db.execute(sql: "DROP TRIGGER full") }
      world.advance(by: Timing().lookupWait)
      try await world.entry(becomes: "delivered") { $0.state == .delivered }
      #expect(world.partner.posts == 1)
      #expect(!world.told.all.isEmpty)
    }
  }

  @Test("a partner that hangs holds no more requests than it may, and the rest goes when it answers")
  func share() async throws {
    try await TestWorld.with(timing: Timing(parallelPerConnection: 3)) { world in
      for id in 100..<110 { world.odoo.put(try SampleOrder.document(id)) }
      for _ in 1...3 { world.partner.next(.post, .hang) }
      _ = try await world.run(world.request(ids: Array(100..<110), deadline: .zero))
      try await eventually("three hang") { world.partner.posts == 3 }
      world.advance(by: .seconds(10))
      try await eventually("the worker has looked") { world.clock.hasSleeper(for: .seconds(1)) }
      #expect(world.partner.posts == 3)
      world.partner.release()
      try await eventually("all arrived") { world.partner.received.count == 10 }
      #expect(world.partner.mostUnderWay == 3)
    }
  }

  /// Sends the order and ends the worker before the answer, as a kill does: the ledger stays at `sending`.
  private func kill(_ world: TestWorld, _ arrived: Bool) async throws {
    _ = try await world.run(world.request(deadline: .zero))
    var entry = try #require(try await world.entry())
    entry.state = .sending
    entry.attempts = 1
    entry.nextAttemptAt = nil
    let body = try #require(try await world.store.steps(of: entry.id).first?.body)
    world.partner.next(.post, .lost(arrives: arrived))
    let request = HTTPRequest(.post, "https://procuros.example/v2/transactions", body: body, safeToRepeat: false)
    await #expect(throws: Failure.self) { _ = try await world.partner.send(request) }
    _ = try await world.store.change(entry, steps: nil)
  }
}
