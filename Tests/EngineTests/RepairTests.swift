import Core
import Engine
import HTTP
import Storage
import TestKit
import Testing

@Suite("What a person repairs goes out by itself", .timeLimit(.minutes(5)))
struct RepairTests {
  @Test("an order kept back for its vendor's GLN is sent by the tick once the vendor was changed")
  func repaired() async throws {
    try await TestWorld.with { world in
      world.odoo.change("partner_id.ref", to: .null)
      let click = try await world.click()
      #expect(click.status == .issues)
      world.advance(by: .seconds(3600))
      world.odoo.put(["id": 7, "write_date": "2020-01-01T00:00:00Z"], "res.partner")
      let idle = try await world.runner.probe(world.request(ids: []), odoo: world.odoo)
      #expect(idle.isEmpty)
      #expect(world.partner.posts == 0)
      world.odoo.change("partner_id.ref", to: "4260123450021")
      world.odoo.touch(try #require(click.issues.first), at: world.clock.now())
      let outcomes = try await world.runner.probe(world.request(ids: []), odoo: world.odoo)
      let statuses = outcomes.map(\.status)
      #expect(statuses == [.sent])
      #expect(world.partner.posts == 1)
    }
  }

  @Test("the tick is offered a probe for what is kept back, and not again at once")
  func offered() async throws {
    try await TestWorld.with { world in
      world.odoo.change("partner_id.ref", to: .null)
      _ = try await world.click()
      let schedule = Schedule(world.environment, jobs: Jobs(world.environment, ledger: world.ledger))
      let first = try await schedule.nextUnit(database: world.database)
      #expect(first?.kind == .probe)
      let second = try await schedule.nextUnit(database: world.database)
      #expect(second == nil)
      world.advance(by: .seconds(60))
      let later = try await schedule.nextUnit(database: world.database)
      #expect(later?.kind == .probe)
    }
  }
}

@Suite("After a restore", .timeLimit(.minutes(5)))
struct RestoreTests {
  @Test("an order that carries the partner's number is never sent, even when the ledger forgot it")
  func remembered() async throws {
    try await TestWorld.with { world in
      _ = try await world.click()
      world.odoo.commit()
      let forgetful = try await TestWorld(partner: world.partner)
      try await forgetful.connect()
      try await forgetful.working {
        let outcome = try await forgetful.runner.run(forgetful.request(), odoo: world.odoo).first
        let status = outcome?.status
        #expect(status == .alreadySent)
        let state = outcome?.entry?.state
        #expect(state == .settled)
      }
      #expect(world.partner.posts == 1)
    }
  }

  @Test("an order older than the restore is looked up at the partner before it is sent")
  func lookedUpFirst() async throws {
    try await TestWorld.with { world in
      _ = try await world.click()
      world.odoo.rollBack()
      let forgetful = try await TestWorld(partner: world.partner)
      try await forgetful.connect()
      try await forgetful.store.reconciled(at: forgetful.clock.now())
      try await forgetful.working {
        let outcome = try await forgetful.runner.run(forgetful.request(), odoo: world.odoo).first
        let status = outcome?.status
        #expect(status == .sent)
      }
      #expect(world.partner.posts == 1)
      #expect(world.partner.lookUps == 1)
    }
  }

  @Test("a clock that leaps an hour makes nobody believe that the partner does not have it")
  func leap() async throws {
    try await TestWorld.with { world in
      _ = try await world.click()
      world.odoo.rollBack()
      let forgetful = try await TestWorld(partner: world.partner)
      try await forgetful.connect()
      try await forgetful.store.reconciled(at: forgetful.clock.now())
      forgetful.clock.jump(by: .seconds(3600))
      world.partner.next(.get, .answer(200, ["items": [], "hasMore": false]))
      try await forgetful.working {
        let status = try await forgetful.runner.run(forgetful.request(), odoo: world.odoo).first?.status
        #expect(status == .waiting)
        #expect(world.partner.posts == 1)
        forgetful.advance(by: Timing().lookupWait)
        try await forgetful.entry(becomes: "delivered") { $0.state == .delivered }
      }
      #expect(world.partner.posts == 1, "the second look-up found it")
    }
  }

  @Test("once the waiting time after the restore is over, an order that the partner does not have goes at once")
  func notThere() async throws {
    try await TestWorld.with { world in
      try await world.store.reconciled(at: world.clock.now())
      world.advance(by: .seconds(1))
      try await eventually("the worker has looked") { world.clock.hasSleeper(for: .seconds(1)) }
      world.odoo.put(try SampleOrder.document(43))
      #expect(try await world.run(ids: [43]).first?.status == .waiting)
      world.advance(by: Timing().lookupWait)
      try await world.entry(43, becomes: "delivered") { $0.state == .delivered }
      #expect(try await world.click().status == .sent)
      #expect(world.partner.posts == 2)
    }
  }
}
