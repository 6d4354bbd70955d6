import Core
import Foundation
import Mapping
import TestKit
import Testing

@testable import ProcurosConnector

@Suite("procuros.shipping_notice.send: any delivery")
struct RandomDeliveryTests {
  @Test(
    "every delivery that lacks nothing is mapped whole, adds up, and is written for the contract tests if asked",
    arguments: 1...240
  )
  func any(_ seed: Int) throws {
    let delivery = RandomDelivery(seed: seed)
    let result = map(delivery.document)
    #expect(result.issues == [])
    let items = result.payload.shippedItems
    #expect(items.flatMap(\.contradictions) == [])
    #expect(items.map { $0["lineNumber"]?.intValue } == Array(1...max(items.count, 1)))
    #expect(!result.payload.text.contains("null"))
    try nothingIsLostOrSentTwice(delivery, items, result.lineNumbers)
    try PayloadFolder.write(result.payload, "SHIPPING_NOTICE", "procuros.shipping_notice.send-\(seed)")
  }

  @Test("the order in which Odoo gives the lines changes nothing")
  func order() throws {
    for seed in 1...40 {
      let document = RandomDelivery(seed: seed).document
      let lines = try #require(document["move_line_ids"]?.arrayValue)
      let turned = document.replacing("move_line_ids", with: .array(lines.reversed()))
      #expect(map(turned).payload == map(document).payload)
    }
  }

  @Test("a delivery of 5,000 lines is one document with 5,000 items")
  func large() throws {
    let document = RandomDelivery(seed: 1).document
    let line = try #require(document["move_line_ids"]?[0])
    let lines = (1...5000).map { number in
      line.replacing("id", with: .int(number)).replacing("move_id.id", with: .int(number))
        .replacing("move_id.sale_line_id.id", with: .int(number)).replacing(
          "move_id.sale_line_id.sequence",
          with: .int(number)
        )
    }
    let result = map(document.replacing("move_line_ids", with: .array(lines)))
    #expect(result.issues == [])
    #expect(result.payload.shippedItems.count == 5000)
    #expect(result.lineNumbers.count == 5000)
  }

  /// The shipped quantities of an order line, taken back to pieces, are what Odoo moved, but for the last rounding.
  private func nothingIsLostOrSentTwice(_ delivery: RandomDelivery, _ items: [JSON], _ numbers: [LineNumber]) throws {
    let lines = try #require(delivery.document["move_line_ids"]?.arrayValue)
    let orderLines = Dictionary(
      lines.map { ($0["id"]?.intValue ?? 0, $0["move_id"]?["sale_line_id"]?["id"]?.intValue ?? 0) },
      uniquingKeysWith: { first, _ in first }
    )
    var sent: [Int: Decimal] = [:]
    var step: [Int: Decimal] = [:]
    for (item, number) in zip(items, numbers) {
      let line = try #require(orderLines[number.record])
      let size = RandomDelivery.units.first { $0.code == item["unitOfMeasure"]?.stringValue }?.size ?? 0
      sent[line, default: 0] += (item["shippedQuantity"]?.decimalValue ?? 0) * size
      step[line] = size * Decimal(0.005)
    }
    for (line, pieces) in delivery.pieces {
      let (left, most) = (abs((sent[line] ?? 0) - pieces), step[line] ?? 0)
      #expect(left <= most, "order line \(line): \(sent[line] ?? 0) of \(pieces)")
    }
  }

  private func map(_ document: JSON) -> MappedDocument {
    let context = MappingContext(settings: ["external_identifier": "4260123450014", "name": "Kelterei"], company: 1)
    return Mapper.map(document, ShippingNoticeMapping.table, context)
  }
}
