import Foundation

extension JSON {
  /// The value as compact UTF-8: members in their order, numbers in plain notation, nothing escaped that need not be.
  package var bytes: [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(256)
    write(to: &out)
    return out
  }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The value over several lines with two spaces, for people.
  package var prettyText: String {
    var out: [UInt8] = []
    write(to: &out, indent: 0)
    return String(decoding: out, as: UTF8.self)
  }

  /// Appends the value; `indent` nil writes it on one line.
  package func write(to out: inout [UInt8], indent: Int? = nil) {
    switch self {
    case .null: out.append(contentsOf: "null".utf8)
    case .bool(let flag): out.append(contentsOf: (flag ? "true" : "false").utf8)
    case .int(let number): out.append(contentsOf: String(number).utf8)
    case .decimal(let number): out.append(contentsOf: number.description.utf8)
    case .string(let text): Self.write(text, to: &out)
    case .array(let items):
      Self.writeList(items, ("[", "]"), indent, to: &out) { item, inner, out in item.write(to: &out, indent: inner) }
    case .object(let object):
      Self.writeList(object.members, ("{", "}"), indent, to: &out) { member, inner, out in
        Self.write(member.key, to: &out)
        out.append(contentsOf: (inner == nil ? ":" : ": ").utf8)
        member.value.write(to: &out, indent: inner)
      }
    }
  }

  private static func writeList<Item>(
    _ items: [Item],
    _ brackets: (String, String),
    _ indent: Int?,
    to out: inout [UInt8],
    _ writeItem: (Item, Int?, inout [UInt8]) -> Void
  ) {
    let inner = items.isEmpty ? nil : indent.map { $0 + 1 }
    out.append(contentsOf: brackets.0.utf8)
    for (index, item) in items.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      if let inner { newline(inner, to: &out) }
      writeItem(item, inner, &out)
    }
    if inner != nil, let indent { newline(indent, to: &out) }
    out.append(contentsOf: brackets.1.utf8)
  }

  private static func newline(_ indent: Int, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\n"))
    out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indent))
  }

  private static func write(_ text: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    defer { out.append(UInt8(ascii: "\"")) }
    guard text.utf8.contains(where: mustEscape) else { return out.append(contentsOf: text.utf8) }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): out.append(contentsOf: "\\\"".utf8)
      case UInt8(ascii: "\\"): out.append(contentsOf: "\\\\".utf8)
      case 0x0A: out.append(contentsOf: "\\n".utf8)
      case 0x0D: out.append(contentsOf: "\\r".utf8)
      case 0x09: out.append(contentsOf: "\\t".utf8)
      case 0..<0x20:
        out.append(contentsOf: "\\u00".utf8)
        out.append(contentsOf: [hex(byte >> 4), hex(byte & 15)])
      default: out.append(byte)
      }
    }
  }

  private static func mustEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private static func hex(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
  }
}

extension JSON: Codable {
  /// Through `Codable` a value travels as its own text, so that nothing is rounded on the way.
  package init(from decoder: any Decoder) throws {
    self = try JSON(parsing: try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
