import Core
package import Engine
package import Odoo
package import Storage
import Testing

/// A `TestWorld` whose partner has payments and customers; invoices 1 to 3 were sent as 9001 to 9003.
package struct BooksWorld: Sendable {
  package let world: TestWorld
  package let books: MemoryBooks
  package let jobs: Jobs
  package let schedule: Schedule

  package var odoo: FakeOdoo { world.odoo }

  /// Jobs are done while `body` runs.
  package static func with(
    journal: String? = "BNK1",
    _ body: (BooksWorld) async throws -> Void
  ) async throws {
    let books = MemoryBooks()
    let world = try await TestWorld(connectors: [BooksConnector(books)])
    try await world.connect("books", changes: [("settings", .record([("journal", JSON(journal))]))])
    for id in 1...3 {
      world.odoo.put(
        ["id": .int(id), "display_name": .string("INV/\(id)"), "payment_state": "not_paid"],
        "account.move"
      )
      world.odoo.link(reference("account.move", id, BooksConnector.invoices, "900\(id)"))
    }
    world.odoo.put(["id": 4, "display_name": "INV/4", "payment_state": "not_paid"], "account.move")
    let jobs = Jobs(world.environment, ledger: world.ledger)
    let schedule = Schedule(world.environment, jobs: jobs)
    let here = BooksWorld(world: world, books: books, jobs: jobs, schedule: schedule)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await jobs.run() }
      defer {
        jobs.stop()
        group.cancelAll()
      }
      try await body(here)
    }
  }

  package static func reference(_ model: String, _ record: Int, _ flow: String, _ id: String) -> OdooReference {
    OdooReference(
      model: model,
      record: record,
      connection: TestWorld.connection,
      flow: flow,
      externalID: id,
      number: nil,
      entry: 0
    )
  }

  // MARK: Payments

  /// Clicks on *Fetch payments* of these invoices: asks, then books each arrival in a transaction of its own.
  package func click(_ ids: [Int] = [1]) async throws -> (asked: [Outcome], booked: [Outcome]) {
    let asked = try await world.runner.pull(world.request(BooksConnector.payments, ids: ids), odoo: odoo)
    var booked: [Outcome] = []
    for arrival in asked.flatMap(\.arrivals) { booked += try await apply(arrival.entry, arrival.flow) }
    return (asked, booked)
  }

  @discardableResult
  package func apply(_ entry: Int64, _ flow: String, commits: Bool = true) async throws -> [Outcome] {
    let applied = try await world.runner.apply(entry, world.request(flow, ids: []), odoo: odoo)
    if applied.rollsBack || !commits { odoo.rollBack() } else { odoo.commit() }
    guard commits else { return applied.outcomes }
    _ = try await world.ledger.settled(applied.outcomes.compactMap { $0.entry?.id }, database: world.database)
    return applied.outcomes
  }

  package var payments: [String] {
    odoo.records("account.payment").compactMap { $0["amount"]?.stringValue }
  }

  /// Runs units as the addon does until none is left.
  package func tick() async throws {
    while let unit = try await schedule.nextUnit(database: world.database) {
      let number = Int(unit.id.split(separator: "-").last ?? "") ?? 0
      switch unit.kind {
      case .apply: try await apply(Int64(number), unit.flow)
      case .pull:
        let scan = try await world.runner.scanPull(after: number, world.request(unit.flow, ids: []), odoo: odoo)
        let counts = ["asked": scan.asked, "fetched": scan.fetched]
        try await jobs.scanned(key(.pull), flow: unit.flow, counts: counts, next: scan.next)
      default: _ = try await world.runner.probe(world.request(unit.flow, ids: []), odoo: odoo)
      }
    }
  }

  // MARK: Jobs

  package func key(_ job: JobName) -> JobKey {
    JobKey(
      database: world.database,
      connection: TestWorld.connection,
      job: job,
      flow: job == .import ? BooksConnector.customers : nil
    )
  }

  @discardableResult
  package func poke(_ job: JobName, patience: Duration = .seconds(3600)) async throws -> JobState {
    try await jobs.poke(key(job), patience: patience)
  }

  // MARK: Customers

  package func propose(matches: Bool = true, after: Int64 = 0, limit: Int = 200)
    async throws -> FlowRunner.ProposalPage
  {
    let request = world.request(BooksConnector.customers, ids: [])
    return try await world.runner.propose(after: after, limit: limit, matches: matches, request, odoo: odoo)
  }

  @discardableResult
  package func accept(_ row: FlowRunner.Proposal, _ decision: Decision?) async throws -> Ledger.Accepted {
    try await world.ledger.accept(row.entry.id, database: world.database, decision, user: 7)
  }

  /// Fetches all customers and shows what each may be.
  package func found() async throws -> [FlowRunner.Proposal] {
    try await poke(.import)
    return try await propose().rows
  }

  /// Every document that came in, oldest first.
  package func entries() async throws -> [Entry] {
    var query = EntryQuery(database: world.database, limit: 1000)
    query.arriving = true
    return try await world.store.entries(query)
  }

  package func entry(_ arrival: String) async throws -> Entry {
    try #require(try await entries().first { $0.subject.arrival == arrival })
  }
}
