import Foundation

/// Why bytes are not a JSON value we take.
package struct JSONSyntaxError: Error, Equatable, Sendable {
  package enum Reason: String, Sendable {
    case syntax, encoding, depth
  }
  package let reason: Reason
  /// Offset of the byte where it went wrong.
  package let offset: Int
}

extension JSON {
  /// Reads one JSON value (RFC 8259, strict) from UTF-8 bytes.
  ///
  /// - Parameters:
  ///   - bytes: exactly one value, white space around it allowed.
  ///   - depth: how many arrays and objects may stand inside one another.
  /// - Throws: where and why the bytes are not JSON.
  package init(parsing bytes: some Sequence<UInt8>, depth: Int = 64) throws(JSONSyntaxError) {
    let copy = Array(bytes)
    guard String(validating: copy, as: UTF8.self) != nil else {
      throw JSONSyntaxError(reason: .encoding, offset: 0)
    }
    var parser = JSONParser(bytes: copy, limit: depth)
    self = try parser.document()
  }

  package init(parsing text: String, depth: Int = 64) throws(JSONSyntaxError) {
    try self.init(parsing: Array(text.utf8), depth: depth)
  }
}

private struct JSONParser {
  let bytes: [UInt8]
  let limit: Int
  var at = 0
  var depth = 0

  init(bytes: [UInt8], limit: Int) {
    self.bytes = bytes
    self.limit = limit
  }

  mutating func document() throws(JSONSyntaxError) -> JSON {
    skipSpace()
    let value = try value()
    skipSpace()
    guard at == bytes.count else { throw wrong() }
    return value
  }

  private func wrong(_ reason: JSONSyntaxError.Reason = .syntax) -> JSONSyntaxError {
    JSONSyntaxError(reason: reason, offset: at)
  }

  private mutating func skipSpace() {
    while at < bytes.count, bytes[at] <= 0x20, isSpace(bytes[at]) { at += 1 }
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D: true
    default: false
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func value() throws(JSONSyntaxError) -> JSON {
    guard at < bytes.count else { throw wrong() }
    switch bytes[at] {
    case UInt8(ascii: "{"): return try nested { parser throws(JSONSyntaxError) in try parser.object() }
    case UInt8(ascii: "["): return try nested { parser throws(JSONSyntaxError) in try parser.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func nested(
    _ read: (inout JSONParser) throws(JSONSyntaxError) -> JSON
  ) throws(JSONSyntaxError) -> JSON {
    depth += 1
    guard depth <= limit else { throw wrong(.depth) }
    at += 1
    let value = try read(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws(JSONSyntaxError) -> JSON {
    var members: [(key: String, value: JSON)] = []
    var places: [String: Int]?
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(JSONObject()) }
    while true {
      skipSpace()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw wrong() }
      let key = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw wrong() }
      skipSpace()
      let value = try value()
      if let place = Self.place(of: key, members, &places) {
        members[place].value = value
      } else {
        places?[key] = members.count
        members.append((key, value))
      }
      skipSpace()
      if take(UInt8(ascii: "}")) { return .object(JSONObject(members)) }
      guard take(UInt8(ascii: ",")) else { throw wrong() }
    }
  }

  /// Where a key stands already: small objects are searched, from 16 members on a dictionary is kept.
  private static func place(of key: String, _ members: [(key: String, value: JSON)], _ places: inout [String: Int]?)
    -> Int?
  {
    if let places { return places[key] }
    if members.count == 16 {
      places = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1.key, $0) })
    }
    return members.firstIndex { $0.key == key }
  }

  private mutating func array() throws(JSONSyntaxError) -> JSON {
    var items: [JSON] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array([]) }
    while true {
      skipSpace()
      items.append(try value())
      skipSpace()
      if take(UInt8(ascii: "]")) { return .array(items) }
      guard take(UInt8(ascii: ",")) else { throw wrong() }
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONSyntaxError) -> JSON {
    for index in 0..<word.utf8CodeUnitCount {
      guard take(word.utf8Start[index]) else { throw wrong() }
    }
    return value
  }

  private mutating func digits() -> Int {
    let start = at
    while at < bytes.count, (48...57).contains(bytes[at]) { at += 1 }
    return at - start
  }

  private mutating func number() throws(JSONSyntaxError) -> JSON {
    let start = at
    _ = take(UInt8(ascii: "-"))
    let leadingZero = at < bytes.count && bytes[at] == UInt8(ascii: "0")
    let count = digits()
    guard count == 1 || (count > 1 && !leadingZero) else { throw wrong() }
    var whole = true
    if take(UInt8(ascii: ".")) {
      whole = false
      guard digits() > 0 else { throw wrong() }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      whole = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard digits() > 0 else { throw wrong() }
    }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    if whole, let number = Int(text) { return .int(number) }
    guard let number = Decimal(exactly: text) else { throw wrong() }
    return .number(number)
  }

  private mutating func string() throws(JSONSyntaxError) -> String {
    at += 1
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\") {
      guard bytes[at] >= 0x20 else { throw wrong() }
      at += 1
    }
    if at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
      defer { at += 1 }
      return String(decoding: bytes[start..<at], as: UTF8.self)
    }
    return try escapedString(from: start)
  }

  /// The slow path: the string holds a backslash at `at`.
  private mutating func escapedString(from start: Int) throws(JSONSyntaxError) -> String {
    var text = Array(bytes[start..<at])
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text.append(contentsOf: try escape())
      case 0..<0x20: throw wrong()
      default: text.append(byte)
      }
    }
    throw wrong()
  }

  private mutating func escape() throws(JSONSyntaxError) -> [UInt8] {
    guard at < bytes.count else { throw wrong() }
    let byte = bytes[at]
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return Array(String(try scalar()).utf8)
    default: throw wrong()
    }
  }

  /// A `\u` escape or a surrogate pair of two; a lone surrogate has no meaning in UTF-8 and is refused.
  private mutating func scalar() throws(JSONSyntaxError) -> Unicode.Scalar {
    let high = try hexadecimal()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard (0xD800..<0xDC00).contains(high), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
      throw wrong(.encoding)
    }
    let low = try hexadecimal()
    guard (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    else { throw wrong(.encoding) }
    return scalar
  }

  private mutating func hexadecimal() throws(JSONSyntaxError) -> UInt32 {
    guard at + 4 <= bytes.count, bytes[at..<at + 4].allSatisfy({ Character(.init($0)).isHexDigit }),
      let number = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
    else { throw wrong() }
    at += 4
    return number
  }
}
