import Core
import Storage
import TestKit
import Testing

@testable import Engine

@Suite("Databases over HTTP")
struct RemoteTickTests {
  @Test("what a schedule fetches is in Odoo and settled without anybody clicking")
  func runs() async throws {
    try await RemoteWorld.with { remote in
      for number in 1...3 { remote.put(number) }
      try await remote.set(every: 900)
      try await eventually("three notes are settled") { try await remote.entries().count { $0.state == .settled } == 3 }
      remote.put(4)
      remote.advance(by: .seconds(900))
      try await eventually("the fourth is settled") { try await remote.entries().count { $0.state == .settled } == 4 }
      #expect(remote.odoo.records("note.note").count == 4)
    }
  }

  @Test("documents of one batch ask Odoo once for what they share, and its cost is in the log")
  func batch() async throws {
    let remote = try await RemoteWorld()
    for number in 1...6 { remote.put(number) }
    try await remote.fetch()
    try await remote.working {
      try await eventually("all are settled") { try await remote.entries().count { $0.state == .settled } == 6 }
      #expect(remote.odoo.calls.count { $0.name == "search" && $0.model == "res.partner" } == 1)
      try await eventually("the log has a line of it") {
        try await remote.store.logs(LogQuery(database: remote.database)).contains { $0.code == "remote.batch" }
      }
      let line = try await remote.store.logs(LogQuery(database: remote.database)).last { $0.code == "remote.batch" }
      #expect(line?.message.contains("6 documents of inbox.note.receive: 6 in Odoo, 0 held") == true)
    }
  }

  @Test("a held document goes on by itself when what it misses is there")
  func held() async throws {
    try await RemoteWorld.with { remote in
      remote.put(1, ref: "Q")
      try await remote.set(every: 3600)
      try await eventually("it is held") { try await remote.entries().first?.state == .quarantined }
      remote.odoo.put(["id": 2, "ref": "Q", "name": "New"], "res.partner")
      remote.advance(by: .seconds(60))
      try await eventually("it is settled") { try await remote.entries().first?.state == .settled }
    }
  }

  @Test("of many held documents each goes on once what it misses is there, and Odoo is asked little about them")
  func manyHeld() async throws {
    try await RemoteWorld.with { remote in
      for number in 1...130 { remote.put(number, ref: "Q\(1000 + number)") }
      try await remote.set(every: 86_400)
      try await eventually("all are held") {
        try await remote.entries().count { $0.state == .quarantined } == 130
      }
      let before = remote.odoo.count("search")
      remote.odoo.put(["id": 2, "ref": "Q1130", "name": "New"], "res.partner")
      remote.advance(by: .seconds(60))
      try await eventually("the last one is settled") { try await remote.entries().last?.state == .settled }
      #expect(try await remote.entries().count { $0.state == .quarantined } == 129)
      #expect(remote.odoo.count("search") - before < 30)
    }
  }

  @Test("what keeps a connection from working is said once, however many documents wait for it")
  func saidOnce() async throws {
    let remote = try await RemoteWorld()
    for number in 1...5 { remote.put(number) }
    try await remote.fetch()
    try await remote.connect(state: "draft", revision: 2)
    try await remote.working {
      for look in 1...4 {
        let looks = await remote.remote.looks
        remote.advance(by: .seconds(61))
        try await eventually("look \(look) is over") { await remote.remote.hasLooked(since: looks) }
      }
      #expect(remote.world.told.all.count { $0.contains("connection.not_validated") } == 1)
      try await remote.connect(revision: 3)
      remote.advance(by: .seconds(61))
      try await eventually("all are settled") { try await remote.entries().count { $0.state == .settled } == 5 }
    }
  }

  @Test("nothing is said or asked of held documents whose connection is gone")
  func gone() async throws {
    try await RemoteWorld.with { remote in
      remote.put(1, ref: "Q")
      try await remote.set(every: 3600)
      try await eventually("it is held") { try await remote.entries().first?.state == .quarantined }
      try await remote.store.removeConnection(database: remote.database, key: TestWorld.connection)
      let asked = remote.gateways.count
      for look in 1...3 {
        let looks = await remote.remote.looks
        remote.advance(by: .seconds(61))
        try await eventually("look \(look) is over") { await remote.remote.hasLooked(since: looks) }
      }
      #expect(remote.gateways.count == asked)
      #expect(!remote.world.told.all.contains { $0.contains("connection.") })
    }
  }

  @Test("a schedule that is due while its connection is a draft has nobody look every second")
  func draftIsQuiet() async throws {
    let remote = try await RemoteWorld()
    try await remote.set(every: 900)
    try await remote.connect(state: "draft", revision: 2)
    #expect(try await remote.book.takeDue(remote.database).isEmpty)
    #expect(try await remote.book.nextDue(remote.database) == nil)
    try await remote.connect(revision: 3)
    #expect(try await remote.book.takeDue(remote.database).count == 1)
    #expect(try await remote.book.nextDue(remote.database) == remote.clock.now() + .seconds(900))
  }

  @Test("an Odoo that is away keeps documents waiting, untouched, until it is back")
  func away() async throws {
    try await RemoteWorld.with { remote in
      remote.gateways.fail(FakeGateways.unreachable)
      remote.put(1)
      try await remote.set(every: 900)
      try await eventually("the outage is known") { remote.environment.weather.outage(remote.database) != nil }
      let since = remote.environment.weather.outage(remote.database)?.since
      for _ in 1...20 {
        let before = remote.environment.weather.outage(remote.database)?.attempts ?? 0
        remote.advance(by: .seconds(900))
        try await eventually("it was tried again") {
          // The attempt before may not be over when the clock moves on.
          remote.remote.wake()
          return remote.environment.weather.outage(remote.database)?.attempts ?? 0 > before
        }
      }
      #expect(try await remote.entries().map(\.state) == [.pending])
      #expect(try await remote.entries().map(\.attempts) == [0])
      #expect(remote.environment.weather.outage(remote.database)?.since == since)
      remote.gateways.fail(nil)
      remote.advance(by: .seconds(900))
      try await eventually("it is settled") { try await remote.entries().first?.state == .settled }
      #expect(remote.environment.weather.outage(remote.database) == nil)
      #expect(remote.world.told.all.contains { $0.hasPrefix("Odoo answers again.") })
    }
  }

  @Test("an outage in the middle of a batch leaves the rest of it alone")
  func midBatch() async throws {
    try await RemoteWorld.with { remote in
      for number in 1...3 { remote.put(number) }
      remote.odoo.failNext("create", FakeGateways.unreachable)
      try await remote.set(every: 900)
      try await eventually("the outage is known") { remote.environment.weather.outage(remote.database) != nil }
      #expect(remote.odoo.count("create") == 1)
      remote.advance(by: .seconds(120))
      try await eventually("all are settled") { try await remote.entries().count { $0.state == .settled } == 3 }
      #expect(remote.odoo.records("note.note").count == 3)
    }
  }

  @Test("a key that Odoo refuses is told at once, and tried at once when somebody mended it")
  func refused() async throws {
    try await RemoteWorld.with { remote in
      remote.gateways.fail(FakeGateways.refused)
      remote.put(1)
      try await remote.set(every: 900)
      try await eventually("the outage is known") { remote.environment.weather.outage(remote.database) != nil }
      #expect(remote.world.told.all.contains { $0.contains("odoo.key_refused") })
      remote.gateways.fail(nil)
      remote.environment.weather.mended(remote.database)
      remote.remote.wake()
      try await eventually("it is settled") { try await remote.entries().first?.state == .settled }
    }
  }

  @Test("a partner that is away is asked again, and no schedule begins the same fetch twice meanwhile")
  func partnerAway() async throws {
    try await RemoteWorld.with { remote in
      let away = Failure(.transport, "http.connect", "The partner cannot be reached.")
      for _ in 1...3 { remote.notes.failNext(away) }
      remote.put(1)
      try await remote.set(every: 60)
      for _ in 1...60 where try await remote.entries().isEmpty {
        remote.advance(by: .seconds(60))
        for _ in 1...20 { await Task.yield() }
      }
      try await eventually("it is settled") { try await remote.entries().first?.state == .settled }
    }
  }

  @Test("runs that a stopped service missed are made up for by one")
  func missed() async throws {
    let remote = try await RemoteWorld()
    try await remote.working {
      try await remote.set(every: 900)
      try await eventually("it ran") { remote.notes.pages == 1 }
    }
    remote.clock.advance(by: .seconds(3 * 3600 + 60))
    try await remote.serving(remote.restarted()) {
      try await eventually("it ran once more") { remote.notes.pages == 2 }
    }
    let row = try await remote.schedule()
    #expect(row.missed == 11)
    let next = try #require(row.nextAt)
    #expect(next - remote.clock.now() == .seconds(840))
    #expect(remote.notes.pages == 2)
  }

  @Test("a paused schedule runs nothing, and goes on with its next moment")
  func paused() async throws {
    try await RemoteWorld.with { remote in
      try await remote.set(cron: "0 * * * *")
      _ = try await remote.book.pause(remote.key(), true)
      #expect(try await remote.schedule().nextAt == nil)
      remote.advance(by: .seconds(7200))
      remote.put(1)
      let row = try await remote.book.pause(remote.key(), false)
      #expect(row.nextAt?.text == "2025-03-10T13:00:00.000Z")
      #expect(remote.notes.pages == 0)
      remote.advance(by: .seconds(3600))
      try await eventually("it is settled") { try await remote.entries().first?.state == .settled }
    }
  }

  @Test("a connection that is not validated runs nothing; the first run after that makes up for it")
  func draft() async throws {
    try await RemoteWorld.with { remote in
      try await remote.connect(state: "draft", revision: 2)
      try await remote.set(every: 900)
      remote.advance(by: .seconds(3600))
      #expect(try await remote.schedule().lastAt == nil)
      try await remote.connect(revision: 3)
      remote.put(1)
      remote.advance(by: .seconds(60))
      try await eventually("it is settled") { try await remote.entries().first?.state == .settled }
    }
  }

  @Test("of two services on one store only the holder of the lease works, until it is gone")
  func lease() async throws {
    let remote = try await RemoteWorld()
    let now = remote.clock.now()
    _ = try await remote.store.takeLease("schedules", holder: "other", now: now, until: now + .seconds(60))
    try await remote.set(every: 900)
    try await remote.working {
      try await eventually("it stands by") { remote.environment.standBy.contains(remote.database) }
      #expect(remote.remote.lease.heldElsewhereUntil == now + .seconds(60))
      #expect(remote.notes.pages == 0)
      remote.put(1)
      remote.advance(by: .seconds(61))
      try await eventually("it is settled") { try await remote.entries().first?.state == .settled }
    }
  }

  @Test("a clock that is put back an hour does not silence a schedule")
  func clockBack() async throws {
    try await RemoteWorld.with { remote in
      try await remote.set(every: 900)
      try await eventually("it ran") { remote.notes.pages == 1 }
      remote.clock.jump(by: .seconds(-3600))
      remote.remote.wake()
      try await eventually("it is due in a quarter of an hour") {
        try await remote.schedule().nextAt.map { $0 - remote.clock.now() <= .seconds(900) } ?? false
      }
    }
  }

  @Test("a schedule for a stream that the connector does not have is refused with those that it has")
  func unknownStream() async throws {
    let remote = try await RemoteWorld()
    var row = remote.key("bills")
    row.every = 900
    let wanted = row
    let failure = await #expect(throws: Failure.self) { try await remote.book.set(wanted) }
    #expect(failure?.code == "stream.unknown")
    #expect(failure?.hint?.contains("inbox") == true)
  }
}
