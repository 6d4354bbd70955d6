import Core
import Foundation
import Mapping
import ProcurosConnector
package import TestKit

/// Whatever Odoo gives for a delivery, what is called complete adds up.
package struct ShippingNoticeTarget: FuzzTarget {
  package static let name = "shipping-notice"

  package init() {}

  package func run(_ random: inout SeededRandom) async throws {
    let table = random.once(in: 4) ? ShippingNoticeMapping.literal : ShippingNoticeMapping.table
    let document = RandomDocument(&random).record(table.odooFields, id: random.pick(1...99), &random)
    let tidied = random.once(in: 4) ? document : Self.tidied(document)
    try MappingTarget.check(tidied, MappingTarget.context(&random), table, wrong: Self.wrong)
  }

  /// The delivery as one of a single customer that is done, so that what else is random decides.
  private static func tidied(_ delivery: JSON) -> JSON {
    guard var lines = delivery["move_line_ids"]?.arrayValue else { return delivery }
    for (place, line) in lines.enumerated() where line["move_id"]?["sale_line_id"]?["order_id"]?.objectValue != nil {
      lines[place] =
        line
        .replacing("move_id.sale_line_id.order_id.partner_id", with: 1)
        .replacing("move_id.sale_line_id.product_id", with: line["product_id"]?["id"] ?? .null)
    }
    var tidy = delivery.replacing("move_line_ids", with: .array(lines))
    for (path, value) in certain where tidy[path.prefix { $0 != "." }.description] != nil {
      tidy = tidy.replacing(path, with: value)
    }
    return tidy
  }

  private static let certain: [(String, JSON)] =
    [
      ("state", "done"), ("company_id", 1), ("location_id.usage", "internal"), ("location_dest_id.usage", "customer"),
      ("sale_id.partner_id.id", 1), ("sale_id.partner_id.ref", "4260123450021"),
      ("partner_id.ref", "4260123450021"),
    ]
    + ["sale_id.partner_id", "sale_id.partner_shipping_id", "sale_id.partner_invoice_id", "partner_id"]
    .map { ($0 + ".commercial_partner_id.id", 1) }

  /// What Procuros would not take (schema `ShippingNotice`), in its own words; nil when it is as it should be.
  private static func wrong(_ payload: JSON) -> String? {
    let header = payload["header"] ?? .null
    guard header["orderIdentifier"]?.stringValue != nil else { return "orderIdentifier is missing" }
    guard header["shippingNoticeDate"].map(MappingTarget.isDay) == true else { return "shippingNoticeDate is no day" }
    for party in ["buyer", "supplier"] {
      let identifiers = header[party]?["identifiers"]
      guard MappingTarget.isIdentifier(identifiers, digits: [13]) else { return "\(party) has no GLN" }
    }
    let items = items(payload)
    guard !items.isEmpty else { return "there are no items" }
    return items.enumerated().lazy.compactMap { wrong(item: $1, number: $0 + 1) }.first
  }

  private static func items(_ unit: JSON) -> [JSON] {
    (unit["transportUnits"]?.arrayValue ?? []).flatMap { ($0["items"]?.arrayValue ?? []) + items($0) }
  }

  private static func wrong(item: JSON, number: Int) -> String? {
    guard item["lineNumber"] == .int(number) else { return "line \(number) has another number" }
    guard MappingTarget.isIdentifier(item["identifiers"], digits: [8, 12, 13, 14]) else { return "no GTIN" }
    guard let ordered = item["orderedQuantity"]?.decimalValue, let shipped = item["shippedQuantity"]?.decimalValue,
      MappingTarget.isNumber(item["orderedQuantity"]), MappingTarget.isNumber(item["shippedQuantity"])
    else { return "line \(number) lacks a quantity" }
    guard ordered >= 0, shipped >= 0 else { return "a quantity is below zero" }
    guard (ordered == shipped) == (item["openQuantityAction"] == nil) else { return "openQuantityAction contradicts" }
    if let batches = item["batches"]?.arrayValue {
      let sum = batches.reduce(Decimal()) { $0 + ($1["quantity"]?.decimalValue ?? 0) }
      guard !batches.isEmpty, sum == shipped else { return "batches do not add up" }
    }
    return item["unitOfMeasure"]?.stringValue == nil ? "unitOfMeasure is missing" : nil
  }
}
