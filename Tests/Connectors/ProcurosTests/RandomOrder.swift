import Core
import TestKit

/// A purchase order that can be sent, different for every seed: currencies, units, sections, notes, up to 500 lines.
struct RandomOrder {
  private var random: SeededRandom
  private let seed: Int
  private(set) var document: JSON = .null
  /// How many lines are products.
  private(set) var products = 0

  init(seed: Int) {
    self.seed = seed
    random = SeededRandom(seed: UInt64(seed))
    let count = seed.isMultiple(of: 20) ? pick(200...500) : pick(1...20)
    let lines = (1...count).map { line($0, isProduct: $0 == 1 || pick(1...6) > 1) }
    document = order(lines)
  }

  private mutating func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  private mutating func oneOf<Element>(_ elements: [Element], or fallback: Element) -> Element {
    elements.randomElement(using: &random) ?? fallback
  }

  private mutating func order(_ lines: [JSON]) -> JSON {
    let name = "P\(String(100_000 + seed).dropFirst())"
    let currency = oneOf(["EUR", "SEK", "CHF", "USD", "PLN", "JPY"], or: "EUR")
    let buyer = party(1, "Nordmarkt GmbH", commercial: 1)
    let warehouse = party(9, "Lager Süd", commercial: 1)
    return .record([
      ("id", .int(seed)), ("display_name", .string(name)), ("name", .string(name)),
      ("date_order", .string(time())), ("date_planned", pick(1...4) == 1 ? .some(.null) : .string(time())),
      ("currency_id", ["id": 1, "display_name": .string(currency), "name": .string(currency)]),
      ("partner_id", party(100 + seed, "Lieferant Nr. \(seed) & Söhne", commercial: 100 + seed)),
      ("company_id", ["id": 1, "display_name": "Nordmarkt GmbH", "name": "Nordmarkt GmbH", "partner_id": buyer]),
      (
        "picking_type_id",
        [
          "id": 6, "display_name": "Receipts",
          "warehouse_id": ["id": 2, "display_name": "Lager Süd", "partner_id": warehouse],
        ]
      ),
      ("order_line", .array(lines)),
      ("state", oneOf(["draft", "sent", "purchase", "done"], or: "draft")),
      ("dest_address_id", .null),
    ])
  }

  private mutating func party(_ id: Int, _ name: String, commercial: Int) -> JSON {
    [
      "id": .int(id), "display_name": .string(name), "name": .string(name), "commercial_partner_id": .int(commercial),
      "ref": .string(checked("42601234" + String(1000 + id % 9000))),
    ]
  }

  private mutating func line(_ number: Int, isProduct: Bool) -> JSON {
    let id = seed * 1000 + number
    guard isProduct else { return note(id) }
    products += 1
    let unit = oneOf(["EA", "CT", "KGM", "LTR", "PF", "MTR", "HUR", "TNE"], or: "EA")
    let product = pick(1...9000)
    let text = oneOf(["Apple juice", "Käse \"alt\"\n12 Monate", "瓶", "Öl\t5 l", "Crate 🍎"], or: "Tea")
    return [
      "id": .int(id), "display_name": .string(text), "name": .string(text), "display_type": .null,
      "product_id": [
        "id": .int(product), "display_name": .string("Product \(product)"),
        "barcode": .string(checked("4260124\(10_000 + product)")),
        "procuros_is_deposit_product": .bool(pick(1...10) == 1),
      ],
      "product_qty": .string(decimal(1...100_000, places: pick(0...3))),
      "product_uom_id": ["id": 1, "display_name": .string(unit), "procuros_unit_type": .string(unit)],
      "date_planned": pick(1...5) == 1 ? .null : .string(time()),
      "price_unit": .string(decimal(0...9_999_999, places: pick(0...8))),
      "discount": "0",
    ]
  }

  private mutating func note(_ id: Int) -> JSON {
    [
      "id": .int(id), "display_name": "Note", "name": "Note", "product_id": .null, "product_qty": "0",
      "display_type": .string(oneOf(["line_section", "line_note", "line_subsection"], or: "line_note")),
      "product_uom_id": .null, "date_planned": .null, "price_unit": "0", "discount": "0",
    ]
  }

  /// Twelve digits with their check digit.
  private func checked(_ digits: String) -> String {
    (0...9).map { digits + String($0) }.first { GLN($0)?.hasValidCheckDigit ?? false } ?? digits
  }

  /// Any time of the years 2024 to 2027.
  private mutating func time() -> String {
    func two(_ number: Int) -> String { String(100 + number).suffix(2).description }
    let day = "\(pick(2024...2027))-\(two(pick(1...12)))-\(two(pick(1...28)))"
    return day + "T\(two(pick(0...23))):\(two(pick(0...59))):\(two(pick(0...59)))Z"
  }

  private mutating func decimal(_ range: ClosedRange<Int>, places: Int) -> String {
    let digits = String(pick(range))
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return places == 0 ? padded : "\(padded.dropLast(places)).\(padded.suffix(places))"
  }
}
