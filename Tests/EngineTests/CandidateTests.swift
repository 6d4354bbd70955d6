import Core
import Engine
import Storage
import TestKit
import Testing

@Suite("what a missing record may be", .timeLimit(.minutes(5)))
struct CandidateTests {
  @Test("identifiers come first, equal names then, names that share words last, each with its reason")
  func order() async throws {
    try await InboxWorld.withStreams { world, _ in
      world.add(2, "Tools of the North", ref: nil)
      world.add(3, "northwind tools", ref: nil)
      world.add(4, "Something else", ref: "v7")
      world.add(5, "Northwind Tools", ref: nil, active: false)
      let found = try await world.candidates("v7", "Northwind Tools")
      #expect(found.map(\.record) == [4, 3, 5, 2])
      #expect(found.map(\.reason) == ["ref", "name", "archived", "similar"])
    }
  }

  @Test("what nothing resembles has no candidates")
  func nothing() async throws {
    try await InboxWorld.withStreams { world, _ in
      let strange = try await world.candidates("v7", "Zq")
      let nameless = try await world.candidates("v7", "")
      #expect(strange == [])
      #expect(nameless == [])
    }
  }

  @Test("a kind that the connector does not link is refused by its name")
  func unknown() async throws {
    try await InboxWorld.withStreams { world, _ in
      let failure = await #expect(throws: Failure.self) {
        _ = try await world.candidates("1", "x", kind: "streams.tax")
      }
      #expect(failure?.code == "link.unknown_kind")
    }
  }
}

extension InboxWorld {
  fileprivate func add(_ id: Int, _ name: String, ref: String?, active: Bool = true) {
    world.odoo.put(
      [
        "id": .int(id), "name": .string(name), "display_name": .string(name), "ref": JSON(ref), "active": .bool(active),
      ],
      "res.partner"
    )
  }

  fileprivate func candidates(_ id: String, _ name: String, kind: String = ReceiveVendor.link)
    async throws -> [FlowRunner.Candidate]
  {
    try await world.runner.candidates(
      for: Core.Issue.Missing(kind: kind, externalID: id, name: name, model: "res.partner"),
      database: world.database,
      connection: TestWorld.connection,
      odoo: world.odoo
    )
  }
}
