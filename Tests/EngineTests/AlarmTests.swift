import Core
import Engine
import HTTP
import Storage
import TestKit
import Testing

@Suite("No silent stop", .timeLimit(.minutes(1)))
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
}
