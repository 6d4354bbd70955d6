import Core
import Engine
import Storage
import TestKit
import Testing

@Suite("lists that change while a run pages through them", .timeLimit(.minutes(5)))
struct MovingListTests {
  @Test("a row that changes while its list is paged through makes no other one be passed over, and none comes twice")
  func changes() async throws {
    try await InboxWorld.withStreams { world, partner in
      for number in 1...7 { partner.notes.put("n\(number)", ["text": "old"]) }
      // The first row moves behind the last: what is on the pages still to be read has moved up by one.
      partner.notes.afterNextPage { $0.put("n1", ["text": "new"]) }
      try await world.poke(.incoming, stream: "notes")
      try await world.tick()
      let notes = world.world.odoo.records("note.note")
      #expect(notes.map { $0["name"]?.stringValue ?? "" }.sorted() == (1...7).map { "n\($0)" })
      #expect(notes.filter { $0["text"] == "new" }.map { $0["name"] } == ["n1"])
    }
  }

  @Test("a row that leaves the list while it is paged through makes no other one be passed over")
  func leaves() async throws {
    try await InboxWorld.withStreams { world, partner in
      for number in 1...7 { partner.notes.put("n\(number)", ["text": "old"]) }
      partner.notes.afterNextPage { $0.remove("n2") }
      try await world.poke(.incoming, stream: "notes")
      try await world.tick()
      let names = world.world.odoo.records("note.note").map { $0["name"]?.stringValue ?? "" }
      #expect(Set(names) == Set((1...7).map { "n\($0)" }))
      #expect(names.count == 7)
    }
  }

  @Test("changes page after page, removals and additions among them: none missed, none twice, the newest text of each")
  func manyChanges() async throws {
    try await InboxWorld.withStreams { world, partner in
      for number in 1...20 { partner.notes.put("n\(number)", ["text": "0"]) }
      for turn in 1...12 {
        partner.notes.afterNextPage { list in
          list.put("n\(turn)", ["text": .string("\(turn)")])
          if turn % 4 == 0 { list.put("added\(turn)", ["text": "a"]) }
        }
      }
      // What moves on is what the next runs bring.
      for _ in 1...3 { try await world.poke(.incoming, stream: "notes") }
      try await world.tick()
      let notes = world.world.odoo.records("note.note")
      let texts = Dictionary(
        notes.map { ($0["name"]?.stringValue ?? "", $0["text"]?.stringValue ?? "") },
        uniquingKeysWith: { _, second in "twice: \(second)" }
      )
      for number in 1...20 { #expect(texts["n\(number)"] == (number <= 12 ? "\(number)" : "0")) }
      for turn in [4, 8, 12] { #expect(texts["added\(turn)"] == "a") }
      #expect(notes.count == 23)
    }
  }

  @Test("the mark of a list that never holds still stays, what was found is kept, and that is told")
  func neverStill() async throws {
    try await InboxWorld.withStreams { world, partner in
      for number in 1...5 { partner.notes.put("n\(number)", ["text": "t"]) }
      partner.notes.keepMoving()
      try await world.poke(.incoming, stream: "notes", patience: .zero)
      try await eventually("it is told") { try await world.states().first?.failure?.code == "inbox.moving" }
      let mark = try await world.world.store.mark(
        database: world.world.database,
        connection: TestWorld.connection,
        stream: "notes"
      )
      #expect(mark == nil)
      #expect(try await world.entries().count == 5)
      partner.notes.keepMoving(false)
      try await eventually("it comes in by itself once the list holds still") {
        world.world.clock.advance(by: .seconds(20))
        return try await world.states().first?.standing == .done
      }
      #expect(try await world.entries().count == 5)
    }
  }

  @Test("a newer version takes the place of one that Odoo does not have yet, and changes what an older one became")
  func versions() async throws {
    try await InboxWorld.withStreams { world, partner in
      partner.notes.put("n1", ["text": "1"])
      try await world.poke(.incoming, stream: "notes")
      partner.notes.put("n1", ["text": "2"])
      try await world.poke(.incoming, stream: "notes")
      #expect(try await world.entries().map(\.status) == ["replaced", "waiting"])
      try await world.tick()
      partner.notes.put("n1", ["text": "3"])
      try await world.poke(.incoming, stream: "notes")
      try await world.tick()
      #expect(world.world.odoo.records("note.note").map { $0["text"] } == ["3"])
      #expect(try await world.entries().map(\.state) == [.dropped, .settled, .settled])
    }
  }

  @Test("a document that was changed back is applied once more, and listed again only known")
  func changedBack() async throws {
    try await InboxWorld.withStreams { world, partner in
      for text in ["1", "2", "1", "2", "1"] {
        partner.notes.put("n1", ["text": .string(text)])
        try await world.poke(.incoming, stream: "notes")
        world.world.clock.advance(by: .seconds(1))
        try await world.tick()
        #expect(world.world.odoo.records("note.note").map { $0["text"] } == [.string(text)])
        #expect(try await world.poke(.incoming, stream: "notes").counts["known"] == 1)
      }
      #expect(try await world.entries().allSatisfy { $0.state == .settled })
      #expect(try await world.entries().count == 5)
    }
  }

  @Test("a change that was taken back before Odoo had it is not applied at all")
  func takenBack() async throws {
    try await InboxWorld.withStreams { world, partner in
      for text in ["1", "2", "1"] {
        partner.notes.put("n1", ["text": .string(text)])
        try await world.poke(.incoming, stream: "notes")
        if text == "1" { try await world.tick() }
      }
      #expect(try await world.entries().map(\.state) == [.settled, .dropped])
      #expect(world.world.odoo.count("write") == 0)
    }
  }

  @Test("what a person set aside stays so, until the partner has another version")
  func givenUp() async throws {
    try await InboxWorld.withStreams { world, partner in
      partner.notes.put("n1", ["text": "1"])
      try await world.poke(.incoming, stream: "notes")
      _ = try await world.world.ledger.ignore(try await world.entries()[0].id, reason: "Not ours.")
      try await world.poke(.incoming, stream: "notes")
      #expect(try await world.entries().map(\.state) == [.dropped])
      partner.notes.put("n1", ["text": "2"])
      try await world.poke(.incoming, stream: "notes")
      #expect(try await world.entries().map(\.state) == [.dropped, .pending])
    }
  }

  @Test("what called for nothing at first counts when it comes back after Odoo has got another version")
  func leftAlone() async throws {
    try await InboxWorld.withStreams { world, partner in
      for (text, there) in [("off", []), ("1", ["1"]), ("off", ["off"]), ("2", ["2"])] as [(String, [JSON])] {
        partner.notes.put("n1", ["text": .string(text)])
        try await world.poke(.incoming, stream: "notes")
        world.world.clock.advance(by: .seconds(1))
        try await world.tick()
        #expect(world.world.odoo.records("note.note").compactMap { $0["text"] } == there)
        #expect(try await world.poke(.incoming, stream: "notes").counts["known"] == 1)
        world.world.clock.advance(by: .seconds(1))
      }
    }
  }

  @Test("a list that always names a row twice, or counts rows that it does not show, comes in all the same")
  func miscounted() async throws {
    for change: @Sendable (MovingList) -> Void in [{ $0.double("n3") }, { $0.hide(2) }] {
      try await InboxWorld.withStreams { world, partner in
        for number in 1...5 { partner.notes.put("n\(number)", ["text": "t"]) }
        change(partner.notes)
        let state = try await world.poke(.incoming, stream: "notes", patience: .zero)
        #expect(state.failure == nil)
        try await eventually("the mark moves") {
          try await world.world.store.mark(
            database: world.world.database,
            connection: TestWorld.connection,
            stream: "notes"
          )?.value == "5"
        }
        #expect(try await world.entries().count == 5)
      }
    }
  }
}
