import Core
import Engine
import Odoo
import Storage
import TestKit
import Testing

@Suite("documents that the partner changes or takes back after they came in", .timeLimit(.minutes(5)))
struct TakenBackTests {
  @Test("one that is in Odoo stays there as it is, and both are said once")
  func applied() async throws {
    try await InboxWorld.with { inbox in
      inbox.put(1)
      try await inbox.poke(.incoming)
      try await inbox.tick()
      inbox.notes.put("tx-1", ["number": "N1", "ref": "R", "text": "another text"])
      try await inbox.poke(.incoming)
      try await inbox.poke(.incoming)
      var entry = try #require(try await inbox.entries().first)
      #expect(entry.issues.map(\.code) == ["arrival.changed"])
      #expect(entry.state == .settled)
      inbox.notes.takeBack("tx-1")
      try await inbox.poke(.incoming)
      entry = try #require(try await inbox.entries().first)
      #expect(entry.issues.map(\.code) == ["arrival.changed", "arrival.withdrawn"])
      let unit = try await inbox.unit()
      #expect(unit == nil)
    }
  }

  @Test("one that waits does not come into Odoo any more; one that was never there is left alone")
  func waiting() async throws {
    try await InboxWorld.with { inbox in
      inbox.put(1, ref: "unknown")
      try await inbox.poke(.incoming)
      try await inbox.tick()
      inbox.notes.takeBack("tx-1")
      inbox.notes.takeBack("tx-2")
      try await inbox.poke(.incoming)
      let entries = try await inbox.entries()
      #expect(entries.map(\.state) == [.dropped])
    }
  }

  @Test("the partner's own word for a document is kept with its id")
  func status() async throws {
    try await InboxWorld.with { inbox in
      inbox.notes.put("tx-1", ["number": "N1", "ref": "R", "text": "t"], status: "APPROVED")
      try await inbox.poke(.incoming)
      try await inbox.tick()
      let odoo = inbox.world.odoo
      let claimed = try await odoo.claimed("tx-1", flow: InboxConnector.flow, connection: TestWorld.connection)
      #expect(claimed?.status == "APPROVED")
    }
  }
}
