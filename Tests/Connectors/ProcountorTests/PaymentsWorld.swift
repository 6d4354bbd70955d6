import Core
import Engine
import Foundation
import HTTP
import Odoo
import Storage
import TestKit
import Testing

@testable import ProcountorConnector

/// The engine with a validated connection to Procountor: invoices 1 to 3 of 100.00 EUR were sent as 9001 to 9003.
struct PaymentsWorld: Sendable {
  let world: TestWorld
  let books: BooksServer
  let jobs: Jobs
  let schedule: Schedule

  var odoo: FakeOdoo { world.odoo }

  /// - Parameters:
  ///   - settings: over the usual ones; null takes one away.
  ///   - body: the test; jobs are done meanwhile.
  /// - Throws: what the test throws.
  static func with(_ settings: [String: JSON] = [:], _ body: (PaymentsWorld) async throws -> Void) async throws {
    let books = BooksServer()
    let world = try await TestWorld(http: books, connectors: [Procountor()])
    var values: [String: JSON] = [
      "url": "https://procountor.example/api", "client_id": "cid", "bank_journal_id": 8, "cash_journal_id": 9,
    ]
    for (key, value) in settings { values[key] = value }
    try await connect(world, values)
    for id in 1...3 {
      world.odoo.put(invoice(id), "account.move")
      world.odoo.link(reference(id, "procountor.invoice.send", "900\(id)"))
    }
    world.odoo.put(["id": 8, "display_name": "Bank", "type": "bank"], "account.journal")
    world.odoo.put(["id": 9, "display_name": "Cash", "type": "cash"], "account.journal")
    world.odoo.onCall("_procountor_register_payment", do: register)
    world.odoo.commit()
    let jobs = Jobs(world.environment, ledger: world.ledger)
    let here = PaymentsWorld(
      world: world,
      books: books,
      jobs: jobs,
      schedule: Schedule(world.environment, jobs: jobs)
    )
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await jobs.run() }
      defer {
        jobs.stop()
        group.cancelAll()
      }
      try await body(here)
    }
  }

  private static func connect(_ world: TestWorld, _ settings: [String: JSON]) async throws {
    let content: JSON = [
      "key": .string(TestWorld.connection), "connector": "procountor", "name": "Procountor", "company_id": 1,
      "environment": "test", "state": "validated", "send_from": "2026-01-01",
      "settings": .object(JSONObject(settings.map { ($0.key, $0.value) })),
    ]
    _ = try await Connections(world.environment).stage(
      database: world.database,
      content: content,
      secrets: JSONObject([("client_secret", "s"), ("api_key", "k")]),
      revision: 1
    )
    try await world.promote(1)
  }

  static func reference(_ record: Int, _ flow: String, _ id: String) -> OdooReference {
    OdooReference(
      model: "account.move",
      record: record,
      connection: TestWorld.connection,
      flow: flow,
      externalID: id,
      number: nil,
      entry: 0
    )
  }

  static func invoice(_ id: Int, residual: String = "100.00", currency: String = "EUR") -> JSON {
    let name: JSON = .string("INV/\(id)")
    return [
      "id": .int(id), "display_name": name, "name": name, "move_type": "out_invoice", "state": "posted",
      "payment_state": "not_paid", "amount_residual": .string(residual), "payment_reference": "26013",
      "currency_id": ["id": 1, "name": .string(currency)], "company_id": 1,
      "procountor_invoice_id": .string("900\(id)"),
      "procountor_sent_date": .string("2026-03-0\(id) 08:00:00"),
    ]
  }

  /// What the addon's method does: a payment of that event, and less to pay.
  @Sendable private static func register(_ odoo: FakeOdoo, _ ids: [Int], _ given: JSON) -> JSON {
    let id = odoo.records("account.payment").count + 1
    let journal = odoo.records("account.journal").first { $0["id"] == given["journal"] } ?? .null
    let payment = given.replacing("id", with: .int(id)).replacing("display_name", with: .string("PAY/\(id)"))
    odoo.put(payment.replacing("journal_id", with: journal), "account.payment")
    for move in odoo.records("account.move") where ids.contains(move["id"]?.intValue ?? 0) {
      let open = (move["amount_residual"]?.decimalValue ?? 0) - (given["amount"]?.decimalValue ?? 0)
      let state = open > 0 ? "partial" : "paid"
      let after = move.replacing("amount_residual", with: .string(max(open, 0).shortest))
      odoo.put(after.replacing("payment_state", with: .string(state)), "account.move")
    }
    return .int(id)
  }

  // MARK: What people do and see

  /// Clicks on *Fetch Procountor payments* of these invoices.
  func click(_ ids: [Int] = [1]) async throws -> (asked: [Outcome], booked: [Outcome]) {
    let asked = try await world.runner.pull(world.request(PullPayments.flow, ids: ids), odoo: odoo)
    var booked: [Outcome] = []
    for arrival in asked.flatMap(\.arrivals) { booked += try await apply(arrival.entry, arrival.flow) }
    return (asked, booked)
  }

  /// Applies one arrival; without a commit as an Odoo that was killed before it.
  @discardableResult
  func apply(_ entry: Int64, _ flow: String, commits: Bool = true) async throws -> [Outcome] {
    let applied = try await world.runner.apply(entry, world.request(flow, ids: []), odoo: odoo)
    if applied.rollsBack || !commits { odoo.rollBack() } else { odoo.commit() }
    guard commits else { return applied.outcomes }
    _ = try await world.ledger.settled(applied.outcomes.compactMap { $0.entry?.id }, database: world.database)
    return applied.outcomes
  }

  /// The scheduled action, then the units of the tick until none is left; with `kills` an Odoo that is killed in the middle
  /// of every other unit.
  func schedule(kills: Bool = false, job: JobName = .pull) async throws {
    // What an Odoo that was killed left behind is offered again after a while.
    world.clock.advance(by: .seconds(3600))
    let key = JobKey(database: world.database, connection: TestWorld.connection, job: job)
    _ = try await jobs.poke(key, patience: .zero)
    var survives = !kills
    while let unit = try await schedule.nextUnit(database: world.database) {
      let number = Int(unit.id.split(separator: "-").last ?? "") ?? 0
      switch unit.kind {
      case .apply:
        try await apply(Int64(number), unit.flow, commits: survives)
        if kills { survives.toggle() }
      case .pull:
        let scan = try await world.runner.scanPull(after: number, world.request(unit.flow, ids: []), odoo: odoo)
        let counts = ["asked": scan.asked, "fetched": scan.fetched]
        try await jobs.scanned(key, flow: unit.flow, counts: counts, next: scan.next)
      default: _ = try await world.runner.probe(world.request(unit.flow, ids: []), odoo: odoo)
      }
    }
  }

  /// What was registered: amount, journal and event of each payment.
  var payments: [String] {
    odoo.arguments(of: "_procountor_register_payment").isEmpty
      ? []
      : odoo.records("account.payment").map { payment in
        let journal = payment["journal_id"]?["display_name"]?.stringValue ?? ""
        return "\(payment["amount"]?.stringValue ?? "") \(journal) \(payment["event"]?.stringValue ?? "")"
      }
  }

  func state(_ id: Int) -> String? {
    odoo.records("account.move").first { $0["id"]?.intValue == id }?["payment_state"]?.stringValue
  }

  func change(_ id: Int, _ path: String, to value: JSON) throws {
    let move = try #require(odoo.records("account.move").first { $0["id"]?.intValue == id })
    odoo.put(move.replacing(path, with: value), "account.move")
    odoo.commit()
  }

  static func event(
    _ id: Int,
    _ amount: String = "100",
    _ type: String = "REFERENCEPAYMENT",
    _ changes: JSON = [:]
  ) -> JSON {
    let event: JSON = [
      "id": .int(id), "type": .string(type), "paymentDate": "2026-03-12", "status": "PAID", "amount": amount.decimal,
      "currency": "EUR", "description": "Invoice 1042",
    ]
    return (changes.objectValue?.members ?? []).reduce(event) { $0.replacing($1.key, with: $1.value) }
  }
}

extension String {
  /// The number as Procountor writes it; text where it is none.
  fileprivate var decimal: JSON { Decimal(exactly: self).map(JSON.number) ?? .string(self) }
}
