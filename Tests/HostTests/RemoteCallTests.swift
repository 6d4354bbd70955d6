import Core
import Engine
import Foundation
import Host
import JSONRPC
import Storage
import TestKit
import Testing

@Suite("databases over HTTP, by an operator", .timeLimit(.minutes(5)))
struct RemoteCallTests {
  private static let database: JSON = "https://odoo.example"

  /// A service that knows one database with the addon and one without, and an operator's client.
  private func with(_ body: (RemoteWorld, HostWorld, OdooEnd) async throws -> Void) async throws {
    let remote = try await RemoteWorld(connectors: [StreamsConnector()], connector: "streams")
    remote.odoo.put(["id": 7, "name": "Northwind", "display_name": "Northwind"], "res.partner")
    let users = HostWorld.Users(odoo: [], operators: [getuid()])
    try await HostWorld.with(remote.world, users: users, gateways: remote.gateways) { host in
      let client = try await OdooEnd(host.path)
      _ = try await client.peer.call("session/hello", ["protocol": ["min": 1, "max": 1], "client": ["name": "tests"]])
      try await body(remote, host, client)
    }
  }

  private func params(_ more: (String, JSON)...) -> JSON {
    .record([("database", Self.database), ("connection", "Notes")] + more.map { ($0.0, $0.1) })
  }

  private func code(_ method: String, _ params: JSON, _ client: OdooEnd) async -> String? {
    let error = await #expect(throws: RPCError.self) { try await client.peer.call(method, params) }
    return error?.dataCode
  }

  @Test("a database that was removed is no more among those that are worked for")
  func removed() async throws {
    try await with { remote, _, client in
      #expect(try await client.peer.call("schedule/list", [:])["databases"]?.arrayValue?.count == 1)
      try await remote.store.removeConnection(database: remote.database, key: TestWorld.connection)
      #expect(try await client.peer.call("schedule/list", [:])["databases"] == [])
      let asked = try await client.peer.call("schedule/list", ["database": Self.database])
      #expect(asked["databases"]?.arrayValue?.count == 1)
    }
  }

  @Test("a dry run that cannot be one is refused and does nothing")
  func noDryRun() async throws {
    try await with { remote, _, client in
      let connector = remote.environment.connectors.first as? StreamsConnector
      connector?.bills.put("b1", ["number": "NW-1", "vendor": "v1"])
      #expect(await code("schedule/run", params(("dry_run", "yes")), client) == "protocol.params")
      #expect(await code("schedule/run", params(("stream", "mark"), ("dry_run", true)), client) == "protocol.params")
      let flow = params(("flow", "streams.bill.pull"), ("ids", []), ("dry_run", true))
      #expect(await code("flow/run", flow, client) == "protocol.params")
      #expect(await code("entry/retry", params(("entries", [1]), ("dry_run", true)), client) == "protocol.params")
      let entries = try await remote.entries()
      #expect(entries.isEmpty)
    }
  }

  @Test("a link is set by hand, shown with the record's name, and taken back")
  func links() async throws {
    try await with { _, _, client in
      let link = params(("kind", "streams.vendor"), ("external_id", "v1"), ("record", 7))
      let set = try await client.peer.call("link/set", link)
      #expect(set["changed"] == true)
      #expect(set["link"]?["record_name"] == "Northwind")
      #expect(try await client.peer.call("link/set", link)["changed"] == false)
      let listed = try await client.peer.call("link/list", params())
      #expect(listed["links"]?.arrayValue?.count == 1)
      #expect(listed["links"]?[0]?["origin"] == "person")
      #expect(listed["next"] == .null)
      let gone = try await client.peer.call("link/remove", params(("kind", "streams.vendor"), ("external_id", "v1")))
      #expect(gone["removed"] == 1)
    }
  }

  @Test("what cannot be linked is refused with its reason")
  func refusedLinks() async throws {
    try await with { _, _, client in
      let kind = params(("kind", "streams.tax"), ("external_id", "v1"), ("record", 7))
      #expect(await code("link/set", kind, client) == "link.unknown_kind")
      let record = params(("kind", "streams.vendor"), ("external_id", "v1"), ("record", 99))
      #expect(await code("link/set", record, client) == "link.record_gone")
      let unknown = params(("kind", "streams.vendor"), ("external_id", "v1"))
      #expect(await code("link/remove", unknown, client) == "link.unknown")
      let addon = JSON.string(StoreSample.identity.uuid)
      #expect(await code("link/list", ["database": addon], client) == "link.in_odoo")
      #expect(await code("schedule/list", ["database": addon], client) == "schedule.in_odoo")
      let other = params().replacing("connection", with: "Nobody")
      #expect(await code("link/list", other, client) == "connection.unknown")
    }
  }

  @Test("a document that was held for a link goes on by itself once it is set")
  func heldForLink() async throws {
    try await with { remote, host, client in
      let connector = remote.environment.connectors.first as? StreamsConnector
      connector?.bills.put("b1", ["number": "NW-1", "vendor": "v1"])
      try await working(host) {
        _ = try await client.peer.call("schedule/run", params(("stream", "bills")))
        try await eventually("the bill is held") { try await remote.entries().first?.state == .quarantined }
        let link = params(("kind", "streams.vendor"), ("external_id", "v1"), ("record", 7))
        _ = try await client.peer.call("link/set", link)
        remote.clock.advance(by: .seconds(60))
        try await eventually("the bill is settled") { try await remote.entries().first?.state == .settled }
      }
      #expect(remote.odoo.records("account.move").count == 1)
    }
  }

  @Test("a mark is shown with its members and set as a whole, by a member, or taken back")
  func marks() async throws {
    try await with { remote, _, client in
      let mark = MarkRow(
        database: remote.database,
        connection: TestWorld.connection,
        stream: "bills",
        value: #"{"changed":"2026-03-05T10:00:00Z","page":3}"#,
        at: remote.clock.now()
      )
      try await remote.store.keep(mark)
      let listed = try await client.peer.call("mark/list", params())
      #expect(listed["marks"]?[0]?["members"]?["page"] == 3)
      let day = params(("stream", "bills"), ("member", "page"), ("value", "4"))
      let set = try await client.peer.call("mark/set", day)
      #expect(set["mark"]?["value"] == #"{"changed":"2026-03-05T10:00:00Z","page":4}"#)
      let unknown = params(("stream", "bills"), ("member", "day"), ("value", "4"))
      #expect(await code("mark/set", unknown, client) == "mark.no_member")
      #expect(await code("mark/set", params(("stream", "bills"), ("value", "4")), client) == "mark.shape")
      #expect(await code("mark/set", params(("stream", "orders"), ("value", "4")), client) == "stream.unknown")
      #expect(try await client.peer.call("mark/set", params(("stream", "bills")))["mark"] == .null)
      #expect(try await client.peer.call("mark/list", params())["marks"] == [])
    }
  }

  @Test("a schedule is set, listed with its next run, paused, resumed and removed")
  func schedules() async throws {
    try await with { remote, _, client in
      let set = try await client.peer.call(
        "schedule/set",
        params(("stream", "bills"), ("cron", "30  6 * * mon-fri"), ("zone", "Europe/Helsinki"))
      )
      #expect(set["schedule"]?["next_at"] == "2025-03-11T04:30:00.000Z")
      let listed = try await client.peer.call("schedule/list", ["database": Self.database])
      let row = listed["databases"]?[0]?["schedules"]?[0]
      #expect(row?["cron"] == "30 6 * * mon-fri")
      #expect(row?["connection_name"] == "Notes")
      #expect(row?["paused"] == false)
      let bills = params(("stream", "bills"))
      #expect(try await client.peer.call("schedule/pause", bills)["schedule"]?["next_at"] == .null)
      let resumed = try await client.peer.call("schedule/resume", bills)
      #expect(resumed["schedule"]?["next_at"] == "2025-03-11T04:30:00.000Z")
      #expect(try await client.peer.call("schedule/remove", bills)["removed"] == "bills")
      #expect(await code("schedule/remove", bills, client) == "schedule.unknown")
      #expect(await code("schedule/set", params(("every", 5)), client) == "schedule.interval")
      #expect(await code("schedule/set", params(("cron", "* * *")), client) == "schedule.cron")
      let zone = params(("cron", "* * * * *"), ("zone", "Mars/Base"))
      #expect(await code("schedule/set", zone, client) == "schedule.zone")
      #expect(await code("schedule/set", params(("stream", "orders"), ("every", 900)), client) == "stream.unknown")
    }
  }

  @Test("an outage is told with its reason by list and health, and ends an operator's doubts when it is over")
  func outage() async throws {
    try await with { remote, host, client in
      remote.gateways.fail(FakeGateways.refused)
      try await working(host) {
        try await note(remote, client)
        try await eventually("the outage is known") { remote.environment.weather.outage(remote.database) != nil }
        let listed = try await client.peer.call("schedule/list", ["database": Self.database])
        #expect(listed["databases"]?[0]?["outage"]?["failure"]?["code"] == "odoo.key_refused")
        remote.gateways.fail(nil)
        _ = try await client.peer.call("schedule/run", params(("stream", "notes")))
        try await eventually("it is over") { remote.environment.weather.outage(remote.database) == nil }
      }
    }
  }

  /// Jobs and the work over HTTP are done while `body` runs.
  private func working(_ host: HostWorld, _ body: () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await host.host.jobs.run() }
      group.addTask { await host.host.remote.run() }
      defer {
        host.host.jobs.stop()
        host.host.remote.stop()
        group.cancelAll()
      }
      try await body()
    }
  }

  private func note(_ remote: RemoteWorld, _ client: OdooEnd) async throws {
    let connector = remote.environment.connectors.first as? StreamsConnector
    connector?.notes.put("n1", ["text": "a"])
    let run = try await client.peer.call("schedule/run", params(("stream", "notes")))
    #expect(run["state"] == "done")
    #expect(run["fetched"] == 1)
  }
}
