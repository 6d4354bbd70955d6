import Core
import Foundation

/// Made-up products: with and without code, with equal names, with barcodes as codes.
struct MadeUpProducts: Sendable {
  private var words: MadeUp
  private var names: [String] = []

  init(seed: UInt64) { words = MadeUp(seed: seed) }

  private static let things = [
    "Tuntityö", "Konsultointi", "Näyttö 27\"", "Kaapeli 2 m", "Lupa – vuosi", "Koulutuspäivä", "Ruuvi M6", "Maali 10 l",
    "Kahvi 500 g", "Hylly", "Paperi A4", "Matka-aika",
  ]
  private static let units = ["PIECE", "HOUR", "DAY", "KILOGRAM", "LITER", "METER", "MONTH", "NO_UNIT"]

  mutating func next(_ company: ProcountorCompany) -> JSON {
    let name =
      !names.isEmpty && words.chance(8) ? words.pick(names) : "\(words.pick(Self.things)) \(words.number(1...9999))"
    names.append(name)
    let percents = company.percentages(company.country, .sales) ?? []
    return .record([
      ("type", "SALES"), ("name", .string(name)), ("code", code()), ("unit", .string(words.pick(Self.units))),
      ("discount", words.chance(10) ? 5 : 0), ("price", .number(words.amount(1...900))),
      ("vat", percents.isEmpty ? .none : .number(words.pick(percents, or: 0))), ("active", .bool(words.chance(95))),
      ("currency", .string(company.currency)), ("defaultAccount", words.chance(50) ? "3000" : .none),
    ])
  }

  private mutating func code() -> JSON? {
    if words.chance(10) { return .none }
    if words.chance(15) { return .string(Self.barcode("64" + words.digits(10))) }
    return .string("\(words.pick(["T", "P", "SRV"]))-\(words.digits(4))")
  }

  /// Twelve digits with the check digit of a GTIN-13.
  private static func barcode(_ digits: String) -> String {
    let sum = digits.compactMap(\.wholeNumberValue).enumerated().reduce(0) {
      $0 + $1.element * ($1.offset % 2 == 0 ? 1 : 3)
    }
    return digits + String((10 - sum % 10) % 10)
  }
}
