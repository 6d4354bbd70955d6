import Core
import Engine
import HTTP
import Odoo
import Storage
import TestKit
import Testing

@Suite("procuros.order.send: the click", .timeLimit(.minutes(5)))
struct SendOrderTests {
  @Test("an order is sent once and its transaction stands in Odoo")
  func sent() async throws {
    try await TestWorld.with { world in
      let outcome = try await world.click()
      #expect(outcome.status == .sent)
      #expect(outcome.issues == [])
      #expect(world.partner.posts == 1)
      #expect(world.partner.received.first?["type"] == "ORDER")
      #expect(world.odoo.reference() == "tx-1")
    }
  }

  @Test("a second click after a rollback sends nothing and writes the transaction again")
  func secondClick() async throws {
    try await TestWorld.with { world in
      try await world.run()
      world.odoo.rollBack()
      #expect(world.odoo.reference() == nil)
      let outcome = try await world.click()
      #expect(outcome.status == .alreadySent)
      #expect(!outcome.changed)
      #expect(world.partner.posts == 1)
      #expect(world.odoo.reference() == "tx-1")
    }
  }

  @Test("of two clicks at once one order arrives, and both hear that it was sent")
  func twoClicks() async throws {
    try await TestWorld.with { world in
      async let first = world.click()
      async let second = world.click()
      let statuses = try await [first.status, second.status]
      #expect(statuses.allSatisfy { [.sent, .alreadySent].contains($0) }, "\(statuses)")
      #expect(world.partner.posts == 1)
      #expect(world.odoo.reference() == "tx-1")
    }
  }

  @Test("when Odoo repeats the button after a serialization failure one order arrives and its number stands in the end")
  func repeatedButton() async throws {
    try await TestWorld.with { world in
      let over = Failure(.transport, "odoo.attempt_over", "could not serialize access due to concurrent update")
      world.odoo.failNext("bring", over)
      await #expect(throws: over) { try await world.run() }
      world.odoo.rollBack()
      let outcome = try await world.click()
      #expect(outcome.status == .alreadySent)
      #expect(world.partner.posts == 1)
      #expect(world.odoo.reference() == "tx-1")
    }
  }

  @Test("a draft is confirmed when it was sent, unless its vendor's response shall do that")
  func confirms() async throws {
    try await TestWorld.with { world in
      world.odoo.change("state", to: "draft")
      world.odoo.change("partner_id.procuros_require_order_response", to: true)
      try await world.run()
      #expect(world.odoo.count("button_confirm") == 0)
      world.odoo.put(try SampleOrder.document(43).replacing("state", with: "sent"))
      try await world.run(ids: [43])
      #expect(world.odoo.calls.filter { $0.name == "button_confirm" }.map(\.ids) == [[43]])
    }
  }

  @Test("an order that Odoo cannot confirm stays sent, and is told of once however often somebody clicks")
  func notConfirmed() async throws {
    try await TestWorld.with { world in
      world.odoo.change("state", to: "draft")
      let refusal = Failure(.data, "odoo.user", "The vendor is blocked.")
      for _ in 1...3 { world.odoo.failNext("button_confirm", refusal) }
      for _ in 1...3 {
        let outcome = try await world.click()
        #expect(outcome.issues.map(\.code) == ["procuros.order.not_confirmed"])
      }
      #expect(world.partner.posts == 1)
      #expect(try await world.click().issues == [], "Odoo could confirm it now")
    }
  }

  @Test("an order that Procuros takes without forwarding is accepted and not sent again")
  func acceptedOnly() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .keep)
      let first = try await world.click()
      #expect(first.status == .accepted)
      #expect(try await world.click().status == .alreadySent)
      #expect(world.partner.posts == 1)
    }
  }

  @Test("three faults are shown at once, and no byte leaves")
  func threeFaults() async throws {
    try await TestWorld.with { world in
      world.odoo.change("partner_id.ref", to: .null)
      world.odoo.change("order_line[0].product_id.barcode", to: .null)
      world.odoo.change("order_line[1].product_uom_id.procuros_unit_type", to: .null)
      let outcome = try await world.click()
      #expect(outcome.status == .issues)
      #expect(outcome.issues.map(\.model) == ["res.partner", "product.product", "uom.uom"])
      #expect(outcome.issues.map(\.record) == [14, 31, 1])
      #expect(outcome.entry?.state == .quarantined)
      #expect(world.partner.requests == [])
      #expect(world.odoo.reference() == nil)
    }
  }
}
