import Core
import Engine
import Host
import JSONRPC
import TestKit
import Testing

@Suite("master data over the socket", .timeLimit(.minutes(5)))
struct ImportCallTests {
  private static let flow = JSON.string(BooksConnector.customers)
  private static let connection = JSON.string(TestWorld.connection)
  private static let job: JSON = ["connection": connection, "job": "import", "flow": flow]

  /// A service whose partner has two customers, and whose jobs are done.
  private func with(_ body: (HostWorld, OdooEnd) async throws -> Void) async throws {
    let books = MemoryBooks()
    for number in 7001...7002 { books.register(number, ["name": .string("Company \(number)")]) }
    let world = try await TestWorld(connectors: [BooksConnector(books)])
    try await world.connect("books", changes: [("settings", ["journal": "BNK1"])])
    try await HostWorld.with(world) { host in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await host.host.jobs.run() }
        defer {
          host.host.jobs.stop()
          group.cancelAll()
        }
        try await body(host, try await host.odoo())
      }
    }
  }

  @Test("rows are fetched, shown, decided and done, and a job that nobody asked for says so")
  func all() async throws {
    try await with { _, odoo in
      let before = try await odoo.peer.call("schedule/poke", Self.job.replacing("look", with: true))
      #expect(before["state"] == "none")
      let done = try await odoo.peer.call("schedule/poke", Self.job)
      #expect(done["state"] == "done")
      #expect(done["fetched"] == 2)
      #expect(done["total"] == 2)
      let asked: JSON = ["connection": Self.connection, "flow": Self.flow, "match": true, "limit": 1]
      let page = try await odoo.peer.call("link/propose", asked)
      #expect(page["rows"]?[0]?["title"] == "Company 7001")
      #expect(page["rows"]?[0]?["action"] == "add")
      #expect(page["rows"]?[0]?["link"] == "7001")
      let entry = page["rows"]?[0]?["entry"] ?? .null
      #expect(page["next"] == entry)
      let decision: JSON = ["id": entry, "action": "add", "values": ["name": "Edited"]]
      let accepted = try await odoo.peer.call("entry/accept", ["entries": [decision]])
      let unit = accepted["entries"]?[0]?["unit"] ?? .null
      #expect(accepted["entries"]?[0]?["accepted"] == true)
      let run = HostWorld.run([]).replacing("connection", with: Self.connection).replacing("flow", with: Self.flow)
      let applied = try await odoo.peer.call("flow/run", run.replacing("unit", with: unit))
      #expect(applied["documents"]?[0]?["status"] == "received")
      #expect(applied["documents"]?[0]?["record"] == 77)
      #expect(applied["rolls_back"] == false)
      let late = try await odoo.peer.call("entry/accept", ["entries": [decision]])
      #expect(late["entries"]?[0]?["accepted"] == false)
      #expect(try await odoo.peer.call("link/propose", asked)["rows"]?[0]?["title"] == "Company 7002")
    }
  }

  @Test("a decision of the wrong shape, and a flow that imports nothing, are refused in one sentence")
  func wrong() async throws {
    try await with { _, odoo in
      let connection = Self.connection
      let calls: [(String, JSON, String)] = [
        ("schedule/poke", ["connection": connection, "job": "import"], "protocol.params"),
        ("schedule/poke", ["connection": connection, "job": "import", "flow": "books.note.import"], "flow.unknown"),
        ("link/propose", ["connection": connection], "protocol.params"),
        ("link/propose", ["connection": connection, "flow": "books.note.import"], "flow.unknown"),
        ("entry/accept", [:], "protocol.params"),
        ("entry/accept", ["entries": [["id": 1]]], "protocol.params"),
        ("entry/accept", ["entries": [["id": 1, "action": "fly"]]], "protocol.params"),
        ("entry/accept", ["entries": [["id": 1, "action": "update"]]], "protocol.params"),
      ]
      for (method, params, code) in calls {
        let error = await #expect(throws: RPCError.self) { try await odoo.peer.call(method, params) }
        #expect(error?.dataCode == code, "\(method)")
      }
      let unknown = try await odoo.peer.call("entry/accept", ["entries": [["id": 999, "action": "nothing"]]])
      #expect(unknown["entries"]?[0]?["accepted"] == false)
    }
  }
}
