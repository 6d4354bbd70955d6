package import Core
package import Engine
package import HTTP
import ProcurosConnector
package import Storage
import Synchronization
package import Testing

/// The engine with everything around it replaced: Odoo, partner and clock in memory, one validated connection.
///
///     try await TestWorld.with { world in
///       try await world.run()
///       #expect(world.partner.received.count == 1)
///     }
package struct TestWorld: Sendable {
  package static let connection = "0d3f7c1e-2b6a-4e0e-8f55-6f1f7f0a9b20"
  /// Must appear nowhere but in the requests.
  package static let token = "tok-9f2c41d7a8"

  package let clock = FixedClock()
  package let odoo = FakeOdoo()
  package let partner: FakePartner
  /// What the operator's log was told.
  package let told = OperatorLines()
  package let store: any Store
  package let environment: Environment
  package let ledger: Ledger
  package let outbox: Outbox
  package let runner: FlowRunner
  package let watch = EntryWatch()
  package let database: Int64

  /// A world whose worker does not work yet; order 42 stands in Odoo.
  package init(
    store: (any Store)? = nil,
    partner: FakePartner = FakePartner(),
    http: (any HTTPTransport)? = nil,
    connectors: [any Connector] = [Procuros()],
    vault: Vault? = nil,
    timing: Timing = Timing()
  ) async throws {
    let ready = try await store.orNew(at: clock.now())
    let told = told
    self.store = ready
    self.partner = partner
    environment = Environment(
      store: ready,
      vault: try vault ?? Vault(key: Array(repeating: 7, count: 32)),
      http: http ?? partner,
      time: clock,
      connectors: connectors,
      timing: timing,
      random: { 0.5 },
      report: { _, message, facts in told.add("\(message) \(facts)") }
    )
    ledger = Ledger(store: ready, time: clock)
    outbox = Outbox(environment, ledger: ledger, watch: watch)
    runner = FlowRunner(environment, ledger: ledger, outbox: outbox, watch: watch)
    database = try await ready.database(StoreSample.identity, road: "addon", at: clock.now()).row.id
    odoo.put(try SampleOrder.document())
  }

  /// A world with a validated connection whose worker works while `body` runs.
  package static func with(
    connectors: [any Connector] = [Procuros()],
    http: (any HTTPTransport)? = nil,
    timing: Timing = Timing(),
    _ body: (TestWorld) async throws -> Void
  ) async throws {
    let world = try await TestWorld(http: http, connectors: connectors, timing: timing)
    try await world.connect(connectors.first?.id ?? "")
    try await world.working { try await body(world) }
  }

  /// Runs the worker beside `body`; what hangs at the end is cut off, as when the service is killed.
  package func working(_ body: () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await outbox.run() }
      defer {
        outbox.stop()
        group.cancelAll()
      }
      try await body()
    }
  }

  // MARK: The connection

  /// Saves a connection and makes it current, as a save and the next hello do.
  package func connect(
    _ connector: String = "procuros",
    key: String = TestWorld.connection,
    revision: Int = 1,
    token: String = TestWorld.token,
    changes: [(String, JSON)] = []
  ) async throws {
    try await save(connector, key: key, revision: revision, token: token, changes: changes)
    try await promote(revision, key: key)
  }

  /// Stages settings, as a save in Odoo's open transaction does.
  package func save(
    _ connector: String = "procuros",
    key: String = TestWorld.connection,
    revision: Int = 1,
    token: String? = TestWorld.token,
    changes: [(String, JSON)] = []
  ) async throws {
    var content: JSON = [
      "key": .string(key), "connector": .string(connector), "name": "Procuros test", "company_id": 1,
      "environment": "test", "state": "validated", "send_from": "2025-01-01",
      "settings": ["external_identifier": "4260123450014", "url": "https://procuros.example"],
    ]
    for (path, value) in changes { content = content.replacing(path, with: value) }
    let secrets = token.map { JSONObject([("api_token", .string($0))]) } ?? JSONObject()
    _ = try await Connections(environment).stage(
      database: database,
      content: content,
      secrets: secrets,
      revision: revision
    )
  }

  /// Makes a staged revision current, as a hello that names it does; true when there was one.
  @discardableResult
  package func promote(_ revision: Int, key: String = TestWorld.connection) async throws -> Bool {
    let known = try await store.promote(database: database, key: key, revision: revision)
    if known { try await ledger.connectionMended(database: database, key: key) }
    outbox.wake()
    return known
  }

  // MARK: What people do

  package func request(
    _ flow: String = SampleOrder.flow,
    ids: [Int] = [42],
    deadline: Duration = .seconds(20)
  ) -> FlowRequest {
    FlowRequest(
      flow: flow,
      connection: Self.connection,
      ids: ids,
      company: 1,
      database: database,
      user: 7,
      correlation: "c0ffee",
      deadline: deadline
    )
  }

  @discardableResult
  package func run(_ flow: String = SampleOrder.flow, ids: [Int] = [42]) async throws -> [Outcome] {
    try await run(request(flow, ids: ids))
  }

  @discardableResult
  package func run(_ request: FlowRequest) async throws -> [Outcome] {
    try await runner.run(request, odoo: odoo)
  }

  /// Clicks on the order 42.
  package func click() async throws -> Outcome {
    try #require(try await run().first)
  }

  /// Lets time pass and the worker look what is due.
  package func advance(by duration: Duration) {
    clock.advance(by: duration)
    outbox.wake()
  }

  package func entry(_ record: Int = 42, _ flow: String = SampleOrder.flow) async throws -> Entry? {
    try await store.newest(
      EntrySubject(
        database: database,
        company: 1,
        connection: Self.connection,
        flow: flow,
        model: SampleOrder.model,
        record: record
      )
    )
  }

  /// Waits until the entry of a record is so.
  @discardableResult
  package func entry(
    _ record: Int = 42,
    _ flow: String = SampleOrder.flow,
    becomes what: String,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ holds: (Entry) -> Bool
  ) async throws -> Entry {
    try await eventually(what, sourceLocation: sourceLocation) { try await entry(record, flow).map(holds) ?? false }
    return try #require(try await entry(record, flow))
  }
}

/// The lines of the operator's log.
package final class OperatorLines: Sendable {
  private let lines = Mutex<[String]>([])
  package init() {}
  package var all: [String] { lines.withLock { $0 } }
  package func add(_ line: String) { lines.withLock { $0.append(line) } }
}

extension Optional where Wrapped == any Store {
  fileprivate func orNew(at now: Timestamp) async throws -> any Store {
    if let self { return self }
    return try await SQLiteStore.inMemory(now: now)
  }
}
