import Core
import Engine
import HTTP
import Odoo
import Storage
import TestKit
import Testing

@Suite("what a click is told", .timeLimit(.minutes(5)))
struct ClickTests {
  @Test("when the deadline passes it is still sending, and goes on in the background")
  func deadline() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .hang)
      async let click = world.run(world.request(deadline: .seconds(17)))
      try await eventually("the click waits") { world.clock.hasSleeper(for: .seconds(17)) }
      try await eventually("the request hangs") { world.partner.posts == 1 }
      world.clock.advance(by: .seconds(17))
      #expect(try await click.map(\.status) == [.sending])
      world.partner.release()
      try await world.entry(becomes: "delivered") { $0.state == .delivered }
      let later = try await world.click()
      #expect(later.status == .alreadySent)
      #expect(world.partner.posts == 1)
    }
  }

  @Test("a second click while it is being sent waits for the same answer")
  func joins() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .hang)
      async let first = world.run(world.request(deadline: .seconds(17)))
      try await eventually("the request hangs") { world.partner.posts == 1 }
      async let second = world.run(world.request(deadline: .seconds(18)))
      try await eventually("both wait") {
        world.clock.hasSleeper(for: .seconds(17)) && world.clock.hasSleeper(for: .seconds(18))
      }
      world.partner.release()
      let statuses = try await [first, second].map { $0.map(\.status) }
      #expect(statuses == [[.sent], [.sent]])
      #expect(world.partner.posts == 1)
    }
  }

  @Test("an order that was changed while it is being sent is refused and not sent")
  func changedWhileSending() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .hang)
      async let first = world.run()
      try await eventually("the request hangs") { world.partner.posts == 1 }
      world.odoo.change("order_line[0].product_qty", to: "25")
      let second = try await world.click()
      #expect(second.status == .refused)
      #expect(second.issues.map(\.code) == ["document.changed_while_sending"])
      world.partner.release()
      #expect(try await first.map(\.status) == [.sent])
      #expect(world.partner.posts == 1)
    }
  }

  @Test("an order that was changed after it was sent is not sent again, and the click says that it differs")
  func changedAfterDelivery() async throws {
    try await TestWorld.with { world in
      try await world.run()
      world.odoo.change("order_line[0].product_qty", to: "25")
      let outcome = try await world.click()
      #expect(outcome.status == .alreadySent)
      #expect(outcome.changed)
      #expect(world.partner.posts == 1)
    }
  }

  @Test("as long as nothing was accepted, what is sent is the content of the last click")
  func replaced() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .answer(503))
      try await world.run()
      world.odoo.change("order_line[0].product_qty", to: "25")
      let outcome = try await world.click()
      #expect(outcome.status == .sent)
      #expect(world.partner.received.map { $0["content"]?["items"]?[0]?["quantity"] } == [25])
      #expect(try await world.store.counts(database: nil) == [.delivered: 1])
    }
  }

  @Test("an order that waits for better weather is not sent any more once it was cancelled")
  func cancelledWhileWaiting() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .answer(503))
      try await world.run()
      world.odoo.change("state", to: "cancel")
      var request = world.request()
      request.urgent = false
      let outcome = try #require(try await world.run(request).first)
      #expect(outcome.status == .issues)
      #expect(world.partner.posts == 1)
    }
  }

  @Test("a document that is too old is asked about, and goes when it is confirmed")
  func old() async throws {
    try await TestWorld.with { world in
      try await world.connect(revision: 2, changes: [("send_from", "2025-03-11")])
      let asked = try await world.click()
      #expect(asked.status == .confirm)
      #expect(asked.issues.map(\.params) == [["day": "2025-03-10", "from": "2025-03-11"]])
      #expect(world.partner.requests == [])
      var request = world.request()
      request.confirmed = true
      #expect(try await world.run(request).map(\.status) == [.sent])
    }
  }

  @Test("what differs from the preview is refused; what was seen is sent")
  func preview() async throws {
    try await TestWorld.with { world in
      let seen = try #require(try await world.runner.preview(world.request(), odoo: world.odoo).first)
      #expect(world.partner.requests == [])
      #expect(try await world.entry() == nil)
      var request = world.request()
      request.hashes = [42: seen.hash]
      world.odoo.change("order_line[0].product_qty", to: "25")
      let refused = try #require(try await world.run(request).first)
      #expect(refused.status == .refused)
      #expect(refused.issues.map(\.code) == ["document.changed_since_preview"])
      world.odoo.change("order_line[0].product_qty", to: "24")
      #expect(try await world.run(request).map(\.status) == [.sent])
    }
  }

  @Test("a copy of the database sends nothing")
  func readOnly() async throws {
    try await TestWorld.with { world in
      var request = world.request()
      request.readOnly = Issue("database.copy", "This looks like a copy.")
      let outcome = try #require(try await world.run(request).first)
      #expect(outcome.status == .refused)
      #expect(outcome.issues.map(\.code) == ["database.copy"])
      #expect(world.partner.requests == [])
      #expect(try await world.entry() == nil)
    }
  }

  @Test("a record that took over the number of another one is refused, and nothing is written to it")
  func otherRecord() async throws {
    try await TestWorld.with { world in
      try await world.run()
      world.odoo.rollBack()
      world.odoo.change("create_date", to: "2025-03-10T09:59:00Z")
      let outcome = try await world.click()
      #expect(outcome.status == .refused)
      #expect(outcome.issues.map(\.code) == ["ledger.other_record"])
      #expect(world.odoo.reference() == nil)
      #expect(world.partner.posts == 1)
    }
  }

  @Test("what is not saved yet, and what is not there any more, is refused while the rest is sent")
  func uncommitted() async throws {
    try await TestWorld.with { world in
      world.odoo.put(try SampleOrder.document(43))
      world.odoo.setUncommitted([OdooRow(model: SampleOrder.model, id: 43)])
      let outcomes = try await world.run(ids: [99, 43, 42])
      #expect(outcomes.map(\.record) == [99, 43, 42])
      #expect(outcomes.map(\.status) == [.refused, .refused, .sent])
      #expect(outcomes.flatMap(\.issues).map(\.code) == ["document.missing", "document.uncommitted"])
    }
  }

  @Test("a delivery that Odoo could not take is not settled before it was written")
  func notWritten() async throws {
    try await TestWorld.with { world in
      world.odoo.failNext("bring", Failure(.data, "odoo.access", "You may not write this."))
      let first = try await world.click()
      #expect(first.status == .sent)
      #expect(first.issues.map(\.code) == ["odoo.access"])
      let id = try #require(first.entry?.id)
      #expect(try await world.ledger.settled([id], database: world.database) == 0)
      let second = try await world.click()
      #expect(second.status == .alreadySent)
      #expect(second.issues == [])
      #expect(try await world.ledger.settled([id], database: world.database) == 1)
    }
  }
}
