import Core
import Engine
import HTTP
import Storage
import TestKit
import Testing

@Suite("No silent stop", .timeLimit(.minutes(5)))
struct AlarmTests {
  @Test("an order that waits a quarter of an hour while nothing is delivered raises an alarm, and not before")
  func stalled() async throws {
    try await TestWorld.with { world in
      let alarms = Alarms(world.environment)
      world.partner.next(.post, .unreachable)
      let click = try await world.click()
      #expect(click.status == .waiting)
      let early = try await alarms.open(database: world.database)
      #expect(early.isEmpty)
      for _ in 0..<40 { world.partner.next(.post, .unreachable) }
      world.clock.advance(by: .seconds(900))
      let late = try await alarms.open(database: world.database)
      let codes = late.map(\.code)
      #expect(codes == ["service.stalled"])
    }
  }

  @Test("a token that is not accepted any more is told at once")
  func credentials() async throws {
    try await TestWorld.with { world in
      let alarms = Alarms(world.environment)
      world.partner.next(.post, .answer(401))
      _ = try await world.click()
      let codes = try await alarms.open(database: world.database).map(\.code)
      #expect(codes == ["connection.credentials"])
    }
  }

  @Test("what waits for a connector that is deleted is shown to a person")
  func removed() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .answer(503))
      _ = try await world.click()
      try await world.ledger.connectionRemoved(database: world.database, key: TestWorld.connection)
      let entry = try await world.entry()
      #expect(entry?.state == .quarantined)
      #expect(entry?.failure?.code == "connection.removed")
    }
  }

  @Test("nothing that waits leaves a database that was neutralized meanwhile")
  func neutralized() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .answer(503))
      _ = try await world.click()
      world.environment.readOnly.set(world.database, true)
      world.advance(by: .seconds(3600))
      world.environment.readOnly.set(world.database + 1, true)
      #expect(world.partner.posts == 1)
      world.environment.readOnly.set(world.database, false)
      world.advance(by: .seconds(3600))
      try await world.entry(becomes: "delivered") { $0.state == .delivered }
      #expect(world.partner.posts == 2)
    }
  }

  @Test("a database whose tick does not come for five minutes is named with the repair, until it comes again")
  func tickMissing() async throws {
    try await TestWorld.with { world in
      let heartbeats = world.environment.heartbeats
      try await eventually("the worker knows it") { heartbeats.all(world.environment).count == 1 }
      world.clock.jump(by: .seconds(3600))
      #expect(heartbeats.all(world.environment).first?.issue == nil, "an hour that did not pass")
      world.clock.advance(by: .seconds(299))
      #expect(heartbeats.all(world.environment).first?.issue == nil)
      world.clock.advance(by: .seconds(1))
      let missing = heartbeats.all(world.environment).first
      #expect(missing?.name == StoreSample.identity.name)
      #expect(missing?.lastTick == nil)
      #expect(missing?.issue?.code == "service.tick_missing")
      #expect(missing?.issue?.repair?.contains("Sidecar: tick") == true)
      world.environment.pulse.ticked(world.database, world.clock)
      let beating = heartbeats.all(world.environment).first
      #expect(beating?.lastTick == world.clock.now())
      #expect(beating?.issue == nil)
    }
  }

  @Test("no tick is missed of a database that is a copy, or whose connector is not validated")
  func noTickExpected() async throws {
    try await TestWorld.with { world in
      let heartbeats = world.environment.heartbeats
      try await eventually("the worker knows it") { heartbeats.all(world.environment).count == 1 }
      world.environment.readOnly.set(world.database, true)
      #expect(heartbeats.all(world.environment).isEmpty)
      world.environment.readOnly.set(world.database, false)
      try await world.connect(revision: 2, changes: [("state", "draft")])
      try await eventually("the worker has seen it") {
        world.advance(by: .seconds(1))
        return heartbeats.all(world.environment).isEmpty
      }
    }
  }
}
