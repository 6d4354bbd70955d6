package import Core
import Foundation
package import TestKit

extension SeededRandom {
  package mutating func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// True once in so many times.
  package mutating func once(in times: Int) -> Bool { pick(1...times) == 1 }

  package mutating func oneOf<Element>(_ first: Element, _ others: Element...) -> Element {
    oneOf([first] + others, or: first)
  }

  package mutating func oneOf<Element>(_ elements: [Element], or fallback: Element) -> Element {
    elements.randomElement(using: &self) ?? fallback
  }

  package mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
  }

  /// Text that has made trouble somewhere: blanks, control characters, other scripts, numbers that are none, length.
  package mutating func text() -> String {
    switch pick(1...12) {
    case 1: ""
    case 2: oneOf(" ", "\t\n", "\u{A0}", "\u{0}", "\u{7F}", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{202E}abc", "\r\n")
    case 3: oneOf("é", "e\u{301}", "🍎", "👩‍👩‍👧‍👦", "瓶", "שלום", "\u{10FFFF}", "\u{FFFD}", "\u{E000}", "ﬁ", "İ")
    case 4: oneOf("NaN", "Infinity", "-0", "1e400", "1e-400", "00", "0x10", "1,5", "1.", ".5", "１２", "+1", "1_000")
    case 5: oneOf("2025-02-30", "2025-03-30T01:30:00Z", "9999-12-31T23:59:59Z", "0000-01-01", "2025-13-01", "T")
    case 6: oneOf("4260123450014", "4260123450015", "96385074", "0", "123456789012345678", "４２６０１２３４５００１４")
    case 7: String(repeating: oneOf("a", "ä", "\u{1F}", "🍎", "e\u{301}"), count: pick(1...3000))
    case 8: String(String.UnicodeScalarView((0..<pick(1...20)).map { _ in scalar() }))
    case 9: oneOf("__proto__", "id", "null", "false", "<b>", "'; DROP TABLE entry; --", "%s%n", "${x}", "../../x")
    default: String((0..<pick(1...12)).map { _ in oneOf("a", "b", "7", " ", "_", ".", "-", "Z", "ö") })
    }
  }

  private mutating func scalar() -> Unicode.Scalar {
    let limit = UInt32(oneOf(0x20, 0xFF, 0xFFFF, 0x10FFFF))
    return Unicode.Scalar(UInt32.random(in: 0...limit, using: &self)) ?? "\u{FFFD}"
  }

  package mutating func int() -> Int {
    switch pick(1...6) {
    case 1: oneOf(0, -1, 1, Int.max, Int.min, Int.max - 1, Int(Int32.max) + 1, 1 << 53)
    case 2: Int.random(in: Int.min...Int.max, using: &self)
    default: pick(-3...100)
    }
  }

  /// A number as it may stand in JSON, also one that is none or does not fit.
  package mutating func numberText() -> String {
    switch pick(1...5) {
    case 1: "\(int())"
    case 2: "\(pick(-99_999...99_999)).\(pick(0...999_999))"
    case 3: "\(pick(-99...99))" + oneOf("e", "E", "e+", "E-", "e-") + "\(pick(0...150))"
    case 4:
      oneOf(
        "-0",
        "-0.0",
        "0e0",
        "9223372036854775808",
        "-9223372036854775809",
        "1e127",
        "1e128",
        "1e-128",
        "1e-129",
        "1e99999999999999999999",
        "1e-99999999999999999999",
        "0.1e1",
        "100e-2",
        "00",
        "01",
        "1.",
        "-",
        "1e",
        ".1",
        "+1"
      )
    default: digits(pick(1...45)) + (once(in: 2) ? "." + digits(pick(1...45)) : "")
    }
  }

  package mutating func digits(_ count: Int) -> String {
    String((0..<count).map { _ in Character(Unicode.Scalar(UInt8(48 + pick(0...9)))) })
  }

  /// Any value; `depth` more levels may stand inside it.
  package mutating func json(depth: Int = 4) -> JSON {
    switch pick(1...(depth > 0 ? 9 : 7)) {
    case 1: .null
    case 2: .bool(once(in: 2))
    case 3: .int(int())
    case 4: Decimal(exactly: numberText()).map(JSON.number) ?? 0
    case 5...7: .string(text())
    case 8: .array((0..<pick(0...5)).map { _ in json(depth: depth - 1) })
    default: .object(JSONObject((0..<pick(0...5)).map { _ in (key: text(), value: json(depth: depth - 1)) }).unique)
    }
  }

  /// Bytes with a few of them changed, lost, doubled or moved.
  package mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<pick(1...4) where !bytes.isEmpty {
      let place = pick(0...bytes.count - 1)
      let end = min(bytes.count, place + pick(1...16))
      switch pick(1...7) {
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &self)
      case 2: bytes[place] ^= 1 << UInt8(pick(0...7))
      case 3: bytes.removeSubrange(place..<end)
      case 4: bytes.insert(contentsOf: bytes[place..<end], at: pick(0...bytes.count))
      case 5: bytes.insert(oneOf(Array(#"{}[]",:\-.eEu0 "#.utf8), or: 0), at: place)
      case 6: bytes.removeSubrange(place...)
      default: bytes.insert(contentsOf: self.bytes(pick(1...4)), at: place)
      }
    }
    return bytes
  }
}

extension JSONObject {
  /// Each member once, as a parser would have it.
  package var unique: JSONObject {
    var object = JSONObject()
    for (key, value) in members { object[key] = value }
    return object
  }
}

extension JSON {
  /// Whether this or any value inside it is so.
  package func contains(where holds: (JSON) -> Bool) -> Bool {
    if holds(self) { return true }
    return switch self {
    case .array(let items): items.contains { $0.contains(where: holds) }
    case .object(let object): object.members.contains { $0.value.contains(where: holds) }
    default: false
    }
  }
}
