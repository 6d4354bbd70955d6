import Core
import Engine
import HTTP
import Storage
import TestKit
import Testing

@Suite("the pace of a partner", .timeLimit(.minutes(5)))
struct PaceTests {
  @Test("no more requests leave than the partner allows, tokens and look-ups among them")
  func counted() async throws {
    // Two at once, then one a second.
    try await RegisterWorld.with(RegisterConnector(perMinute: 60)) { world in
      for id in 100..<105 { world.put(note: id) }
      _ = try await world.world.run(
        world.world.request(RegisterWorld.note, ids: Array(100..<105), deadline: .zero)
      )
      try await eventually("two left") { world.register.requests.count == 2 }
      for _ in 1...4 {
        let before = world.register.requests.count
        world.world.advance(by: .seconds(1))
        try await eventually("the next left") { world.register.requests.count > before }
        #expect(world.register.requests.count == before + 1)
      }
      #expect(world.register.count("POST /oauth/token") == 1)
      #expect(world.register.things("notes").count == 5)
    }
  }

  @Test("a pause that one answer asks for holds all exchanges back, those of jobs and look-ups too")
  func pause() async throws {
    try await RegisterWorld.with { world in
      world.register.next("POST /notes", .answer(429, headers: ["Retry-After": "60"]))
      _ = try await world.click()
      #expect(world.register.requests.count == 2)
      let failed = await Connections(world.world.environment).steps(world)
      #expect(failed == ["partner.paused"])
      #expect(world.register.requests.count == 2)
      world.world.advance(by: .seconds(90))
      try await world.note(becomes: "delivered") { $0.state == .delivered }
      let well = await Connections(world.world.environment).steps(world)
      #expect(well == ["ok"])
    }
  }

  @Test("a document whose second step must wait is not sent anew")
  func secondStep() async throws {
    try await RegisterWorld.with(RegisterConnector(approves: true)) { world in
      world.register.next("PUT /notes/*/approve", .answer(503, headers: ["Retry-After": "60"]))
      let outcome = try #require(try await world.click().first)
      #expect(outcome.status == .waiting)
      world.world.advance(by: .seconds(90))
      let entry = try await world.note(becomes: "delivered") { $0.state == .delivered }
      #expect(world.register.count("POST /notes") == 1)
      #expect(world.register.count("PUT /notes/*/approve") == 2)
      #expect(entry.receiptDetails == ["status": "APPROVED", "kind": "notes"])
    }
  }
}

extension Connections {
  /// What *Test Connection* says but that the settings are complete.
  fileprivate func steps(_ world: RegisterWorld) async -> [String] {
    let steps = try? await test(database: world.world.database, key: TestWorld.connection)
    return steps?.dropFirst().map(\.code) ?? []
  }
}
