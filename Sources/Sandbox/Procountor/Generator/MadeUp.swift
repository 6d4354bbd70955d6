import Core
import Foundation

/// Words, names and numbers for made-up companies; the same seed makes the same ones.
struct MadeUp: Sendable {
  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func pick<Value>(_ values: [Value], or usual: Value) -> Value {
    values.randomElement(using: &random) ?? usual
  }
  mutating func pick(_ values: [String]) -> String { pick(values, or: "") }
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  /// True in so many of a hundred cases.
  mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

  /// An amount with two places, from and to these in whole units.
  mutating func amount(_ range: ClosedRange<Int>) -> Decimal {
    Decimal(number(range.lowerBound * 100...range.upperBound * 100)) / 100
  }

  mutating func digits(_ count: Int) -> String { (0..<count).map { _ in String(number(0...9)) }.joined() }

  static let towns = [
    ("00100", "Helsinki"), ("33100", "Tampere"), ("20100", "Turku"), ("90100", "Oulu"), ("40100", "Jyväskylä"),
    ("65100", "Vaasa"), ("53100", "Lappeenranta"), ("22100", "Mariehamn"), ("02770", "Espoo"), ("15110", "Lahti"),
  ]
  private static let starts = [
    "Pohjolan", "Järvi", "Koivu", "Mänty", "Saaristo", "Åland", "Nordic", "Itämeren", "Lapin", "Café", "Karhu", "Söder",
  ]
  private static let trades = [
    "Puutavara", "Sähkö", "Rakennus", "Kirjapaino", "Leipomo", "Kuljetus", "Optiikka", "Puutarha", "Ohjelmistot",
    "Metalli",
    "Apteekki", "Kala",
  ]
  private static let forms = ["Oy", "Oy", "Oy", "Ab", "Ky", "Tmi", "Oyj", "ry"]
  private static let streets = ["Mallikatu", "Satamakatu", "Kauppiaankuja", "Työmiehentie", "Strandvägen", "Ängsgatan"]
  private static let people = [
    "Aino Virtanen", "Björn Åkerlund", "Eeva Mäkinen", "Jukka Öhman", "Liisa Korhonen", "René Dufour",
  ]

  mutating func companyName() -> String { "\(pick(Self.starts)) \(pick(Self.trades)) \(pick(Self.forms))" }
  mutating func person() -> String { pick(Self.people) }

  /// A business ID with the right check digit.
  mutating func businessID() -> String {
    while true {
      let digits = digits(7)
      if let check = FinnishNumbers.check(digits) { return "\(digits)-\(check)" }
    }
  }

  /// A Finnish account number with the right check digits.
  mutating func iban() -> String {
    let bank = digits(14)
    let check = 98 - ReferenceNumber.remainder(bank + "FI00", 97)
    return "FI\(check < 10 ? "0" : "")\(check)\(bank)"
  }

  mutating func address(_ name: String) -> JSON {
    let town = pick(Self.towns, or: ("00100", "Helsinki"))
    var members: [(String, JSON?)] = [
      ("name", .string(name)), ("street", .string("\(pick(Self.streets)) \(number(1...120))")),
      ("zip", .string(town.0)), ("city", .string(town.1)), ("country", "FINLAND"),
    ]
    if chance(15) { members.append(("specifier", .string("Rakennus \(pick(["A", "B", "C"]))"))) }
    return .record(members)
  }

  /// `info@pohjolan-sahko.example`, plain letters only.
  mutating func email(_ name: String) -> String {
    let plain = name.lowercased().folding(options: .diacriticInsensitive, locale: nil)
    let words = plain.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.prefix(2).joined(separator: "-")
    return "\(pick(["info", "laskut", "toimisto"]))@\(words.isEmpty ? "yritys" : words).example"
  }
}
