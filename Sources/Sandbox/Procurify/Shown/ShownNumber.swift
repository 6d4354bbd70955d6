import Core
import Foundation

extension JSON {
  /// A decimal as text with so many places: `50.00000000`.
  static func fixed(_ value: Decimal?, _ places: Int) -> JSON {
    guard let value else { return .null }
    let text = value.rounded(places).description
    let parts = text.split(separator: ".", maxSplits: 1)
    guard places > 0 else { return .string(String(parts[0])) }
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    return .string("\(parts[0]).\(fraction)\(String(repeating: "0", count: max(0, places - fraction.count)))")
  }
}

extension ProcurifyRecord {
  func amount(_ name: String) -> Decimal { self[name]?.decimalValue ?? 0 }
}
