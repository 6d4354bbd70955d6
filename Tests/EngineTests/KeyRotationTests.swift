import Core
import Engine
import Odoo
import Storage
import TestKit
import Testing

@Suite("a new vault key")
struct KeyRotationTests {
  private let present: Vault
  private let next: Vault

  init() throws {
    present = try Vault(key: Vault.newKey())
    next = try Vault(key: Vault.newKey())
  }

  /// A store with a connection that was saved twice, and the environment that opens it with this vault.
  private func world() async throws -> (TestWorld, SQLiteStore) {
    let store = try await SQLiteStore.inMemory(now: Timestamp(milliseconds: 0))
    let world = try await TestWorld(store: store, vault: present)
    try await world.save(revision: 1, token: "first")
    _ = try await world.promote(1)
    try await world.save(revision: 2, token: "second")
    return (world, store)
  }

  private func token(_ world: TestWorld, with vault: Vault) async throws -> String {
    var environment = world.environment
    environment.vault = vault
    return try await Connections(environment).open(database: world.database, key: TestWorld.connection).settings
      .secret("api_token")
  }

  @Test("credentials open with the new key and no more with the former, also those that Odoo has not committed yet")
  func rotated() async throws {
    let (world, store) = try await world()
    let (present, next) = (present, next)
    let counts = try await store.reseal { present.resealed($0, with: next) }
    #expect(counts.renewed == 2)
    #expect(counts.left == 0)
    #expect(try await token(world, with: next) == "first")
    let locked = try await #require(throws: Failure.self) { try await token(world, with: present) }
    #expect(locked.code == "vault.locked")
    _ = try await world.promote(2)
    #expect(try await token(world, with: next) == "second")
  }

  @Test("a change that was interrupted goes on, and what opens with neither key stays and is counted")
  func interrupted() async throws {
    let (world, store) = try await world()
    let (present, next) = (present, next)
    _ = try await store.reseal { present.resealed($0, with: next) }
    let again = try await store.reseal { present.resealed($0, with: next) }
    #expect(again.renewed == 2)
    let (one, other) = (try Vault(key: Vault.newKey()), try Vault(key: Vault.newKey()))
    let strange = try await store.reseal { one.resealed($0, with: other) }
    #expect(strange.renewed == 0)
    #expect(strange.left == 2)
    #expect(try await token(world, with: next) == "first")
  }

  @Test("the key of an Odoo over HTTP is sealed anew, too")
  func odooKey() async throws {
    let odoo = ScriptedOdoo()
    odoo.on("/web/version", json: ["version_info": [19, 0, 0, "final", 0, ""], "version": "19.0"])
    odoo.on("/jsonrpc", json: Wire.rpc(["shop"]))
    odoo.on("/json/2/res.users/context_get", json: ["uid": 6])
    let bot: JSON = ["id": 6, "name": "Bot", "login": "bot", "email": "bot@example.com", "company_ids": [1]]
    odoo.on("/json/2/res.users/search_read", json: [bot])
    let store = try await SQLiteStore.inMemory(now: Timestamp(milliseconds: 0))
    let world = try await TestWorld(store: store, vault: present)
    var environment = world.environment
    environment.http = odoo
    let entry = OdooEntry(url: ScriptedOdoo.url, database: "shop", login: "bot", key: "s3cret", dialect: .json2)
    let database = try await OdooConnections(environment).add(entry).database
    let (present, next) = (present, next)
    let counts = try await store.reseal { present.resealed($0, with: next) }
    #expect(counts.renewed == 1)
    environment.vault = next
    let checks = try await OdooConnections(environment).test(database)
    let isIn = checks.contains { $0.step == .signIn && $0.ok }
    #expect(isIn)
    environment.vault = present
    let locked = try await OdooConnections(environment).test(database)
    #expect(locked.last?.code == "vault.locked")
  }
}
