import Core
import Odoo
import Storage
import TestKit
import Testing

@testable import Engine

@Suite("a dry run of a fetch", .timeLimit(.minutes(5)))
struct RehearsalTests {
  @Test("it says of each document what would be created, changed or held, and nothing is kept or written")
  func says() async throws {
    try await InboxWorld.withStreams { world, partner in
      partner.notes.put("n0", ["text": "there"])
      partner.notes.put("n1", ["text": "old"])
      try await world.poke(.incoming)
      try await world.tick()
      let before = world.world.odoo.records("note.note")
      partner.notes.put("n1", ["text": "new"])
      partner.notes.put("n2", ["text": "first"])
      partner.vendors.put("v1", ["name": "Northwind"])
      partner.bills.put("b1", ["number": "NW-1", "vendor": "v1"])
      partner.bills.put("b2", ["number": "NW-2", "vendor": "v2"])
      let rehearsal = try await world.rehearse()
      #expect(
        rehearsal.words
          == [
            "vendors v1 created", "bills b1 created", "bills b2 held", "notes n1 changed", "notes n2 created",
          ].sorted()
      )
      #expect(rehearsal.documents.first { $0.deed == .held }?.issues.first?.missing?.externalID == "v2")
      #expect(rehearsal.streams.map(\.standing) == [.done, .done, .done])
      #expect(world.world.odoo.records("note.note") == before)
      #expect(world.world.odoo.records("account.move").isEmpty)
      #expect(try await world.entries().count == 2)
      // The real run does what was said.
      try await world.poke(.incoming)
      try await world.tick()
      #expect(world.world.odoo.records("account.move").count == 1)
      #expect(try await world.entries().filter { $0.state == .quarantined }.count == 1)
    }
  }

  @Test("what Odoo has as it is stays unchanged, and the marks do not move")
  func unchanged() async throws {
    try await InboxWorld.withStreams { world, partner in
      partner.notes.put("n1", ["text": "old"])
      try await world.poke(.incoming)
      try await world.tick()
      #expect(try await world.rehearse(stream: "notes").words == ["notes n1 unchanged"])
      #expect(try await world.poke(.incoming, stream: "notes").counts["known"] == 1)
    }
  }

  @Test("a stream that cannot be read is told, its dependants are skipped, the others are gone through")
  func failing() async throws {
    try await InboxWorld.withStreams { world, partner in
      partner.notes.put("n1", ["text": "a"])
      partner.vendors.failNext(Failure(.configuration, "streams.forbidden", "The role may not see vendors."))
      let rehearsal = try await world.rehearse()
      #expect(rehearsal.streams.map(\.standing) == [.failed, .skipped, .done])
      #expect(rehearsal.failure?.code == "streams.forbidden")
      #expect(rehearsal.words == ["notes n1 created"])
    }
  }

  @Test("a document goes on with what an earlier one would have made, as far as that is known without Odoo")
  func earlier() async throws {
    let odoo = FakeOdoo()
    odoo.put(["id": 3, "name": "Units"], "uom.uom")
    odoo.commit()
    let rehearsed = RehearsalOdoo(odoo)
    let made = try await rehearsed.create("product.product", values: [["name": "Bolt", "uom_id": 3]], keys: nil)
    rehearsed.begin()
    let fields: JSON = ["name": nil, "uom_id": nil, "default_code": nil]
    let read = try await rehearsed.read("product.product", ids: made, fields: fields, committed: false)
    let bolt = try #require(read.records.first)
    #expect(bolt["name"] == "Bolt")
    #expect(bolt["uom_id"] == 3)
    #expect(bolt["default_code"] == .some(.null))
    #expect(read.missing == [])
    #expect(rehearsed.deedSoFar("purchase.order") == .changed)
    _ = try await rehearsed.create("purchase.order", values: [["name": "P1"]], keys: nil)
    #expect(rehearsed.deedSoFar("purchase.order") == .created)
    await #expect(throws: Failure.endsRehearsal) {
      try await rehearsed.read("product.product", ids: made, fields: ["seller_ids": ["price": nil]], committed: false)
    }
  }

  @Test("it ends after so many documents and says that there are more")
  func cut() async throws {
    try await InboxWorld.withStreams { world, partner in
      for number in 1...9 { partner.notes.put("n\(number)", ["text": "a"]) }
      let rehearsal = try await world.rehearse(limit: 4)
      #expect(rehearsal.documents.count == 4)
      #expect(rehearsal.isCut)
    }
  }
}

extension InboxWorld {
  fileprivate func rehearse(stream: String? = nil, limit: Int = 100) async throws -> Rehearsal {
    let key = JobKey(database: world.database, connection: TestWorld.connection, job: .incoming, flow: stream)
    return try await world.runner.rehearse(key, limit: limit, odoo: world.odoo)
  }
}

extension Rehearsal {
  fileprivate var words: [String] {
    documents.map { document in
      "\(document.stream) \(document.externalID.prefix { $0 != "@" }) \(document.deed.rawValue)"
    }.sorted()
  }
}
