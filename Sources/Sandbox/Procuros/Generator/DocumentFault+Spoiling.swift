import Core
import Foundation

extension DocumentFault {
  /// A sound document with this fault in it; `serial` makes what is invented differ from document to document.
  func spoil(_ document: JSON, serial: Int) -> JSON {
    let type = document["type"]?.stringValue ?? ""
    let line = Self.firstLine(type)
    switch self {
    case .unknownGLN:
      let party = type == "ORDER" ? "buyer" : "supplier"
      return document.putting(
        .string(GS1Number.thirteen(prefix: "4099999", number: serial)),
        at: "content.header.\(party).identifiers.0.identifier"
      )
    case .unknownGTIN:
      return document.putting(
        .string(GS1Number.thirteen(prefix: "4088888", number: serial)),
        at: "\(line).identifiers.0.identifier"
      )
    case .unknownUnit:
      return document.putting("BJ", at: "\(line).unitOfMeasure")
    case .missingOrder:
      return document.putting(.string("P-UNKNOWN-\(serial)"), at: "content.header.orderIdentifier")
    case .missingInvoice:
      return document.putting(.string("RE-UNKNOWN-\(serial)"), at: "content.header.invoiceIdentifier")
    case .moreThanOrdered:
      return document.putting(.number(1_000_000), at: "\(line).shippedQuantity")
        .putting("DISCARDED", at: "\(line).openQuantityAction").putting(.none, at: "\(line).batches")
    case .fieldTooLong:
      return document.putting(.string(Self.longText(serial)), at: "content.header.\(Self.number(type))")
    case .controlCharacters:
      return document.putting(.string("Apple\u{0}juice\u{7}\u{1B}[31m \(serial)"), at: "\(line).description")
    case .eightDecimals:
      return document.putting(.number(Decimal(112_345_678) / 100_000_000), at: "\(line).unitPrice")
    case .negativeQuantity:
      return document.putting(.number(-5), at: "\(line).quantity")
    case .zeroQuantity:
      return document.putting(.number(0), at: "\(line).quantity")
    case .manyLines:
      return document.putting(Self.manyLines(document), at: "content.items")
    case .duplicate:
      return document
    }
  }

  private static func firstLine(_ type: String) -> String {
    type == "SHIPPING_NOTICE" ? "content.transportUnits.0.items.0" : "content.items.0"
  }

  private static func number(_ type: String) -> String { ProcurosContract.documents[type]?.number ?? "orderIdentifier" }

  /// Twelve thousand characters that no compression makes short: longer than a row of an index may be.
  private static func longText(_ serial: Int) -> String {
    var random = SeededGenerator(seed: UInt64(serial))
    return String((0..<12_000).map { _ in "abcdefghijklmnopqrstuvwxyz0123456789".randomElement(using: &random) ?? "x" })
  }

  /// Five thousand lines of what the first one orders.
  private static func manyLines(_ document: JSON) -> JSON {
    let line = document["content"]?["items"]?[0] ?? .null
    return .array((1...5000).map { line.putting(.int($0), at: "lineNumber") })
  }
}
