import Core
import Engine
import TestKit
import Testing

@testable import ProcurifyConnector

@Suite("A purchase order of Procurify that changes")
struct OrderChangeTests {
  private let world: DocumentsWorld
  private let plain: JSON
  private let both: JSON

  init() throws {
    world = try DocumentsWorld()
    plain = try DocumentsWorld.document("order.pull")
    both = try DocumentsWorld.document("order.pull", "two-plants")
  }

  private func lines(_ order: Int = 0) -> [JSON] { world.orders[order]["order_line"]?.arrayValue ?? [] }

  @Test("is written once, however often it comes")
  func repeated() async {
    _ = await world.apply(.order, both)
    _ = await world.apply(.order, both.replacing("last_modified", with: "2026-03-01T10:00:00Z"))
    #expect(world.orders.count == 1)
    #expect(world.odoo.count("create") == 1)
    #expect(world.odoo.count("write") == 0)
    #expect(world.odoo.count("button_confirm") == 1)
  }

  @Test("has the new quantity and price on the line with that number, and keeps what people added")
  func changed() async throws {
    _ = await world.apply(.order, both)
    let order = world.orders[0]
    let own: JSON = ["id": 999, "name": "Added by hand", "product_qty": "1", "price_unit": "3", "qty_received": "0"]
    world.odoo.put(order.replacing("order_line", with: .array(lines() + [own])), "purchase.order")
    let newer = both.replacing("version", with: 2).replacing("order_items[1].quantity", with: 8)
    let result = await world.apply(.order, newer)
    #expect(result.failure == nil)
    let quantities = lines().map { $0["product_qty"]?.stringValue }
    #expect(quantities == ["2", "8", "1"])
    #expect(lines()[1]["price_unit"] == "12.5")
    #expect(world.orders.count == 1)
  }

  @Test("orders nothing more of an item that was taken off, and adds a new one")
  func items() async {
    _ = await world.apply(.order, plain)
    let newer = both.replacing("order_items[0].active", with: false)
    let result = await world.apply(.order, newer)
    #expect(result.failure == nil)
    let quantities = lines().map { $0["product_qty"]?.stringValue }
    #expect(quantities == ["0", "10"])
  }

  @Test("is locked when it is closed, unlocked when it is reopened, and changed after that")
  func closed() async {
    _ = await world.apply(.order, plain)
    _ = await world.apply(.order, plain.replacing("state", with: 3))
    #expect(world.orders[0]["locked"] == true)
    let late = await world.apply(
      .order,
      plain.replacing("state", with: 3).replacing("order_items[0].quantity", with: 3)
    )
    #expect(late.codes == ["procurify.locked_target"])
    #expect(lines()[0]["product_qty"] == "2")
    let again = plain.replacing("state", with: 5).replacing("order_items[0].quantity", with: 3)
    let result = await world.apply(.order, again)
    #expect(result.failure == nil)
    #expect(world.orders[0]["locked"] == false)
    #expect(lines()[0]["product_qty"] == "3")
  }

  @Test("is cancelled with Procurify's, and is back when that is reopened")
  func cancelled() async {
    _ = await world.apply(.order, plain)
    _ = await world.apply(.order, plain.replacing("state", with: 1))
    #expect(world.orders[0]["state"] == "cancel")
    let result = await world.apply(.order, plain.replacing("state", with: 5))
    #expect(result.failure == nil)
    #expect(world.orders[0]["state"] == "purchase")
    #expect(world.orders.count == 1)
  }

  @Test("is not cancelled after goods or bills came", arguments: ["qty_received", "qty_invoiced"])
  func tooLate(_ field: String) async {
    _ = await world.apply(.order, plain)
    world.odoo.put(world.orders[0].replacing("order_line[0].\(field)", with: "1"), "purchase.order")
    let result = await world.apply(.order, plain.replacing("state", with: 1))
    #expect(result.codes == ["procurify.locked_target"])
    #expect(world.orders[0]["state"] == "purchase")
    #expect(result.failure?.issues.first?.record == world.orders[0]["id"]?.intValue)
  }

  @Test("is never rewritten once it is billed, but may get another note")
  func billed() async {
    _ = await world.apply(.order, plain)
    world.odoo.put(world.orders[0].replacing("order_line[0].qty_invoiced", with: "2"), "purchase.order")
    let changed = await world.apply(.order, plain.replacing("order_items[0].price", with: "55.00"))
    #expect(changed.codes == ["procurify.locked_target"])
    #expect(lines()[0]["price_unit"] == "50")
    let noted = await world.apply(.order, plain.replacing("comment", with: "Ring the bell"))
    #expect(noted.failure == nil)
    #expect(world.orders[0]["note"] == "<p>Ring the bell</p>")
  }

  @Test("is not brought below what was received")
  func received() async {
    _ = await world.apply(.order, plain)
    world.odoo.put(world.orders[0].replacing("order_line[0].qty_received", with: "2"), "purchase.order")
    let result = await world.apply(.order, plain.replacing("order_items[0].quantity", with: 1))
    #expect(result.codes == ["procurify.locked_target"])
  }

  @Test("that a person cancelled in Odoo is left to them when it changes")
  func cancelledByHand() async {
    _ = await world.apply(.order, plain)
    world.odoo.put(world.orders[0].replacing("state", with: "cancel"), "purchase.order")
    let result = await world.apply(.order, plain.replacing("order_items[0].quantity", with: 4))
    #expect(result.codes == ["procurify.locked_target"])
    #expect(world.orders[0]["state"] == "cancel")
  }

  @Test("that waits for approval in Odoo says so")
  func toApprove() async {
    world.odoo.onCall("button_confirm") { odoo, ids, _ in
      for order in odoo.records("purchase.order") {
        odoo.put(order.replacing("state", with: "to approve"), "purchase.order")
      }
      return .null
    }
    let result = await world.apply(.order, plain)
    #expect(result.applied?.warnings.map(\.code) == ["procurify.order_to_approve"])
  }

  @Test("costs a handful of calls, whatever the number of its lines")
  func calls() async throws {
    let item = try #require(plain["order_items"]?[0])
    let many = (1...200).map { number in
      item.replacing("id", with: .int(9000 + number)).replacing("PO_line_num", with: .int(number))
    }
    _ = await world.apply(.order, plain.replacing("order_items", with: .array(many)).replacing("total", with: "20000"))
    #expect(lines().count == 200)
    let reading = ["read", "search", "referenced", "references", "create", "write"].map(world.odoo.count).reduce(0, +)
    #expect(reading < 25)
  }

  @Test(
    "that goes to another vendor, or is in other money, after it was confirmed is a matter for a person",
    arguments: ["vendor", "currency"]
  )
  func otherVendor(_ what: String) async {
    _ = await world.apply(.order, plain)
    let before = world.orders
    let changed =
      what == "vendor"
      ? plain.replacing("pref_vendor", with: ["id": 45, "name": "Harbour Steel"])
      : plain.replacing("purchased_currency", with: ["id": 5, "name": "JPY"])
    let result = await world.apply(.order, changed)
    #expect(result.codes == ["procurify.locked_target"])
    #expect(world.orders == before)
  }

  @Test("that was cancelled and is reopened with another vendor goes to that one")
  func reopenedElsewhere() async {
    _ = await world.apply(.order, plain)
    _ = await world.apply(.order, plain.replacing("state", with: 1))
    let other = plain.replacing("pref_vendor", with: ["id": 45, "name": "Harbour Steel"]).replacing("state", with: 5)
    let result = await world.apply(.order, other)
    #expect(result.failure == nil)
    #expect(world.orders.map { $0["partner_id"] } == [12])
    #expect(world.orders.map { $0["state"] } == ["purchase"])
  }

  @Test("that a person locked in Odoo is neither unlocked nor changed, also after it was reopened")
  func lockedByHand() async {
    for state in [0, 3, 5] { _ = await world.apply(.order, plain.replacing("state", with: .int(state))) }
    #expect(world.orders[0]["locked"] == false)
    world.odoo.put(world.orders[0].replacing("locked", with: true), "purchase.order")
    let changed = plain.replacing("state", with: 5).replacing("order_items[0].quantity", with: 3)
    let held = await world.apply(.order, changed)
    #expect(held.codes == ["procurify.locked_target"])
    let noted = await world.apply(.order, plain.replacing("state", with: 5).replacing("comment", with: "Ring the bell"))
    #expect(noted.failure == nil)
    #expect(world.orders[0]["locked"] == true)
    #expect(lines()[0]["product_qty"] == "2")
  }
}
