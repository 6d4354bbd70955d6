import Core
package import Engine
package import Storage
import Testing

/// A `TestWorld` whose partner has documents for us, and the tick that brings them into Odoo.
package struct InboxWorld: Sendable {
  package let world: TestWorld
  package let notes: MemoryInbox
  package let jobs: Jobs
  package let schedule: Schedule

  /// A validated connection to a partner with an empty inbox; jobs are done while `body` runs.
  ///
  /// - Parameters:
  ///   - mark: which documents are reported: `succeeded` or `all`.
  ///   - body: the test.
  /// - Throws: what the test throws.
  package static func with(mark: String = "succeeded", _ body: (InboxWorld) async throws -> Void) async throws {
    let notes = MemoryInbox()
    try await with(InboxConnector(notes), notes, settings: ["mark_transactions": .string(mark)], body)
  }

  /// The same with a partner that has its documents in several streams.
  package static func withStreams(_ body: (InboxWorld, StreamsConnector) async throws -> Void) async throws {
    let connector = StreamsConnector()
    try await with(connector, MemoryInbox(), settings: [:]) { world in try await body(world, connector) }
  }

  private static func with(
    _ connector: any Connector,
    _ notes: MemoryInbox,
    settings: JSON,
    _ body: (InboxWorld) async throws -> Void
  ) async throws {
    let world = try await TestWorld(connectors: [connector])
    try await world.connect(connector.id, changes: [("settings", settings)])
    world.odoo.put(["id": 1, "ref": "R", "name": "Known"], "res.partner")
    world.odoo.commit()
    let jobs = Jobs(world.environment, ledger: world.ledger)
    let inbox = InboxWorld(
      world: world,
      notes: notes,
      jobs: jobs,
      schedule: Schedule(world.environment, jobs: jobs)
    )
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await jobs.run() }
      defer {
        jobs.stop()
        group.cancelAll()
      }
      try await body(inbox)
    }
  }

  /// The partner has note `N<number>` for us.
  package func put(_ number: Int, ref: String = "R") {
    notes.put(
      "tx-\(number)",
      ["number": .string("N\(number)"), "ref": .string(ref), "text": .string("text \(number)")]
    )
  }

  @discardableResult
  package func poke(_ job: JobName, stream: String? = nil, patience: Duration = .seconds(3600)) async throws -> JobState
  {
    let key = JobKey(database: world.database, connection: TestWorld.connection, job: job, flow: stream)
    return try await jobs.poke(key, patience: patience)
  }

  /// The last job of each name.
  package func states() async throws -> [JobState] {
    try await jobs.states(database: world.database, connection: TestWorld.connection)
  }

  /// Every line of the log, oldest first.
  package func log() async throws -> [LogRow] {
    try await world.store.logs(LogQuery(database: world.database, limit: 1000))
  }

  package func unit() async throws -> Unit? { try await schedule.nextUnit(database: world.database) }

  /// Runs units as the addon does, each in a transaction of its own, until none is left.
  package func tick() async throws {
    while let unit = try await unit() {
      let outcomes = try await run(unit)
      world.odoo.commit()
      _ = try await world.ledger.settled(outcomes.compactMap { $0.entry?.id }, database: world.database)
    }
  }

  @discardableResult
  package func run(_ unit: Unit) async throws -> [Outcome] {
    let request = world.request(unit.flow, ids: unit.ids)
    guard unit.kind == .apply, let entry = Int64(unit.id.dropFirst(Schedule.applyPrefix.count)) else {
      return try await world.runner.probe(request, odoo: world.odoo)
    }
    let applied = try await world.runner.apply(entry, request, odoo: world.odoo)
    if applied.rollsBack { world.odoo.rollBack() }
    return applied.outcomes
  }

  /// Every document that came in, oldest first.
  package func entries() async throws -> [Entry] {
    var query = EntryQuery(database: world.database, limit: 1000)
    query.arriving = true
    return try await world.store.entries(query)
  }
}
