import Core
import Engine
import Odoo
import TestKit
import Testing

@testable import ProcurifyConnector

@Suite("A price of more digits than Odoo keeps")
struct PriceDigitsTests {
  /// 1000 screws at 0.0125, without a tax.
  private static func screws(_ golden: String) throws -> JSON {
    let changes: [(String, JSON?)] = [
      ("quantity", "1000.00000000"), ("unit_cost", "0.0125"), ("total_cost", "12.50"), ("tax_name", .none),
      ("tax_percentage", .none), ("tax_amount", "0"), ("total_cost_with_tax", "12.50"),
      ("cost_allocations[0].amount", "12.50"),
    ]
    let bill = try DocumentsWorld.document("bill.pull", golden)
    return changes.reduce(bill) { $0.replacing("items[0].\($1.0)", with: $1.1) }
      .replacing("tax_amount", with: "0").replacing("subtotal_cost", with: "12.50")
      .replacing("total_cost_with_tax", with: "12.50")
  }

  private static func keep(_ digits: Int, _ world: DocumentsWorld) {
    for model in ["account.move.line", OrderRecord.line] {
      world.odoo.keep(digits: digits, of: "price_unit", in: model)
    }
  }

  @Test("comes to the amount of the bill, and the text says quantity and price")
  func rounded() async throws {
    let world = try DocumentsWorld()
    Self.keep(2, world)
    let applied = await world.apply(.bill, try Self.screws("plain"))
    let line = try #require(world.bills.first?["invoice_line_ids"]?[0])
    #expect(line["quantity"] == "1" && line["price_unit"] == "12.5")
    #expect(line["name"] == "Torque wrench\n1000 × 0.0125")
    #expect(applied.applied?.warnings == [])
  }

  @Test("is entered as it is where Odoo keeps its digits", arguments: [4, nil])
  func kept(_ digits: Int?) async throws {
    let world = try DocumentsWorld()
    if let digits { Self.keep(digits, world) }
    _ = await world.apply(.bill, try Self.screws("plain"))
    let line = try #require(world.bills.first?["invoice_line_ids"]?[0])
    #expect(line["quantity"] == "1000" && line["price_unit"] == "0.0125")
    #expect(line["name"] == "Torque wrench")
  }

  @Test("of an ordered line keeps its quantity, and the bill says that it comes to another amount")
  func ordered() async throws {
    let golden = try #require(Golden.cases("bill.pull").first { $0.name == "ordered" })
    let world = try DocumentsWorld(golden)
    Self.keep(2, world)
    let applied = await world.apply(.bill, try Self.screws("ordered"))
    let line = try #require(world.bills.first?["invoice_line_ids"]?[0])
    #expect(line["quantity"] == "1000" && line["purchase_line_id"] == 701)
    #expect(line["name"] == "Torque wrench\n1000 × 0.0125")
    let warning = try #require(applied.applied?.warnings.first)
    #expect(warning.message.hasSuffix("the line comes to 10, not 12.5."))
  }

  @Test("of an order keeps its quantity, and the order says so")
  func order() async throws {
    let world = try DocumentsWorld()
    Self.keep(2, world)
    let order = try DocumentsWorld.document("order.pull").replacing("order_items[0].quantity", with: "1000")
      .replacing("order_items[0].price", with: "0.0125").replacing("total", with: "12.50")
    let applied = await world.apply(.order, order)
    let line = try #require(world.orders.first?["order_line"]?[0])
    #expect(line["product_qty"] == "1000" && line["name"] == "Torque wrench\n1000 × 0.0125")
    #expect(applied.applied?.warnings.contains { $0.value == "0.0125" } == true)
  }
}
