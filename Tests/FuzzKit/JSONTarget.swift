import Core
import Foundation
package import TestKit

/// Any bytes are a value or an error; a value survives being written and read, and Foundation agrees that it is JSON.
package struct JSONTarget: FuzzTarget {
  package static let name = "json"

  package init() {}

  package func run(_ random: inout SeededRandom) async throws {
    var bytes = JSONBytes.make(&random)
    if random.once(in: 2) { bytes = random.mutated(bytes) }
    if random.once(in: 20) { bytes = random.bytes(random.pick(0...200)) }
    try Self.check(bytes)
  }

  package static func check(_ bytes: [UInt8]) throws {
    let value: JSON
    do throws(JSONSyntaxError) {
      value = try JSON(parsing: bytes)
    } catch {
      guard (0...bytes.count).contains(error.offset) else { throw Finding("offset \(error.offset) is outside", bytes) }
      return
    }
    let written = value.bytes
    guard let again = try? JSON(parsing: written) else { throw Finding("what was written cannot be read", bytes) }
    guard again == value else { throw Finding("reading, writing and reading gives another value", bytes) }
    guard again.bytes == written else { throw Finding("writing twice gives other bytes", bytes) }
    guard (try? JSON(parsing: value.prettyText)) == value else { throw Finding("the pretty text is another", bytes) }
    guard value.differences(to: again).isEmpty else { throw Finding("a value differs from itself", bytes) }
    guard Self.foundationReads(written) else { throw Finding("Foundation does not take what was written", bytes) }
    guard Self.foundationReads(bytes) else { throw Finding("Foundation does not take what we took", bytes) }
  }

  private static func foundationReads(_ bytes: [UInt8]) -> Bool {
    (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
  }
}

/// JSON as somebody else may write it: blanks, escapes, numbers in every notation, members twice, deep nests.
enum JSONBytes {
  static func make(_ random: inout SeededRandom) -> [UInt8] {
    if random.once(in: 30) { return nest(random.pick(1...80), &random) }
    return Array((space(&random) + value(random.pick(0...6), &random) + space(&random)).utf8)
  }

  private static func nest(_ depth: Int, _ random: inout SeededRandom) -> [UInt8] {
    let isObject = random.once(in: 2)
    let open = String(repeating: isObject ? #"{"a":"# : "[", count: depth)
    return Array((open + "1" + String(repeating: isObject ? "}" : "]", count: depth)).utf8)
  }

  private static func value(_ depth: Int, _ random: inout SeededRandom) -> String {
    switch random.pick(1...(depth > 0 ? 10 : 7)) {
    case 1: random.oneOf("null", "true", "false")
    case 2...4: random.numberText()
    case 5...7: string(&random)
    case 8: list("[", "]", random.pick(0...4), &random) { value(depth - 1, &$0) }
    default:
      list("{", "}", random.pick(0...4), &random) { random in
        string(&random) + space(&random) + ":" + space(&random) + value(depth - 1, &random)
      }
    }
  }

  private static func list(
    _ open: String,
    _ close: String,
    _ count: Int,
    _ random: inout SeededRandom,
    _ item: (inout SeededRandom) -> String
  ) -> String {
    let items = (0..<count).map { _ in space(&random) + item(&random) + space(&random) }
    return open + items.joined(separator: ",") + close
  }

  private static func space(_ random: inout SeededRandom) -> String {
    random.once(in: 6) ? random.oneOf(" ", "\t", "\n", "\r", "  ", "\u{A0}") : ""
  }

  private static func string(_ random: inout SeededRandom) -> String {
    let escapes = random.once(in: 3)
    let body = random.text().unicodeScalars.map { scalar -> String in
      if scalar == "\"" || scalar == "\\" { return "\\" + String(scalar) }
      if scalar.value < 0x20, !random.once(in: 50) { return escape(scalar) }
      return escapes && random.once(in: 3) ? escape(scalar) : String(scalar)
    }
    let odd = random.once(in: 20) ? random.oneOf("\\ud800", "\\udc00", "\\ud83c\\u0041", "\\u12", "\\x", "\\/") : ""
    return "\"" + body.joined() + odd + "\""
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    String(scalar).utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}
