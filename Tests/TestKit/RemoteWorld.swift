import Core
package import Engine
package import Storage
import Testing

/// A `TestWorld` whose Odoo is far away and has no addon: schedules fetch, and the worker brings what came into Odoo.
package struct RemoteWorld: Sendable {
  package static let identity = DatabaseIdentity(
    uuid: "https://odoo.example",
    name: "production",
    oid: nil,
    systemIdentifier: nil
  )
  package let world: TestWorld
  package let notes: MemoryInbox
  package let odoo: FakeOdoo
  package let gateways: FakeGateways
  package let jobs: Jobs
  package let remote: RemoteTick
  private let connector: String
  package let book: ScheduleBook
  package let database: Int64

  package var clock: FixedClock { world.clock }
  package var store: any Store { world.store }
  package var environment: Environment { world.environment }

  /// A validated connection to a partner with an empty inbox; a partner with the reference R stands in Odoo.
  ///
  /// - Parameters:
  ///   - connectors: another partner; nil for one with an inbox of notes.
  ///   - connector: which of them the connection is for.
  /// - Throws: what the store throws.
  package init(connectors: [any Connector]? = nil, connector: String = "inbox") async throws {
    let notes = MemoryInbox()
    self.connector = connector
    let world = try await TestWorld(connectors: connectors ?? [InboxConnector(notes)])
    let odoo = FakeOdoo(isFarAway: true)
    odoo.put(["id": 1, "ref": "R", "name": "Known"], "res.partner")
    let identity = Self.identity
    database = try await world.store.database(identity, road: "http", at: world.clock.now()).row.id
    let gateways = FakeGateways(BookedOdoo(odoo, StoredLinks(world.environment, database: database)))
    let jobs = Jobs(world.environment, ledger: world.ledger)
    self.world = world
    self.notes = notes
    self.odoo = odoo
    self.gateways = gateways
    self.jobs = jobs
    book = ScheduleBook(world.environment)
    remote = RemoteTick(
      world.environment,
      ledger: world.ledger,
      jobs: jobs,
      schedule: Schedule(world.environment, jobs: jobs),
      units: UnitRun(world.environment, runner: world.runner, jobs: jobs),
      gateways: gateways
    )
    try await connect()
  }

  package func connect(state: String = "validated", revision: Int = 1) async throws {
    let content: JSON = [
      "key": .string(TestWorld.connection), "connector": .string(connector), "name": "Notes", "company_id": 1,
      "environment": "test", "state": .string(state), "send_from": "2025-01-01", "settings": [:],
    ]
    _ = try await Connections(environment).stage(
      database: database,
      content: content,
      secrets: JSONObject([("api_token", .string(TestWorld.token))]),
      revision: revision
    )
    _ = try await store.promote(database: database, key: TestWorld.connection, revision: revision)
  }

  /// A running world.
  package static func with(_ body: (RemoteWorld) async throws -> Void) async throws {
    let world = try await RemoteWorld()
    try await world.working { try await body(world) }
  }

  /// What works in one run of the service.
  package struct Service: Sendable {
    package let jobs: Jobs
    package let remote: RemoteTick
  }

  /// The service works while `body` runs; what hangs at the end is cut off.
  package func working(_ body: () async throws -> Void) async throws {
    try await serving(Service(jobs: jobs, remote: remote), body)
  }

  /// The same, of the service as it is after a restart.
  package func serving(_ service: Service, _ body: () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await service.jobs.run() }
      group.addTask { await service.remote.run() }
      defer {
        service.jobs.stop()
        service.remote.stop()
        group.cancelAll()
      }
      try await body()
    }
  }

  /// The service as it is after a restart.
  package func restarted() -> Service {
    let jobs = Jobs(environment, ledger: world.ledger)
    let remote = RemoteTick(
      environment,
      ledger: world.ledger,
      jobs: jobs,
      schedule: Schedule(environment, jobs: jobs),
      units: UnitRun(environment, runner: world.runner, jobs: jobs),
      gateways: gateways
    )
    return Service(jobs: jobs, remote: remote)
  }

  /// Fetches what the partner has, and brings nothing into Odoo.
  package func fetch() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      let jobs = Jobs(environment, ledger: world.ledger)
      group.addTask { await jobs.run() }
      defer {
        jobs.stop()
        group.cancelAll()
      }
      let key = JobKey(database: database, connection: TestWorld.connection, job: .incoming)
      _ = try await jobs.poke(key, patience: .seconds(3600))
    }
  }

  package func key(_ stream: String = "*") -> ScheduleRow {
    ScheduleRow(database: database, connection: TestWorld.connection, stream: stream, zone: "UTC")
  }

  @discardableResult
  package func set(_ stream: String = "*", every seconds: Int? = nil, cron: String? = nil, zone: String = "UTC")
    async throws -> ScheduleRow
  {
    var row = key(stream)
    (row.every, row.cron, row.zone) = (seconds, cron, zone)
    let written = try await book.set(row)
    remote.wake()
    return written
  }

  package func schedule() async throws -> ScheduleRow {
    try #require(try await store.schedules(database: database, connection: nil).first)
  }

  /// The partner has note `N<number>` for us.
  package func put(_ number: Int, ref: String = "R") {
    notes.put(
      "tx-\(number)",
      ["number": .string("N\(number)"), "ref": .string(ref), "text": .string("text \(number)")]
    )
  }

  /// Every document that came in, oldest first.
  package func entries() async throws -> [Entry] {
    var query = EntryQuery(database: database, limit: 1000)
    query.arriving = true
    return try await store.entries(query)
  }

  /// Lets time pass in steps in which everybody who sleeps wakes and sleeps again.
  package func advance(by duration: Duration) {
    clock.advance(by: duration)
    remote.wake()
  }
}
