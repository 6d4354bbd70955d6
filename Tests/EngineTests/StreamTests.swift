import Core
import Engine
import Storage
import TestKit
import Testing

@Suite("several streams of one partner", .timeLimit(.minutes(5)))
struct StreamTests {
  @Test("all streams come in one after another, each under a mark of its own")
  func all() async throws {
    try await InboxWorld.withStreams { world, partner in
      partner.vendors.put("v1", ["name": "Northwind"])
      partner.bills.put("b1", ["number": "NW-1", "vendor": "v1"])
      partner.notes.put("n1", ["text": "a"])
      let state = try await world.poke(.incoming)
      #expect(state.standing == .done)
      #expect(state.counts == ["fetched": 3, "known": 0, "left_alone": 0])
      #expect(state.streams.map(\.stream) == ["vendors", "bills", "notes"])
      try await world.tick()
      #expect(try await world.entries().map(\.state) == [.settled, .settled, .settled])
      try await world.poke(.incoming)
      #expect(
        [partner.vendors.marks, partner.bills.marks, partner.notes.marks] == [[nil, "1"], [nil, "1"], [nil, "1"]]
      )
    }
  }

  @Test("one stream is fetched alone when it is asked for by its name")
  func alone() async throws {
    try await InboxWorld.withStreams { world, partner in
      partner.vendors.put("v1", ["name": "Northwind"])
      partner.notes.put("n1", ["text": "a"])
      let state = try await world.poke(.incoming, stream: "notes")
      #expect(state.flow == "notes")
      #expect(state.counts["fetched"] == 1)
      #expect([partner.vendors.pages, partner.bills.pages, partner.notes.pages] == [0, 0, 1])
      #expect(try await world.states().map(\.flow) == ["notes"])
    }
  }

  @Test("a stream that the partner does not have is refused by its name")
  func unknown() async throws {
    try await InboxWorld.withStreams { world, _ in
      let failure = await #expect(throws: Failure.self) { _ = try await world.poke(.incoming, stream: "orders") }
      #expect(failure?.code == "stream.unknown")
      #expect(failure?.hint == "It has vendors, bills, notes.")
    }
  }

  @Test(
    "a stream that fails is told by its name, those that depend on it are skipped because of it, the others come in"
  )
  func failing() async throws {
    try await InboxWorld.withStreams { world, partner in
      partner.bills.put("b1", ["number": "NW-1", "vendor": "v1"])
      partner.notes.put("n1", ["text": "a"])
      partner.vendors.failNext(Failure(.configuration, "streams.forbidden", "The role may not see vendors."))
      let state = try await world.poke(.incoming)
      #expect(state.standing == .failed)
      #expect(state.failure?.message == "Fetching vendors: The role may not see vendors.")
      #expect(state.streams.map(\.standing) == [.failed, .skipped, .done])
      #expect(state.streams.map(\.because) == [nil, "vendors", nil])
      #expect(try await world.entries().map(\.recordName) == ["notes"])
      let log = try await world.log()
      #expect(log.contains { $0.code == "streams.forbidden" && $0.message.contains("Fetching vendors failed") })
      #expect(log.contains { $0.code == "stream.skipped" && $0.message.contains("Fetching bills was skipped") })
      let alarms = Alarms(world.world.environment)
      #expect(try await alarms.open(database: world.world.database).map(\.code) == ["job.failed"])
      // The next run has no fault: what was skipped comes in, and the alarm ends.
      world.world.clock.advance(by: .seconds(1))
      #expect(try await world.poke(.incoming).streams.map(\.standing) == [.done, .done, .done])
      #expect(try await alarms.open(database: world.world.database).isEmpty)
    }
  }

  @Test("in bad weather the streams that came in are not read again, the others are once it is better")
  func weather() async throws {
    try await InboxWorld.withStreams { world, partner in
      partner.vendors.put("v1", ["name": "Northwind"])
      partner.bills.failNext(Failure(.transport, "streams.unreachable", "The partner cannot be reached."))
      try await world.poke(.incoming, patience: .zero)
      try await eventually("two streams are in and one waits") {
        try await world.states().first?.streams.map(\.standing) == [.done, .failed, .done]
      }
      try await eventually("the third comes in by itself") {
        world.world.clock.advance(by: .seconds(10))
        return try await world.states().first?.standing == .done
      }
      #expect(try await world.states().first?.streams.map(\.standing) == [.done, .done, .done])
      #expect([partner.vendors.pages, partner.bills.pages, partner.notes.pages] == [1, 1, 1])
    }
  }

  @Test("what a stream needs of the partner's settings is read anew once a run, before its first page")
  func snapshots() async throws {
    try await InboxWorld.withStreams { world, partner in
      for number in 1...3 { partner.bills.put("b\(number)", ["number": .string("NW-\(number)"), "vendor": "v1"]) }
      try await world.poke(.incoming)
      try await world.poke(.incoming)
      #expect(partner.bills.seen == [1, 1, 2])
    }
  }
}
