import Core
import Foundation
import Mapping
import ProcurosConnector
package import TestKit

/// Whatever Odoo gives for an order, the same bytes come of it every time, and what is called complete is fit to be sent.
package struct MappingTarget: FuzzTarget {
  package static let name = "mapping"

  package init() {}

  package func run(_ random: inout SeededRandom) async throws {
    let document = RandomDocument(&random).record(OrderMapping.table.odooFields, id: random.pick(1...99), &random)
    try Self.check(document, Self.context(&random))
  }

  static func context(_ random: inout SeededRandom) -> MappingContext {
    var settings: [String: JSON] = ["external_identifier": "4260123450045"]
    if random.once(in: 10) { settings["external_identifier"] = random.json() }
    if random.once(in: 4) { settings["ship_to_without_gln"] = random.once(in: 2) ? "omit" : random.json(depth: 1) }
    return MappingContext(settings: settings, company: random.once(in: 4) ? 1 : nil)
  }

  static func check(
    _ document: JSON,
    _ context: MappingContext,
    _ table: MappingTable = OrderMapping.table,
    wrong: (JSON) -> String? = wrong
  ) throws {
    let mapped = Mapper.map(document, table, context)
    let payload = mapped.payload
    func must(_ holds: Bool, _ what: String) throws {
      if !holds { throw Finding(what, document.text) }
    }
    try must(Mapper.map(document, table, context).payload.bytes == payload.bytes, "not the same bytes")
    try must((try? JSON(parsing: payload.bytes)) == payload, "the payload cannot be read back")
    try must(!payload.contains { $0.isNull }, "the payload holds a null")
    try must(!payload.contains { $0.stringValue.map(isUnfit) ?? false }, "a text is empty or holds control characters")
    for issue in mapped.issues {
      try must(!issue.code.isEmpty && !issue.message.isEmpty && issue.model != nil, "an issue says too little")
      try must((try? JSON(parsing: issue.json.bytes)) == issue.json, "an issue cannot be written")
    }
    if mapped.isComplete {
      try must(wrong(payload) == nil, "complete, but \(wrong(payload) ?? "")")
    }
  }

  private static func isUnfit(_ text: String) -> Bool {
    let isControl = text.unicodeScalars.contains {
      ($0.value < 0x20 && $0 != "\n" && $0 != "\t") || (0x7F...0x9F).contains($0.value)
    }
    return isControl || text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
  }

  /// What Procuros would not take (schema `Order`), in its own words; nil when it is as it should be.
  private static func wrong(_ payload: JSON) -> String? {
    let header = payload["header"] ?? .null
    guard header["orderIdentifier"]?.stringValue != nil else { return "orderIdentifier is missing" }
    guard header["orderDate"].map(isDay) == true else { return "orderDate is no day" }
    guard header["requestedDeliveryDate"].map(isDay) != false else { return "requestedDeliveryDate is no day" }
    for party in ["buyer", "supplier"] {
      guard isIdentifier(header[party]?["identifiers"], digits: [13]) else { return "\(party) has no GLN" }
    }
    for party in ["billTo", "shipTo"] where header[party] != nil {
      guard isIdentifier(header[party]?["identifiers"], digits: [13]) else { return "\(party) has no GLN" }
    }
    guard let items = payload["items"]?.arrayValue, !items.isEmpty else { return "there are no items" }
    return items.enumerated().lazy.compactMap { wrong(item: $1, number: $0 + 1) }.first
  }

  private static func wrong(item: JSON, number: Int) -> String? {
    guard item["lineNumber"] == .int(number) else { return "line \(number) has another number" }
    guard isIdentifier(item["identifiers"], digits: [8, 12, 13, 14]) else { return "line \(number) has no GTIN" }
    guard isNumber(item["quantity"]), item["quantity"]?.decimalValue ?? 0 > 0 else { return "quantity is not positive" }
    guard item["unitPrice"] == nil || isNumber(item["unitPrice"]) else { return "unitPrice is no number" }
    guard item["isDepositItem"]?.boolValue != nil else { return "isDepositItem is neither true nor false" }
    guard item["requestedDeliveryDate"].map(isDay) != false else { return "requestedDeliveryDate is no day" }
    return item["unitOfMeasure"]?.stringValue == nil ? "unitOfMeasure is missing" : nil
  }

  static func isDay(_ value: JSON) -> Bool {
    value.stringValue?.wholeMatch(of: /[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])/) != nil
  }

  static func isNumber(_ value: JSON?) -> Bool {
    switch value {
    case .int, .decimal: true
    default: false
    }
  }

  static func isIdentifier(_ value: JSON?, digits: Set<Int>) -> Bool {
    guard let text = value?[0]?["identifier"]?.stringValue else { return false }
    return digits.contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
  }
}
