import Core
import Engine
import Foundation
import Odoo
import TestKit
import Testing

@testable import ProcurifyConnector

/// Over HTTP each call is a transaction of its own: what broke off is gone on with, and nothing is there twice.
@Suite("An Odoo over HTTP that stops answering in the middle")
struct FarAwayTests {
  private static let down = Failure(.transport, "odoo.unreachable", "Odoo cannot be reached.")

  /// Breaks off at one call after the other, each time in a new Odoo, and then goes on.
  private func each(
    _ call: String,
    _ apply: (DocumentsWorld) async throws -> Bool,
    _ check: (DocumentsWorld) async throws -> Void
  ) async throws -> Int {
    for count in 0..<60 {
      var world = try DocumentsWorld(isFarAway: true)
      world.settings["auto_post"] = true
      world.odoo.failNext(call, Self.down, after: count)
      let isDone = try await apply(world)
      world.odoo.forgive()
      let again = try await apply(world)
      #expect(again)
      try await check(world)
      if isDone { return count }
    }
    return 0
  }

  @Test(
    "has each bill once, with all of its lines",
    arguments: ["create", "bring", "read", "references", "search", "action_post", "message_post"]
  )
  func bill(_ call: String) async throws {
    let bill = try DocumentsWorld.document("bill.pull", "five-plants").replacing("status", with: 4)
    let places = try await each(call) { world in
      await world.apply(.bill, bill).failure == nil
    } _: { world in
      #expect(world.bills.count == 1)
      #expect(world.bills[0]["invoice_line_ids"]?.arrayValue?.count == 5)
      #expect(world.bills[0]["state"] == "posted")
    }
    #expect(places > 0)
  }

  @Test(
    "has each order once, with all of its lines linked",
    arguments: ["create", "bring", "read", "references", "button_confirm", "write"]
  )
  func order(_ call: String) async throws {
    let several = try DocumentsWorld.document("requisition.pull", "several-vendors")
    let both = try DocumentsWorld.document("order.pull", "two-plants")
    let places = try await each(call) { world in
      let requested = await world.apply(.requisition, several)
      let ordered = await world.apply(.order, both)
      return requested.failure == nil && ordered.failure == nil
    } _: { world in
      let confirmed = world.orders.filter { $0["state"] == "purchase" }
      #expect(confirmed.count == 1)
      #expect(confirmed.first?["order_line"]?.arrayValue?.count == 2)
      let ids = Set((confirmed.first?["order_line"]?.arrayValue ?? []).compactMap { $0["id"]?.intValue })
      let linked = try await world.odoo.referenced(["8801", "8802"], flow: Link.orderLine, connection: "c-1")
      #expect(Set(linked.values.map(\.record)) == ids)
    }
    #expect(places > 0)
  }

  @Test("has what an order says by then, where the first try broke off right after the create")
  func changedOrder() async throws {
    let order = try DocumentsWorld.document("order.pull", "two-plants")
    let world = try DocumentsWorld(isFarAway: true)
    world.odoo.failNext("bring", Self.down)
    #expect(await world.apply(.order, order).failure != nil)
    #expect(world.orders.count == 1)
    let items = (order["order_items"]?.arrayValue ?? []).map { $0.replacing("quantity", with: "7.000") }
    #expect(await world.apply(.order, order.replacing("order_items", with: .array(items))).failure == nil)
    #expect(world.orders.count == 1)
    let lines = world.orders[0]["order_line"]?.arrayValue ?? []
    #expect(lines.map { $0["product_qty"]?.decimalValue } == [7, 7])
    #expect(world.orders[0]["state"] == "purchase")
  }

  @Test("has what a requisition says by then, where the first try broke off right after the create")
  func changedRequisition() async throws {
    let requisition = try DocumentsWorld.document("requisition.pull", "several-vendors")
    let world = try DocumentsWorld(isFarAway: true)
    world.odoo.failNext("bring", Self.down)
    #expect(await world.apply(.requisition, requisition).failure != nil)
    #expect(world.orders.count == 1)
    let items = (requisition["order_items"]?.arrayValue ?? []).map { $0.replacing("quantity", with: "7.000") }
    let changed = requisition.replacing("order_items", with: .array(items))
    #expect(await world.apply(.requisition, changed).failure == nil)
    let lines = world.orders.flatMap { $0["order_line"]?.arrayValue ?? [] }
    #expect(lines.allSatisfy { $0["product_qty"]?.decimalValue == 7 })
  }
}
