/// Reads the XML that XML-RPC is written in, piece by piece: elements and text, and nothing else.
///
/// A document type is refused, so there are no entities but the five of XML itself and nothing that grows. Attributes
/// are skipped. Every byte is looked at once, whatever the size.
/// (Why not Foundation's: `contrib/decisions/0007-own-xml-rpc.md`.)
struct XMLReader {
  enum Problem: Error {
    case malformed
  }

  enum Tag: Equatable {
    case open(String)
    case close(String)
    /// `<nil/>`
    case empty(String)
  }

  private let bytes: [UInt8]
  private var at = 0

  /// - Throws: where the bytes are no UTF-8.
  init(_ bytes: [UInt8]) throws(Problem) {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw .malformed }
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
  }

  /// Whether nothing but space and comments is left.
  mutating func isAtEnd() throws(Problem) -> Bool {
    try skip()
    return at == bytes.count
  }

  /// The next tag; only space, comments and instructions may stand before it.
  mutating func tag() throws(Problem) -> Tag {
    try skip()
    guard take("<") else { throw .malformed }
    let closes = take("/")
    let name = try self.name()
    try skipAttributes()
    let isEmpty = take("/")
    guard take(">"), !(closes && isEmpty) else { throw .malformed }
    return closes ? .close(name) : isEmpty ? .empty(name) : .open(name)
  }

  /// True when a tag of that kind comes next; nothing is taken.
  func sees(_ start: StaticString) -> Bool {
    let count = start.utf8CodeUnitCount
    guard at + count <= bytes.count else { return false }
    return (0..<count).allSatisfy { bytes[at + $0] == start.utf8Start[$0] }
  }

  /// The text up to the next tag, with its references replaced; may be empty.
  mutating func text() throws(Problem) -> String {
    var text: [UInt8] = []
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "<"):
        if take("<![CDATA[") {
          text.append(contentsOf: try until("]]>"))
        } else if take("<!--") {
          _ = try until("-->")
        } else {
          return String(decoding: text, as: UTF8.self)
        }
      case UInt8(ascii: "&"): text.append(contentsOf: try reference())
      case let byte:
        text.append(byte)
        at += 1
      }
    }
    throw .malformed
  }

  // MARK: Pieces

  private mutating func take(_ start: StaticString) -> Bool {
    guard sees(start) else { return false }
    at += start.utf8CodeUnitCount
    return true
  }

  private mutating func skip() throws(Problem) {
    while at < bytes.count {
      if [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) {
        at += 1
      } else if take("<!--") {
        _ = try until("-->")
      } else if take("<?") {
        _ = try until("?>")
      } else {
        return
      }
    }
  }

  private mutating func until(_ end: StaticString) throws(Problem) -> ArraySlice<UInt8> {
    let start = at
    while at < bytes.count {
      if sees(end) {
        defer { at += end.utf8CodeUnitCount }
        return bytes[start..<at]
      }
      at += 1
    }
    throw .malformed
  }

  private mutating func name() throws(Problem) -> String {
    let start = at
    while at < bytes.count, isOfName(bytes[at]) { at += 1 }
    guard at > start, at - start <= 100 else { throw .malformed }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  /// The names of XML-RPC are ASCII.
  private func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "_"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private mutating func skipAttributes() throws(Problem) {
    while at < bytes.count, bytes[at] != UInt8(ascii: ">"), !sees("/>") {
      let byte = bytes[at]
      guard byte != UInt8(ascii: "<") else { throw .malformed }
      at += 1
      guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") else { continue }
      while at < bytes.count, bytes[at] != byte { at += 1 }
      at += 1
    }
    guard at < bytes.count else { throw .malformed }
  }

  /// `&amp;`, `&#13;`, `&#xE4;`
  private mutating func reference() throws(Problem) -> [UInt8] {
    at += 1
    guard let end = bytes[at..<min(at + 10, bytes.count)].firstIndex(of: UInt8(ascii: ";")) else { throw .malformed }
    let name = String(decoding: bytes[at..<end], as: UTF8.self)
    at = end + 1
    switch name {
    case "amp": return [UInt8(ascii: "&")]
    case "lt": return [UInt8(ascii: "<")]
    case "gt": return [UInt8(ascii: ">")]
    case "quot": return [UInt8(ascii: "\"")]
    case "apos": return [UInt8(ascii: "'")]
    default: break
    }
    let isHex = name.hasPrefix("#x")
    guard name.hasPrefix("#"), let code = UInt32(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10), code > 0,
      let scalar = Unicode.Scalar(code)
    else { throw .malformed }
    return Array(String(scalar).utf8)
  }
}
