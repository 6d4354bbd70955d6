import Core
import Testing

@testable import Sandbox

@Suite("stand-in for Odoo: the company that buys")
struct PurchasingWorldTests {
  @Test("has three vendors, twenty products and right check digits everywhere")
  func plausible() {
    let records = PurchasingWorld().records
    #expect(records.ids("product.product").count == 20)
    #expect(records.ids("res.partner").count == 5)
    let barcodes = records.ids("product.product").compactMap { records.value("product.product", $0, "barcode") }
    #expect(Set(barcodes.compactMap(\.stringValue)).count == 20)
    for barcode in barcodes {
      let gtin = barcode.stringValue.flatMap(GTIN.init)
      #expect(gtin?.hasValidCheckDigit == true)
    }
    for id in records.ids("res.partner") {
      let gln = records.value("res.partner", id, "ref")?.stringValue.flatMap(GLN.init)
      #expect(gln?.hasValidCheckDigit == true)
    }
    #expect(PurchasingWorld().buyerGLN == "4260123450014")
  }

  @Test(
    "computes the check digits of the known vectors",
    arguments: [("629104150021", 3), ("426012345001", 4), ("426012345002", 1)]
  )
  func checkDigits(_ body: String, _ digit: Int) {
    #expect(GS1Number.checkDigit(body) == digit)
  }

  @Test("builds the same orders for the same seed, others for another")
  func seeds() {
    func lines(_ seed: UInt64) -> [JSON?] {
      var world = PurchasingWorld(seed: seed)
      for _ in 0..<5 { world.order(lines: 4) }
      return world.records.ids("purchase.order.line").map {
        world.records.value("purchase.order.line", $0, "price_unit")
      }
    }
    #expect(lines(1) == lines(1))
    #expect(lines(1) != lines(2))
    #expect(lines(1).count == 20)
  }

  @Test(
    "puts each fault into the order it was asked for, and into no other",
    arguments: PurchasingWorld.OrderFault.allCases
  )
  func faults(_ fault: PurchasingWorld.OrderFault) {
    var world = PurchasingWorld()
    let good = world.order()
    let bad = world.order(faults: [fault])
    #expect(Self.faults(of: good, world.records).isEmpty)
    #expect(Self.faults(of: bad, world.records) == [fault])
  }

  private static func faults(of order: Int, _ records: OdooRecords) -> Set<PurchasingWorld.OrderFault> {
    let lines = records.value("purchase.order", order, "order_line")?.arrayValue?.compactMap(\.intValue) ?? []
    func lacks(_ field: String, _ model: String, _ value: String) -> Bool {
      lines.contains { line in
        let id = records.value("purchase.order.line", line, field)?.intValue ?? 0
        return records.value(model, id, value) == JSON.null
      }
    }
    let vendor = records.value("purchase.order", order, "partner_id")?.intValue ?? 0
    var faults: Set<PurchasingWorld.OrderFault> = []
    if records.value("res.partner", vendor, "ref") == JSON.null { faults.insert(.vendorWithoutGLN) }
    if lacks("product_id", "product.product", "barcode") { faults.insert(.productWithoutBarcode) }
    if lacks("product_uom", "uom.uom", "procuros_unit_type") { faults.insert(.unitWithoutCode) }
    if records.value("purchase.order", order, "state") == "cancel" { faults.insert(.cancelled) }
    if lines.isEmpty { faults.insert(.noLines) }
    return faults
  }
}
