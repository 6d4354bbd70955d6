import Core
import Engine
import Storage
import TestKit
import Testing

@Suite("documents that come in", .timeLimit(.minutes(5)))
struct ArrivalTests {
  @Test("everything the partner has is fetched, page by page, kept whole and put into Odoo once")
  func fetchAndApply() async throws {
    try await InboxWorld.with { world in
      for number in 1...5 { world.put(number) }
      let state = try await world.poke(.incoming)
      #expect(state.standing == .done)
      #expect(state.counts == ["fetched": 5, "known": 0, "left_alone": 0])
      #expect(world.notes.pages == 3)
      try await world.tick()
      #expect(world.world.odoo.records("note.note").count == 5)
      let entries = try await world.entries()
      #expect(entries.map(\.state) == Array(repeating: .settled, count: 5))
      #expect(entries.map(\.recordName) == (1...5).map { "NOTE/N\($0)" })
      #expect(entries.map(\.subject.record) == [1, 2, 3, 4, 5])
      let body = try await world.world.store.steps(of: entries[0].id)[0].body
      #expect(try JSON(parsing: body)["content"]?["text"] == "text 1")
    }
  }

  @Test("what was fetched before is not applied again, however often it is listed")
  func twice() async throws {
    try await InboxWorld.with { world in
      world.put(1)
      try await world.poke(.incoming)
      try await world.tick()
      let again = try await world.poke(.incoming)
      #expect(again.counts["known"] == 1)
      try await world.tick()
      #expect(world.world.odoo.records("note.note").count == 1)
    }
  }

  @Test("the mark moves with each page that is stored, and a fetch begins at the last one")
  func mark() async throws {
    try await InboxWorld.with { world in
      for number in 1...5 { world.put(number) }
      try await world.poke(.incoming)
      #expect(world.notes.marks == [nil, nil, nil])
      world.put(6)
      try await world.poke(.incoming)
      #expect(world.notes.marks.dropFirst(3) == ["tx-5", "tx-5", "tx-5"])
    }
  }

  @Test("a fetch that fails in between keeps the mark of the pages before")
  func markOfHalf() async throws {
    try await InboxWorld.with { world in
      for number in 1...4 { world.put(number) }
      world.notes.failAfter(1, Failure(.configuration, "inbox.token", "The token is refused."))
      let state = try await world.poke(.incoming)
      #expect(state.standing == .failed)
      #expect(try await world.entries().count == 2)
      try await world.poke(.incoming)
      #expect(world.notes.marks.last == "tx-2")
      #expect(try await world.entries().count == 4)
    }
  }

  @Test("a document that Odoo rolled back is applied again, one that it committed is found")
  func rollback() async throws {
    try await InboxWorld.with { world in
      world.put(1)
      try await world.poke(.incoming)
      let unit = try #require(try await world.unit())
      try await world.run(unit)
      world.world.odoo.rollBack()
      #expect(world.world.odoo.records("note.note").isEmpty)
      #expect(try await world.entries().map(\.state) == [.delivered])
      world.world.clock.advance(by: .seconds(61))
      let second = try #require(try await world.unit())
      try await world.run(second)
      world.world.odoo.commit()
      // The commit was not told: it is looked at once more and found.
      world.world.clock.advance(by: .seconds(61))
      try await world.tick()
      #expect(world.world.odoo.records("note.note").count == 1)
      #expect(try await world.entries().map(\.state) == [.settled])
    }
  }

  @Test("a document with a fault leaves nothing in Odoo, is held with its reason, and the next ones go on")
  func held() async throws {
    try await InboxWorld.with { world in
      world.put(1, ref: "nobody")
      world.put(2)
      try await world.poke(.incoming)
      try await world.tick()
      #expect(world.world.odoo.records("note.note").map { $0["name"] } == ["NOTE/N2"])
      let entries = try await world.entries()
      #expect(entries.map(\.state) == [.quarantined, .settled])
      #expect(entries[0].causeText == "No partner has the reference nobody.")
      #expect(entries[0].recordName == "NOTE N1")
    }
  }

  @Test("once what was missing is there, held documents go on by themselves")
  func repaired() async throws {
    try await InboxWorld.with { world in
      for number in 1...3 { world.put(number, ref: "late") }
      try await world.poke(.incoming)
      try await world.tick()
      #expect(try await world.entries().allSatisfy { $0.state == .quarantined })
      world.world.odoo.put(["id": 9, "ref": "late", "name": "Late"], "res.partner")
      world.world.clock.advance(by: .seconds(120))
      try await world.tick()
      world.world.clock.advance(by: .seconds(120))
      try await world.tick()
      #expect(try await world.entries().allSatisfy { $0.state == .settled })
    }
  }

  @Test(
    "only successes are reported, or failures too with their reason, as the connection says",
    arguments: [false, true]
  )
  func reports(_ all: Bool) async throws {
    try await InboxWorld.with(mark: all ? "all" : "succeeded") { world in
      world.put(1, ref: "nobody")
      world.put(2)
      try await world.poke(.incoming)
      try await world.tick()
      let state = try await world.poke(.mark)
      #expect(state.counts == ["marked": all ? 2 : 1, "kept": all ? 0 : 1, "problems": 0])
      let failed = InboxReport(
        externalID: "tx-1",
        fault: .data,
        reason: "No partner has the reference nobody.",
        context: ["path1": "ref"]
      )
      #expect(world.notes.reports == (all ? [failed] : []) + [InboxReport(externalID: "tx-2")])
      let second = try await world.poke(.mark)
      #expect(second.counts["marked"] == 0)
      #expect(world.notes.reports.count == (all ? 2 : 1))
    }
  }

  @Test("a document reported as failed and mended later is reported as taken")
  func reportedAgain() async throws {
    try await InboxWorld.with(mark: "all") { world in
      world.put(1, ref: "late")
      try await world.poke(.incoming)
      try await world.tick()
      try await world.poke(.mark)
      world.world.odoo.put(["id": 9, "ref": "late", "name": "Late"], "res.partner")
      world.world.clock.advance(by: .seconds(120))
      try await world.tick()
      world.world.clock.advance(by: .seconds(120))
      try await world.tick()
      try await world.poke(.mark)
      #expect(world.notes.reports.map(\.fault) == [.data, nil])
    }
  }

  @Test("a failure that was reported and is sent once more by the partner is tried again; a kept one is not")
  func resent() async throws {
    for all in [true, false] {
      try await InboxWorld.with(mark: all ? "all" : "succeeded") { world in
        world.put(1, ref: "nobody")
        try await world.poke(.incoming)
        try await world.tick()
        try await world.poke(.mark)
        world.put(1, ref: "nobody")
        let state = try await world.poke(.incoming)
        #expect(state.counts["fetched"] == (all ? 1 : 0))
        #expect(state.counts["known"] == (all ? 0 : 1))
      }
    }
  }

  @Test("a newer version takes the place of one that waits, and changes the record of one that Odoo has")
  func versions() async throws {
    try await InboxWorld.with { world in
      world.put(1, ref: "nobody")
      try await world.poke(.incoming)
      try await world.tick()
      world.notes.put("tx-1b", ["number": "N1", "ref": "R", "text": "better"], replaces: "tx-1")
      try await world.poke(.incoming)
      try await world.tick()
      #expect(try await world.entries().map(\.state) == [.dropped, .settled])
      world.notes.put("tx-1c", ["number": "N1", "ref": "R", "text": "best"], replaces: "tx-1b")
      try await world.poke(.incoming)
      try await world.tick()
      #expect(world.world.odoo.records("note.note").map { $0["text"] } == ["best"])
      #expect(try await world.entries().map(\.state) == [.dropped, .settled, .settled])
    }
  }

  @Test("kinds that nobody takes and versions that were replaced are left alone")
  func leftAlone() async throws {
    try await InboxWorld.with(mark: "all") { world in
      world.notes.put("tx-1", ["number": "P1"], type: "POSTCARD")
      world.notes.put("tx-2", ["number": "N2", "ref": "R"], isLatest: false)
      let state = try await world.poke(.incoming)
      #expect(state.counts == ["fetched": 0, "known": 0, "left_alone": 2])
      try await world.tick()
      try await world.poke(.mark)
      #expect(world.notes.waiting == ["tx-1", "tx-2"])
    }
  }

  @Test("bad weather is waited out, a refusal ends the job and is told to whoever asks")
  func weather() async throws {
    try await InboxWorld.with { world in
      world.put(1)
      world.notes.failNext(Failure(.transport, "http.connect", "The partner does not answer."))
      let first = try await world.poke(.incoming, patience: .zero)
      #expect(first.standing != .failed)
      try await eventually("the job waits for better weather") {
        let states = try await world.jobs.states(database: world.world.database, connection: TestWorld.connection)
        return states.first?.failure?.code == "http.connect"
      }
      world.world.clock.advance(by: .seconds(10))
      try await eventually("the job is done by itself") {
        world.world.clock.advance(by: .seconds(10))
        let states = try await world.jobs.states(database: world.world.database, connection: TestWorld.connection)
        return states.first?.standing == .done
      }
      world.notes.failNext(Failure(.configuration, "inbox.token", "The token is refused."))
      let refused = try await world.poke(.incoming)
      #expect(refused.standing == .failed)
      #expect(refused.failure?.message == "The token is refused.")
      let alarms = try await Alarms(world.world.environment).open(database: world.world.database)
      #expect(alarms.map(\.code) == ["job.failed"])
      #expect(alarms.first?.message == "Fetching documents failed: The token is refused.")
      try await world.poke(.incoming)
      let none = try await Alarms(world.world.environment).open(database: world.world.database)
      #expect(none.isEmpty)
    }
  }

  @Test("a document that a person ignores is not applied; one retried is")
  func person() async throws {
    try await InboxWorld.with(mark: "all") { world in
      world.put(1, ref: "nobody")
      try await world.poke(.incoming)
      try await world.tick()
      let entry = try #require(try await world.entries().first)
      #expect(try await world.world.ledger.ignore(entry.id, reason: "done by hand"))
      try await world.tick()
      #expect(try await world.entries().map(\.state) == [.dropped])
      try await world.poke(.mark)
      #expect(world.notes.reports.map(\.reason) == ["No partner has the reference nobody."])
      world.world.odoo.put(["id": 9, "ref": "nobody", "name": "Somebody"], "res.partner")
      #expect(try await world.world.ledger.retry(entry.id))
      try await world.tick()
      #expect(try await world.entries().map(\.state) == [.settled])
    }
  }
}

@Suite("problems of documents that go out", .timeLimit(.minutes(5)))
struct ProblemTests {
  @Test("a document that cannot be built is to be told once, and again only when something else is wrong with it")
  func once() async throws {
    try await TestWorld.with { world in
      world.odoo.change("order_line.0.product_id.barcode", to: .null)
      try await world.run()
      let held = try #require(try await world.entry())
      #expect(held.report == .due)
      try await world.ledger.update(held.id) { entry in
        entry.report = .done
        return true
      }
      try await world.run()
      #expect(try await world.entry()?.report == .done)
      world.odoo.change("partner_id.ref", to: .null)
      try await world.run()
      #expect(try await world.entry()?.report == .due)
    }
  }

  @Test("a document that was mended is not told any more")
  func mended() async throws {
    try await TestWorld.with { world in
      world.odoo.change("order_line.0.product_id.barcode", to: .null)
      try await world.run()
      world.odoo.put(try SampleOrder.document())
      try await world.run()
      #expect(try await world.entry()?.report == nil)
    }
  }
}
