import Core
import Engine
import Odoo
import TestKit
import Testing

@testable import ProcurifyConnector

@Suite("A requisition of Procurify and the order that comes of it")
struct OrderMergeTests {
  private let world: DocumentsWorld
  private let requisition: JSON
  private let order: JSON
  private let both: JSON

  init() throws {
    world = try DocumentsWorld()
    requisition = try DocumentsWorld.document("requisition.pull")
    order = try DocumentsWorld.document("order.pull")
    both = try DocumentsWorld.document("order.pull", "two-plants")
  }

  /// Torque wrench and steel bar of one vendor.
  private func two() throws -> JSON {
    let several = try DocumentsWorld.document("requisition.pull", "several-vendors")
    let items = [
      several["order_items"]?[0] ?? .null, several["order_items"]?[1]?.replacing("pref_vendor", with: 44) ?? .null,
    ]
    return requisition.replacing("order_items", with: .array(items))
  }

  private func names(_ order: JSON) -> [String] {
    (order["order_line"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue }
  }

  @Test("are one record: the request becomes the order and is confirmed")
  func reused() async throws {
    let requested = await world.apply(.requisition, requisition)
    #expect(world.orders[0]["state"] == "draft")
    let ordered = await world.apply(.order, order)
    #expect(ordered.failure == nil)
    #expect(world.orders.count == 1)
    #expect(ordered.applied?.record == requested.applied?.record)
    #expect(world.orders[0]["state"] == "purchase")
    #expect(names(world.orders[0]) == ["Torque wrench"])
    #expect(world.orders[0]["origin"] == "Procurify PO-310")
    let record = try await world.record(Link.order, "310", "purchase.order")
    #expect(record?["id"] == world.orders[0]["id"])
  }

  @Test("leave what was not ordered requested")
  func partly() async throws {
    _ = await world.apply(.requisition, try two())
    let ordered = await world.apply(.order, order)
    #expect(ordered.failure == nil)
    #expect(world.orders.map(names) == [["Steel bar"], ["Torque wrench"]])
    #expect(world.orders.map { $0["state"] } == ["draft", "purchase"])
    let rest = order.replacing("procurify_PO", with: 311).replacing("number", with: "PO-311")
      .replacing("order_items", with: .array([both["order_items"]?[1] ?? .null])).replacing("total", with: "125")
    _ = await world.apply(.order, rest)
    #expect(world.orders.count == 2)
    #expect(world.orders.map { $0["state"] } == ["purchase", "purchase"])
  }

  @Test("of two requisitions make one order; the request that is left empty is cancelled")
  func several() async throws {
    _ = await world.apply(.requisition, requisition)
    let other = try two()
    let second = other.replacing("num", with: 1208)
      .replacing("order_items", with: .array([other["order_items"]?[1] ?? .null]))
    _ = await world.apply(.requisition, second)
    #expect(world.orders.count == 2)
    let ordered = await world.apply(.order, both)
    #expect(ordered.failure == nil)
    #expect(world.orders.count == 2)
    #expect(world.orders.map { $0["state"] } == ["purchase", "cancel"])
    #expect(names(world.orders[0]) == ["Torque wrench", "Steel bar"])
    #expect(names(world.orders[1]) == [])
  }

  @Test("that is rejected after all, cancels the requests and leaves the order")
  func rejected() async throws {
    let several = try DocumentsWorld.document("requisition.pull", "several-vendors")
    _ = await world.apply(.requisition, several)
    let small = several["order_items"]?[2] ?? .null
    let items = [order["order_items"]?[0] ?? .null, small.replacing("purchase_order", with: 310)]
    _ = await world.apply(.order, order.replacing("order_items", with: .array(items)))
    #expect(world.orders.map { $0["state"] } == ["purchase", "draft"])
    let result = await world.apply(.requisition, several.replacing("status", with: 4))
    #expect(result.failure == nil)
    #expect(world.orders.map { $0["state"] } == ["purchase", "cancel"])
  }

  @Test("that has another vendor since asks that one, and not the first any more")
  func otherVendor() async throws {
    _ = await world.apply(.requisition, requisition)
    let moved = requisition.replacing("order_items[0].pref_vendor", with: 45)
    let result = await world.apply(.requisition, moved)
    #expect(result.failure == nil)
    #expect(world.orders.map { $0["state"] } == ["cancel", "draft"])
    #expect(world.orders.map(names) == [[], ["Torque wrench"]])
    #expect(world.orders[1]["partner_id"] == 12)
  }

  @Test("that was purchased meanwhile changes nothing, and is found by its first request")
  func purchased() async throws {
    let requested = await world.apply(.requisition, requisition)
    _ = await world.apply(.order, order)
    let before = world.orders
    let result = await world.apply(.requisition, requisition.replacing("status", with: 3))
    #expect(result.applied?.record == requested.applied?.record)
    #expect(world.orders == before)
  }

  @Test("bill is matched to the order's line")
  func billed() async throws {
    _ = await world.apply(.order, order)
    let bill = try DocumentsWorld.document("bill.pull", "ordered")
    let result = await world.apply(.bill, bill)
    #expect(result.failure == nil)
    let line = world.bills[0]["invoice_line_ids"]?[0]
    #expect(line?["purchase_line_id"] == world.orders[0]["order_line"]?[0]?["id"])
    #expect(line?["product_id"] == 91)
  }

  @Test("whose location receives goods by an operation type of its own is received there, request or not")
  func received() async throws {
    let type: JSON = ["kind": "procurify.picking_type", "id": "2", "model": "stock.picking.type", "record": 21]
    world.odoo.link(OdooReference(fixture: type))
    _ = await world.apply(.requisition, requisition)
    _ = await world.apply(.order, order)
    #expect(world.orders.map { $0["picking_type_id"] } == [21])
  }

  @Test("that is ordered in part keeps the request for the order, although it asks another vendor for more")
  func orderedInPart() async throws {
    let several = try DocumentsWorld.document("requisition.pull", "several-vendors")
    let requested = await world.apply(.requisition, several)
    var bought = several.replacing("order_items[1].quantity", with: "12")
    for place in [0, 2] {
      bought = bought.replacing("order_items[\(place)].purchase_order", with: 310)
        .replacing("order_items[\(place)].PO_line_num", with: .int(place + 1))
    }
    _ = await world.apply(.requisition, bought)
    #expect(world.orders.map { $0["state"] } == ["draft", "draft"])
    #expect(world.orders[1]["order_line"]?[0]?["product_qty"] == "12")
    let small = several["order_items"]?[2]?.replacing("purchase_order", with: 310) ?? .null
    let ordered = await world.apply(
      .order,
      order.replacing("order_items", with: .array([order["order_items"]?[0] ?? .null, small]))
    )
    #expect(ordered.applied?.record == requested.applied?.record)
    #expect(world.orders.map { $0["state"] } == ["purchase", "draft"])
  }

  @Test("that was rejected and is approved after all is asked for again")
  func approvedAgain() async throws {
    _ = await world.apply(.requisition, requisition)
    _ = await world.apply(.requisition, requisition.replacing("status", with: 2))
    #expect(world.orders.map { $0["state"] } == ["cancel"])
    let result = await world.apply(.requisition, requisition)
    #expect(result.failure == nil)
    #expect(world.orders.map { $0["state"] } == ["draft"])
    #expect(world.orders.map(names) == [["Torque wrench"]])
  }

  @Test("whose request a person cancelled is not asked for again by itself")
  func cancelledByHand() async throws {
    _ = await world.apply(.requisition, requisition)
    world.odoo.put(world.orders[0].replacing("state", with: "cancel"), "purchase.order")
    _ = await world.apply(.requisition, requisition.replacing("order_items[0].quantity", with: "4"))
    #expect(world.orders.map { $0["state"] } == ["cancel"])
  }

  @Test("that goes to another vendor and back asks the first one again")
  func backToTheFirst() async throws {
    _ = await world.apply(.requisition, requisition)
    _ = await world.apply(.requisition, requisition.replacing("order_items[0].pref_vendor", with: 45))
    let result = await world.apply(.requisition, requisition)
    #expect(result.failure == nil)
    #expect(world.orders.map { $0["state"] } == ["draft", "cancel"])
    #expect(world.orders.map(names) == [["Torque wrench"], []])
  }

  @Test("whose items were all taken off is asked for no more", arguments: [1, 2])
  func takenOff(_ status: Int) async throws {
    _ = await world.apply(.requisition, requisition)
    let off = requisition.replacing("order_items[0].active", with: false).replacing("status", with: .int(status))
    let result = await world.apply(.requisition, off)
    #expect(result.failure == nil)
    #expect(world.orders.map { $0["state"] } == ["cancel"])
  }
}
