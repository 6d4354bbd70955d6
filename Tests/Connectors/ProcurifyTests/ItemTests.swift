import Core
import Engine
import Foundation
import Odoo
import TestKit
import Testing

@testable import ProcurifyConnector

@Suite("procurify.item.pull")
struct ItemTests {
  private let wrench: JSON = [
    "name": "Torque  wrench", "num": "9", "sku": "TW-10", "unit": "units", "price": "50.00000000", "currency": 3,
    "account": 77, "pref_vendor": 44,
  ]

  @Test("an item of an order becomes a product that is bought, with the vendor's price")
  func new() async throws {
    var world = MasterDataWorld()
    world.settings["set_product_account"] = true
    world.put(partner: 10, "Northwind Tools")
    world.link("procurify.vendor", "44", "res.partner", 10)
    let applied = try #require(await world.item("sTW-10", wrench).applied)
    let product = try #require(world.odoo.records("product.product").first)
    #expect(product["name"] == "Torque wrench" && product["default_code"] == "TW-10")
    #expect(product["purchase_ok"] == true && product["sale_ok"] == false && product["list_price"] == nil)
    #expect(product["type"] == "consu" && product["purchase_method"] == "purchase")
    #expect(product["uom_id"]?.recordID == 5 && product["property_account_expense_id"]?.recordID == 61)
    let seller = try #require(product["seller_ids"]?.arrayValue?.first)
    #expect(seller["partner_id"]?.recordID == 10 && seller["currency_id"]?.recordID == 2)
    #expect(seller["price"]?.decimalValue == 50 && seller["product_code"] == "TW-10")
    let link = world.odoo.references(of: applied.record, "product.product").first { $0.flow == "procurify.item" }
    #expect(link?.externalID == "sTW-10")
  }

  @Test("a product that has the number is linked and not made twice")
  func linked() async throws {
    let world = MasterDataWorld()
    world.put(product: 31, "Wrench 10 mm", code: "TW-10")
    #expect(await world.item("sTW-10", wrench).applied?.record == 31)
    #expect(world.odoo.records("product.product").count == 1)
    #expect(world.odoo.records("product.product").first?["name"] == "Wrench 10 mm")
  }

  @Test("numbers that differ in their punctuation alone are products of their own", arguments: ["TW.10", "TW 10"])
  func punctuation(other: String) async throws {
    let world = MasterDataWorld(isFarAway: true)
    let first = try #require(await world.item("sTW/10", wrench.replacing("sku", with: "TW/10")).applied)
    let item = wrench.replacing("sku", with: .string(other)).replacing("name", with: "Bolt")
    let second = try #require(await world.item("s" + other, item).applied)
    #expect(first.record != second.record)
    #expect(world.odoo.records("product.product").map { $0["name"] } == ["Torque wrench", "Bolt"])
  }

  @Test("several products of one number hold the item until somebody links one")
  func several() async throws {
    let world = MasterDataWorld()
    world.put(product: 31, "Wrench", code: "TW-10")
    world.put(product: 32, "Wrench (old)", code: "TW-10")
    let held = await world.item("sTW-10", wrench)
    #expect(held.toldCodes == ["procurify.validation_error"])
    #expect(held.failure?.issues.first?.missing?.kind == "procurify.item")
    world.link("procurify.item", "sTW-10", "product.product", 32)
    #expect(await world.item("sTW-10", wrench).applied?.record == 32)
  }

  @Test("a unit that Odoo does not know is told, and the product made all the same")
  func unit() async throws {
    let world = MasterDataWorld()
    let applied = try #require(await world.item("sTW-10", wrench.replacing("unit", with: "crate")).applied)
    #expect(applied.warnings.map(\.code) == ["procurify.unit_unmapped"])
    #expect(applied.warnings.first?.missing?.kind == "procurify.unit")
    world.link("procurify.unit", "box", "uom.uom", 5)
    let other = try #require(
      await world.item("sTW-11", wrench.replacing("unit", with: "box").replacing("sku", with: "TW-11")).applied
    )
    #expect(other.warnings == [])
  }

  @Test("a price that Procurify changed is the seller's, unless somebody changed it in Odoo")
  func price() async throws {
    let world = MasterDataWorld()
    world.put(partner: 10, "Northwind Tools")
    world.link("procurify.vendor", "44", "res.partner", 10)
    await world.item("sTW-10", wrench)
    await world.item("sTW-10", wrench.replacing("price", with: "55.00000000"))
    #expect(seller(world)?["price"]?.decimalValue == 55)
    let product = try #require(world.odoo.records("product.product").first)
    let line = try #require(seller(world)).replacing("price", with: "49")
    world.odoo.put(product.replacing("seller_ids", with: .array([line])), "product.product")
    world.odoo.commit()
    await world.item("sTW-10", wrench.replacing("price", with: "60.00000000"))
    #expect(seller(world)?["price"]?.decimalValue == 49)
  }

  @Test("a price of more digits than Odoo keeps is still ours when Procurify changes it")
  func manyDigits() async throws {
    let world = MasterDataWorld()
    world.odoo.keep(digits: 2, of: "price", in: "product.supplierinfo")
    world.put(partner: 10, "Northwind Tools")
    world.link("procurify.vendor", "44", "res.partner", 10)
    await world.item("sTW-10", wrench.replacing("price", with: "0.01250000"))
    let product = try #require(world.odoo.records("product.product").first)
    let line = try #require(seller(world)).replacing("price", with: "0.01")
    world.odoo.put(product.replacing("seller_ids", with: .array([line])), "product.product")
    world.odoo.commit()
    await world.item("sTW-10", wrench.replacing("price", with: "0.03750000"))
    #expect(seller(world)?["price"]?.decimalValue == JSON.string("0.04").decimalValue)
  }

  private func seller(_ world: MasterDataWorld) -> JSON? {
    world.odoo.records("product.product").first?["seller_ids"]?.arrayValue?.first
  }
}
