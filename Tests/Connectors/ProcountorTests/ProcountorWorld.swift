import Core
import Engine
import Odoo
import Storage
import TestKit
import Testing

@testable import ProcountorConnector

/// A validated connection to `FakeProcountor` whose VAT settings were fetched, and the golden invoice 42 in Odoo.
struct ProcountorWorld {
  static let model = "account.move"
  static let secrets = ["client_secret": "secret-5d1c", "api_key": "key-77aa91"]

  let world: TestWorld
  let partner: FakeProcountor

  static func with(
    _ settings: [String: JSON] = [:],
    timing: Timing = Timing(),
    _ body: (ProcountorWorld) async throws -> Void
  ) async throws {
    let partner = FakeProcountor()
    let world = try await TestWorld(http: partner, connectors: [Procountor()], timing: timing)
    let own = ProcountorWorld(world: world, partner: partner)
    try await own.connect(settings)
    try own.put("plain")
    try await world.working { try await body(own) }
  }

  func connect(_ settings: [String: JSON], revision: Int = 1, key: String = secrets["api_key"] ?? "") async throws {
    var values: JSON = ["url": "https://api.procountor.com/api", "client_id": "cid"]
    for (name, value) in settings { values = values.adding(name, value) }
    let content: JSON = [
      "key": .string(TestWorld.connection), "connector": "procountor", "name": "Procountor", "company_id": 1,
      "environment": "test", "state": "validated", "send_from": "2025-01-01", "settings": values,
    ]
    let secrets: JSONObject = JSONObject([("client_secret", "secret-5d1c"), ("api_key", .string(key))])
    _ = try await Connections(world.environment).stage(
      database: world.database,
      content: content,
      secrets: secrets,
      revision: revision
    )
    try await world.promote(revision)
    let row = SnapshotRow(
      database: world.database,
      connection: TestWorld.connection,
      name: "settings",
      fetchedAt: world.clock.now(),
      content: try Golden.snapshot()
    )
    try await world.store.keep(row)
  }

  /// Puts the document of a golden invoice into Odoo.
  func put(_ name: String, changes: [(String, JSON)] = []) throws {
    world.odoo.put(try Self.document(name, changes), Self.model)
  }

  static func document(_ name: String, _ changes: [(String, JSON)] = []) throws -> JSON {
    let golden = try #require(Golden.cases("invoice.send").first { $0.name == name })
    let document = try #require(try golden.json("odoo.json")).adding("create_date", "2026-03-02T08:00:00Z")
    return changes.reduce(document) { $0.replacing($1.0, with: $1.1) }
  }

  // MARK: What people do

  @discardableResult
  func click(_ id: Int = 42) async throws -> Outcome {
    try #require(try await world.run(FlowID.invoice, ids: [id]).first)
  }

  func entry(_ record: Int = 42, _ flow: String = FlowID.invoice, _ model: String = model) async throws -> Entry? {
    try await world.store.newest(
      EntrySubject(
        database: world.database,
        company: 1,
        connection: TestWorld.connection,
        flow: flow,
        model: model,
        record: record
      )
    )
  }

  @discardableResult
  func entry(
    _ record: Int = 42,
    becomes what: String,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ holds: (Entry) -> Bool
  ) async throws -> Entry {
    try await eventually(what, sourceLocation: sourceLocation) { try await entry(record).map(holds) ?? false }
    return try #require(try await entry(record))
  }

  /// The invoice's id at Procountor, as Odoo has it.
  var reference: OdooReference? { world.odoo.references(of: 42, Self.model).first { $0.flow == FlowID.invoice } }
}
