import Core
import Engine
import Odoo
import Storage
import TestKit
import Testing

@Suite("documents that wait for a counterpart in Odoo", .timeLimit(.minutes(5)))
struct MissingTests {
  @Test("a bill without its vendor is held with what is missing, and its cause is that vendor")
  func held() async throws {
    try await InboxWorld.withStreams { world, partner in
      for (number, vendor) in [(1, "v1"), (2, "v2"), (3, "v1")] {
        partner.bills.put("b\(number)", ["number": .string("NW-\(number)"), "vendor": .string(vendor)])
      }
      try await world.poke(.incoming)
      try await world.tick()
      let entries = try await world.entries()
      #expect(entries.map(\.state) == [.quarantined, .quarantined, .quarantined])
      #expect(entries.map { $0.issues.first?.missing?.externalID } == ["v1", "v2", "v1"])
      #expect(entries[0].cause == entries[2].cause)
      #expect(entries[0].cause != entries[1].cause)
    }
  }

  @Test("once the counterpart is linked the bills that miss it go on by themselves, the others stay")
  func linked() async throws {
    try await InboxWorld.withStreams { world, partner in
      for number in 1...3 {
        let vendor: JSON = number == 3 ? "v2" : "v1"
        partner.bills.put("b\(number)", ["number": .string("NW-\(number)"), "vendor": vendor])
      }
      try await world.poke(.incoming)
      try await world.tick()
      world.link("v1", to: 1)
      world.world.clock.advance(by: .seconds(60))
      try await world.tick()
      #expect(try await world.entries().map(\.state) == [.settled, .settled, .quarantined])
      #expect(try await world.entries().map(\.attempts) == [2, 2, 1])
    }
  }

  @Test("bills that came before their vendor go on once the vendor's own stream brought it")
  func later() async throws {
    try await InboxWorld.withStreams { world, partner in
      partner.bills.put("b1", ["number": "NW-1", "vendor": "v1"])
      try await world.poke(.incoming)
      try await world.tick()
      partner.vendors.put("v1", ["name": "Northwind"])
      try await world.poke(.incoming)
      try await world.tick()
      world.world.clock.advance(by: .seconds(60))
      try await world.tick()
      #expect(try await world.entries().map(\.state) == [.settled, .settled])
    }
  }

  @Test("a record that appears or changes in Odoo has the documents tried again once, not with every look")
  func changed() async throws {
    try await InboxWorld.withStreams { world, partner in
      partner.bills.put("b1", ["number": "NW-1", "vendor": "v1"])
      try await world.poke(.incoming)
      try await world.tick()
      for _ in 1...3 {
        world.world.clock.advance(by: .seconds(60))
        try await world.tick()
      }
      #expect(try await world.entries().map(\.attempts) == [1])
      let moment = world.world.clock.now() + .seconds(-10)
      world.world.odoo.put(["id": 9, "name": "New", "write_date": .string(moment.text)], "res.partner")
      for _ in 1...3 {
        world.world.clock.advance(by: .seconds(60))
        try await world.tick()
      }
      #expect(try await world.entries().map(\.attempts) == [2])
    }
  }

  @Test("a change is told to the flow that waits longest, though another one that was held later looks first")
  func otherFlow() async throws {
    try await InboxWorld.withStreams { world, partner in
      partner.notes.put("n1", ["text": "A note", "vendor": "v2"])
      try await world.poke(.incoming)
      try await world.tick()
      partner.bills.put("b1", ["number": "NW-1", "vendor": "v1"])
      try await world.poke(.incoming)
      try await world.tick()
      // Nothing ticks for an hour, in which a partner appears.
      world.world.clock.advance(by: .seconds(600))
      let moment = world.world.clock.now()
      world.world.odoo.put(["id": 9, "name": "New", "write_date": .string(moment.text)], "res.partner")
      world.world.clock.advance(by: .seconds(3000))
      let note = try #require(try await world.entries().first { $0.subject.flow == ReceiveStreamNote.flow })
      #expect(try await world.world.ledger.retry(note.id))
      try await world.tick()
      world.world.clock.advance(by: .seconds(60))
      try await world.tick()
      let bill = try #require(try await world.entries().first { $0.subject.flow == ReceiveStreamBill.flow })
      #expect(bill.attempts == 2)
    }
  }

  @Test("a record whose transaction commits late has them tried again all the same")
  func late() async throws {
    try await InboxWorld.withStreams { world, partner in
      partner.bills.put("b1", ["number": "NW-1", "vendor": "v1"])
      try await world.poke(.incoming)
      try await world.tick()
      let began = world.world.clock.now() + .seconds(20)
      for _ in 1...4 {
        world.world.clock.advance(by: .seconds(60))
        try await world.tick()
      }
      world.world.odoo.put(["id": 9, "name": "Late", "write_date": .string(began.text)], "res.partner")
      world.world.clock.advance(by: .seconds(60))
      try await world.tick()
      #expect(try await world.entries().map(\.attempts) == [2])
    }
  }
}

extension InboxWorld {
  /// Says which partner of Odoo a vendor is.
  fileprivate func link(_ vendor: String, to record: Int) {
    world.odoo.link(
      OdooReference(
        model: "res.partner",
        record: record,
        connection: TestWorld.connection,
        flow: ReceiveVendor.link,
        externalID: vendor,
        number: nil,
        entry: 0
      )
    )
  }
}
