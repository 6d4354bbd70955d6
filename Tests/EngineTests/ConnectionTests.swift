import Core
import Engine
import HTTP
import Storage
import TestKit
import Testing

@Suite("connections and their secrets", .timeLimit(.minutes(5)))
struct ConnectionTests {
  @Test("saved settings are not used before Odoo has committed them")
  func staged() async throws {
    try await TestWorld.with { world in
      try await world.save(revision: 2, token: "tok-second", changes: [("settings.url", "https://second.example")])
      try await world.run()
      #expect(world.partner.requests.last?.url == "https://procuros.example/v2/transactions")
      #expect(try await world.promote(3) == false, "a revision that was never saved")
      #expect(try await world.promote(2))
      world.odoo.put(try SampleOrder.document(43))
      try await world.run(ids: [43])
      #expect(world.partner.requests.last?.url == "https://second.example/v2/transactions")
      #expect(world.partner.requests.last?.secretHeaders["Authorization"] == "Bearer tok-second")
    }
  }

  @Test("saved settings that nobody committed are dropped after ten minutes")
  func dropped() async throws {
    try await TestWorld.with { world in
      let connections = Connections(world.environment)
      try await world.save(revision: 2, token: "tok-second")
      #expect(try await connections.dropAbandoned() == 0)
      world.clock.advance(by: .seconds(599))
      #expect(try await connections.dropAbandoned() == 0)
      world.clock.advance(by: .seconds(2))
      #expect(try await connections.dropAbandoned() == 1)
      #expect(try await world.promote(2) == false)
      try await world.run()
      #expect(world.partner.requests.last?.secretHeaders["Authorization"] == "Bearer \(TestWorld.token)")
    }
  }

  @Test(
    "a value of another kind than its setting is refused, by the setting's label",
    arguments: [
      ("mark_transactions", "some" as JSON, "Transactions To be Marked of the connector is not one of succeeded, all."),
      ("warehouse_id", "WH", "Warehouse of the connector is not the id of a record."),
      ("warehouse_id", 0, "Warehouse of the connector is not the id of a record."),
      ("write_bill_name", "yes", "Vendor's number as number of the bill of the connector is not true or false."),
      ("url", 7, "URL of the connector is not a text."),
    ]
  )
  func otherKind(setting: String, value: JSON, words: String) async throws {
    try await TestWorld.with { world in
      let failure = try await #require(throws: Failure.self) {
        try await world.save(revision: 2, token: nil, changes: [("settings.\(setting)", value)])
      }
      #expect(failure.code == "setting.invalid")
      #expect(failure.message == words)
    }
  }

  @Test("settings are read by their kind, with their defaults")
  func kinds() async throws {
    try await TestWorld.with { world in
      let changes: [(String, JSON)] = [("settings.warehouse_id", 7), ("settings.write_bill_name", true)]
      try await world.save(revision: 2, token: nil, changes: changes)
      try await world.promote(2)
      let connections = Connections(world.environment)
      let (_, settings) = try await connections.open(database: world.database, key: TestWorld.connection)
      #expect(settings.record("warehouse_id") == 7)
      #expect(settings.record("carrier_id") == nil)
      #expect(settings.isOn("write_bill_name"))
      #expect(!settings.isOn("cancel_without_type"))
      #expect(settings["mark_transactions"] == "succeeded")
    }
  }

  @Test("a clock that leaps an hour drops no settings that are about to be committed")
  func leap() async throws {
    try await TestWorld.with { world in
      let connections = Connections(world.environment)
      try await world.save(revision: 2)
      #expect(try await connections.dropAbandoned() == 0)
      world.clock.jump(by: .seconds(3600))
      #expect(try await connections.dropAbandoned() == 0)
      #expect(try await world.promote(2))
    }
  }

  @Test("a save that is rolled back harms no committed one, and leaves no secret behind")
  func rolledBack() async throws {
    try await TestWorld.with { world in
      try await world.save(revision: 2, token: nil, changes: [("settings.url", "https://second.example")])
      try await world.save(revision: 3, token: "tok-rolled-back", changes: [("settings.url", "https://third.example")])
      #expect(try await world.promote(2))
      try await world.save(revision: 3, token: nil, changes: [("settings.url", "https://fourth.example")])
      _ = try await world.click()
      #expect(world.partner.requests.last?.url == "https://second.example/v2/transactions")
      #expect(try await world.promote(3))
      world.odoo.put(try SampleOrder.document(43))
      try await world.run(ids: [43])
      #expect(world.partner.requests.last?.url == "https://fourth.example/v2/transactions")
      #expect(world.partner.requests.last?.secretHeaders["Authorization"] == "Bearer \(TestWorld.token)")
    }
  }

  @Test("Test Connection tries the settings its asker sees, not newer ones that were rolled back")
  func tested() async throws {
    try await TestWorld.with { world in
      try await world.save(revision: 2, changes: [("settings.url", "https://second.example")])
      try await world.save(revision: 3, changes: [("settings.url", "https://third.example")])
      let connections = Connections(world.environment)
      for (revision, url) in [(1, "procuros"), (2, "second"), (3, "third"), (nil, "third")] {
        _ = try await connections.test(database: world.database, key: TestWorld.connection, revision: revision)
        #expect(world.partner.requests.last?.url == "https://\(url).example/v2/ping")
      }
    }
  }

  @Test("a secret that is not given stays, an empty one goes")
  func secrets() async throws {
    try await TestWorld.with { world in
      try await world.save(revision: 2, token: nil)
      try await world.promote(2)
      #expect(try await world.click().status == .sent)
      try await world.save(revision: 3, token: "")
      try await world.promote(3)
      world.odoo.put(try SampleOrder.document(43))
      let outcome = try #require(try await world.run(ids: [43]).first)
      #expect(outcome.status == .waiting)
      #expect(outcome.entry?.failure?.code == "setting.missing")
      #expect(outcome.entry?.failure?.message == "The connector Procuros test has no API Token.")
      #expect(world.partner.posts == 1)
    }
  }

  @Test("with another vault key nothing is sent, and the failure says what to do")
  func wrongKey() async throws {
    let world = try await TestWorld()
    try await world.connect()
    let other = try await TestWorld(store: world.store, vault: try Vault(key: Vault.newKey()))
    let error = await #expect(throws: Failure.self) { try await other.run() }
    #expect(error?.code == "vault.locked")
    #expect(error?.kind == .configuration)
    #expect(error?.hint?.contains("key") == true)
    #expect(other.partner.requests == [])
  }

  @Test("a sealed secret opens only in its own place")
  func place() throws {
    let vault = try Vault(key: Vault.newKey())
    let sealed = try vault.seal("tok", name: "1/a/api_token")
    #expect(try vault.open(sealed, name: "1/a/api_token") == "tok")
    #expect(throws: Failure.self) { try vault.open(sealed, name: "1/b/api_token") }
    #expect(throws: Failure.self) { try Vault(key: [1, 2, 3]) }
  }

  @Test("nothing goes through a connection that is not validated any more")
  func draft() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .answer(503))
      try await world.run()
      try await world.connect(revision: 2, changes: [("state", "draft")])
      world.advance(by: .seconds(30))
      try await world.entry(becomes: "waiting for the administrator") { $0.failure?.kind == .configuration }
      #expect(world.partner.posts == 1)
      try await world.connect(revision: 3)
      try await world.entry(becomes: "delivered") { $0.state == .delivered }
    }
  }
}
