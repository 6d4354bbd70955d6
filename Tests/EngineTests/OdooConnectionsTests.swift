import Core
import Engine
import HTTP
import Odoo
import Storage
import TestKit
import Testing

@Suite("databases over HTTP")
struct OdooConnectionsTests {
  private static let key = "s3cret-key-of-the-bot"

  private static let bot: JSON = [
    "id": 6, "name": "Bot", "login": "bot", "email": "bot@example.com", "company_ids": [1],
  ]

  /// A 19.0 that lets the bot in; `keys` are the keys that its user sees.
  private static func odoo(keys: JSON = [], uuid: String? = nil, url: String = ScriptedOdoo.url) -> ScriptedOdoo {
    let odoo = ScriptedOdoo(url: url)
    odoo.on("/web/version", json: ["version_info": [19, 0, 0, "final", 0, ""], "version": "19.0"])
    odoo.on("/jsonrpc", json: Wire.rpc(["shop"]))
    odoo.on("/json/2/res.users/context_get", json: ["lang": "en_US", "uid": 6])
    odoo.on("/json/2/res.users/search_read", json: [bot])
    odoo.on("/json/2/res.users.apikeys/fields_get", json: ["expiration_date": ["type": "datetime"]])
    odoo.on("/json/2/res.users.apikeys/search_read", json: keys)
    if let uuid { odoo.on("/json/2/ir.config_parameter/get_param", json: .string(uuid)) }
    odoo.on("/json/2/res.company/has_access", json: true)
    odoo.on("/json/2/res.partner/has_access", json: true)
    return odoo
  }

  private func world(_ odoo: ScriptedOdoo) async throws -> (OdooConnections, TestWorld) {
    let world = try await TestWorld()
    var environment = world.environment
    environment.http = odoo
    return (OdooConnections(environment), world)
  }

  private static let noModel = Wire.json2Error(
    "werkzeug.exceptions.NotFound",
    "the model 'sidecar.connection' does not exist"
  )

  private static func entry(_ url: String = ScriptedOdoo.url, expires: Timestamp? = nil) -> OdooEntry {
    OdooEntry(url: url, database: nil, login: "bot", key: key, keyExpires: expires)
  }

  @Test("an Odoo is added with the only database it has; the key rests sealed and in no answer")
  func adding() async throws {
    let (odoos, world) = try await world(Self.odoo())
    let row = try await odoos.add(Self.entry())
    #expect(row.name == "shop")
    #expect(row.dialect == "json2")
    #expect(row.version == "19.0")
    let kept = try #require(try await world.environment.store.odooConnection(database: row.database))
    let sealed = String(decoding: kept.key, as: UTF8.self)
    #expect(!sealed.contains("s3cret"))
    #expect(try world.environment.vault.open(kept.key, name: "\(row.database)/odoo/key") == Self.key)
    let database = try #require(try await world.environment.store.databases().first { $0.id == row.database })
    #expect(database.road == "http")
    #expect(database.identity.uuid == ScriptedOdoo.url)
    // A new key is the same database.
    #expect(try await odoos.add(Self.entry()).database == row.database)
  }

  @Test("an Odoo that does not let us in is not kept")
  func refused() async throws {
    let odoo = ScriptedOdoo()
    odoo.on("/web/version", json: ["version_info": [19, 0, 0, "final", 0, ""], "version": "19.0"])
    odoo.on("/json/2/res.users/context_get", 401, json: Wire.json2Error("werkzeug.exceptions.Unauthorized", "Invalid"))
    odoo.on("/jsonrpc", .json(Wire.rpc(["shop"])), .json(Wire.rpc(false)))
    let (odoos, world) = try await world(odoo)
    let failure = try await #require(throws: Failure.self) { try await odoos.add(Self.entry()) }
    #expect(failure.code == "odoo.key_refused")
    let shown = String(describing: failure)
    #expect(!shown.contains(Self.key))
    #expect(try await world.environment.store.odooConnections() == [])
  }

  @Test("a database that its addon serves is refused, and one that was never added has no gateway")
  func roads() async throws {
    let uuid = "5f0c6f3e-7a52-4c2b-9a51-0e6b9a4b6c11"
    let odoo = Self.odoo(uuid: uuid)
    let (odoos, world) = try await world(odoo)
    let addon = DatabaseIdentity(uuid: uuid, name: "shop", oid: 1, systemIdentifier: nil)
    let row = try await world.environment.store.database(addon, road: "addon", at: world.environment.time.now()).row
    odoo.on("/json/2/sidecar.connection/fields_get", json: ["name": ["type": "char"]])
    let second = try await #require(throws: Failure.self) { try await odoos.add(Self.entry()) }
    #expect(second.code == "odoo.road_is_addon")
    let none = try await #require(throws: Failure.self) {
      try await odoos.gateway(database: row.id, company: 1, language: nil, scope: "x")
    }
    #expect(none.code == "odoo.road_is_addon")
  }

  @Test("a key is told from two weeks before its end, by the sidecar's own among the user's keys")
  func keyEnds() async throws {
    let now = try await TestWorld().environment.time.now()
    func day(_ days: Int) -> JSON {
      let text = (now + .seconds(days * 86_400 + 60)).text
      return .string(String(text.prefix(19)).replacing("T", with: " "))
    }
    let cases: [(JSON, String?)] = [
      ([], nil),
      ([["name": "Sidecar", "expiration_date": false]], nil),
      ([["name": "Sidecar", "expiration_date": day(15)], ["name": "Excel", "expiration_date": day(2)]], nil),
      ([["name": "Sidecar", "expiration_date": day(10)]], "ends in 10 days"),
      ([["name": "a", "expiration_date": day(300)], ["name": "b", "expiration_date": day(3)]], "ends in 3 days"),
      ([["name": "sidecar", "expiration_date": day(-1)]], "ended on"),
    ]
    for (keys, words) in cases {
      let (odoos, world) = try await world(Self.odoo(keys: keys))
      let row = try await odoos.add(Self.entry())
      let issue = row.keyWarning(at: now)
      #expect(issue?.message.contains(words ?? "") == (words == nil ? nil : true), "\(keys)")
      let alarms = try await Alarms(world.environment).open(database: row.database)
      #expect(alarms.map(\.code) == (words == nil ? [] : ["odoo.key_expires"]))
    }
  }

  @Test("a day that the administrator names wins over what Odoo says")
  func givenEnd() async throws {
    let (odoos, _) = try await world(Self.odoo(keys: [["name": "sidecar", "expiration_date": "2020-01-01 00:00:00"]]))
    let day = try #require(Timestamp(text: "2099-01-31T00:00:00Z"))
    let row = try await odoos.add(Self.entry(expires: day))
    #expect(row.keyExpires == day)
    let checks = try await odoos.test(row.database)
    let key = checks.first { $0.step == .key }
    #expect(key?.message == "the key ends on 2099-01-31")
  }

  @Test("the test has a line for each model and right, and says what is missing")
  func rights() async throws {
    let odoo = Self.odoo()
    odoo.on("/json/2/account.move/has_access", 200, json: false)
    let (odoos, _) = try await world(odoo)
    let row = try await odoos.add(Self.entry())
    let checks = try await odoos.test(row.database)
    let failed = checks.filter { !$0.ok }
    #expect(failed.isEmpty, "\(failed)")
    let access = checks.filter { $0.step == .access }.map(\.message)
    #expect(access == ["res.company: read", "res.partner: read"])
  }

  @Test("what the user may not do, and what this Odoo does not have, is a line that says so")
  func missingRights() async throws {
    let odoo = Self.odoo()
    // Read, but not write; then create.
    odoo.on("/json/2/note.note/has_access", .json(true), .json(false), .json(true))
    odoo.on(
      "/json/2/account.move/has_access",
      404,
      json: Wire.json2Error("werkzeug.exceptions.NotFound", "the model 'account.move' does not exist")
    )
    let world = try await TestWorld(connectors: [StreamsConnector()])
    var environment = world.environment
    environment.http = odoo
    let odoos = OdooConnections(environment)
    let row = try await odoos.add(Self.entry())
    let connection: JSON = [
      "key": "k1", "connector": "streams", "name": "Streams", "company_id": 1, "environment": "test",
      "state": "validated", "settings": [:],
    ]
    let connections = Connections(environment)
    _ = try await connections.stage(database: row.database, content: connection, secrets: JSONObject(), revision: 1)
    _ = try await world.store.promote(database: row.database, key: "k1", revision: 1)
    let checks = try await odoos.test(row.database)
    let failed = checks.filter { !$0.ok }.map(\.message)
    #expect(failed.contains("note.note: may not write. Give the user a group that may."), "\(failed)")
    #expect(failed.contains("account.move: this Odoo has no such model."), "\(failed)")
    #expect(!failed.contains { $0.hasPrefix("note.note: may not read") })
  }

  @Test("who has no e-mail address is warned of, and may work")
  func noEmail() async throws {
    let odoo = Self.odoo()
    let silent: JSON = ["id": 6, "name": "Bot", "login": "bot", "email": false, "company_ids": [1]]
    odoo.on("/json/2/res.users/search_read", .json([silent]))
    let (odoos, _) = try await world(odoo)
    let checks = try await odoos.test(try await odoos.add(Self.entry()).database)
    let warned = checks.filter { $0.code == "odoo.no_email" }
    #expect(warned.map(\.ok) == [true])
    #expect(warned.first?.message.hasPrefix("The user Bot has no e-mail address") == true)
  }

  @Test("at Odoo Online a refusal says which plan and password it needs, when it is added and when it is tested")
  func online() async throws {
    let url = "https://shop.odoo.com"
    let refusing = ScriptedOdoo(url: url)
    refusing.on("/web/version", json: ["version_info": [19, 0, 0, "final", 0, ""], "version": "19.0"])
    let refusal = Wire.json2Error("werkzeug.exceptions.Unauthorized", "Invalid")
    refusing.on("/json/2/res.users/context_get", 401, json: refusal)
    refusing.on("/jsonrpc", json: Wire.rpc(false))
    let (odoos, world) = try await world(Self.odoo(url: url))
    let row = try await odoos.add(Self.entry(url))
    #expect(row.name == "shop")
    var environment = world.environment
    environment.http = refusing
    let later = OdooConnections(environment)
    let failure = try await #require(throws: Failure.self) { try await later.add(Self.entry(url)) }
    #expect(failure.hint?.contains("Custom plan") == true)
    #expect(failure.hint?.contains("password of its own") == true)
    let checks = try await later.test(row.database)
    #expect(checks.last?.message.contains("Custom plan") == true)
    #expect(checks.last?.step == .signIn)
  }

  @Test("a key that is revoked is an alarm, and none any more when the next test gets through")
  func revoked() async throws {
    let odoo = Self.odoo()
    let (odoos, world) = try await world(odoo)
    let row = try await odoos.add(Self.entry())
    let dead = ScriptedOdoo()
    dead.on("/web/version", json: ["version_info": [19, 0, 0, "final", 0, ""], "version": "19.0"])
    let refusal = Wire.json2Error("werkzeug.exceptions.Unauthorized", "Invalid apikey")
    dead.on("/json/2/res.lang/get_installed", 401, json: refusal)
    dead.on("/json/2/res.users/context_get", 401, json: refusal)
    dead.on("/jsonrpc", json: Wire.rpc(false))
    var environment = world.environment
    environment.http = dead
    let later = OdooConnections(environment)
    let gateway = try await later.gateway(database: row.database, company: 1, language: nil, scope: "x")
    let failure = try await #require(throws: Failure.self) { try await gateway.serverTime() }
    #expect(failure.code == "odoo.key_refused")
    let alarms = try await Alarms(environment).open(database: row.database)
    #expect(alarms.map(\.code) == ["odoo.key_refused"])
    let checks = try await later.test(row.database)
    #expect(checks.last?.step == .signIn)
    #expect(checks.last?.ok == false)
    let mended = try await odoos.test(row.database)
    let isFine = mended.allSatisfy(\.ok)
    #expect(isFine)
    #expect(try await Alarms(world.environment).open(database: row.database) == [])
  }

  @Test("a database whose addon was uninstalled may be reached over HTTP")
  func roadChanges() async throws {
    let uuid = "5f0c6f3e-7a52-4c2b-9a51-0e6b9a4b6c11"
    let odoo = Self.odoo(uuid: uuid)
    odoo.on("/json/2/sidecar.connection/fields_get", 404, json: Self.noModel)
    let (odoos, world) = try await world(odoo)
    let addon = DatabaseIdentity(uuid: uuid, name: "shop", oid: 1, systemIdentifier: nil)
    _ = try await world.environment.store.database(addon, road: "addon", at: world.environment.time.now())
    #expect(try await odoos.add(Self.entry()).name == "shop")
  }

  @Test("who gives a new key, or tests it, need not wait for the next try", arguments: [true, false])
  func mended(byAdding: Bool) async throws {
    let remote = try await RemoteWorld()
    var environment = remote.environment
    let odoo = Self.odoo()
    odoo.on("/json/2/sidecar.connection/fields_get", 404, json: Self.noModel)
    odoo.on("/json/2/note.note/has_access", json: true)
    environment.http = odoo
    let odoos = OdooConnections(environment)
    var entry = Self.entry()
    entry.database = RemoteWorld.identity.name
    #expect(try await odoos.add(entry).database == remote.database)
    try await remote.working {
      remote.gateways.fail(FakeGateways.refused)
      remote.put(1)
      try await remote.set(every: 900)
      try await eventually("the outage is known") { environment.weather.outage(remote.database) != nil }
      remote.gateways.fail(nil)
      if byAdding { _ = try await odoos.add(entry) } else { _ = try await odoos.test(remote.database) }
      try await eventually("it is settled") { try await remote.entries().first?.state == .settled }
    }
  }

  @Test("what a test found out neither brings a removed key back nor replaces a newer one")
  func meanwhile() async throws {
    let odoo = Self.odoo()
    let (plain, world) = try await world(odoo)
    let row = try await plain.add(Self.entry())
    let ledger = Ledger(store: world.environment.store, time: world.environment.time)
    var environment = world.environment
    environment.http = MeddledOdoo(odoo, at: "/json/2/res.partner/has_access") {
      _ = try await plain.add(OdooEntry(url: ScriptedOdoo.url, database: nil, login: "bot", key: "a-newer-key"))
    }
    _ = try await OdooConnections(environment).test(row.database)
    let kept = try #require(try await world.environment.store.odooConnection(database: row.database))
    #expect(try environment.vault.open(kept.key, name: "\(row.database)/odoo/key") == "a-newer-key")
    environment.http = MeddledOdoo(odoo, at: "/json/2/res.partner/has_access") {
      _ = try await plain.remove(row.database, ledger)
    }
    _ = try await OdooConnections(environment).test(row.database)
    #expect(try await world.environment.store.odooConnections() == [])
  }

  @Test("a database that is removed has no key any more")
  func removing() async throws {
    let (odoos, world) = try await world(Self.odoo())
    let row = try await odoos.add(Self.entry())
    let ledger = Ledger(store: world.environment.store, time: world.environment.time)
    #expect(try await odoos.remove(row.database, ledger) == 0)
    #expect(try await odoos.list() == [])
    let failure = try await #require(throws: Failure.self) { try await odoos.test(row.database) }
    #expect(failure.code == "odoo.not_connected")
  }
}

/// An Odoo during whose first answer at one place somebody does something else.
private final class MeddledOdoo: HTTPTransport {
  private let odoo: ScriptedOdoo
  private let path: String
  private let meddle: @Sendable () async throws -> Void
  private let times = Counter()

  init(_ odoo: ScriptedOdoo, at path: String, _ meddle: @escaping @Sendable () async throws -> Void) {
    self.odoo = odoo
    self.path = path
    self.meddle = meddle
  }

  func send(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
    if request.url.hasSuffix(path), times.next() == 1 { try? await meddle() }
    return try await odoo.send(request)
  }
}
