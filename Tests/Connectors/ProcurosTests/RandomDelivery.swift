import Core
import Foundation
import TestKit

/// A delivery that can be announced, different for every seed: packages, containers, lots, units, partial deliveries,
/// what was delivered before and what comes later, deposits, up to 500 order lines.
struct RandomDelivery {
  private var random: SeededRandom
  private let seed: Int
  private(set) var document: JSON = .null
  /// What left, by order line, counted in pieces.
  private(set) var pieces: [Int: Decimal] = [:]
  private var lastID = 0

  init(seed: Int) {
    self.seed = seed
    random = SeededRandom(seed: UInt64(seed) &+ 77)
    let count = seed.isMultiple(of: 20) ? pick(200...500) : pick(1...12)
    var lines: [JSON] = []
    for number in 1...count { lines += orderLine(number) }
    document = picking(lines.shuffled(using: &random))
  }

  private mutating func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  private mutating func newID() -> Int {
    lastID += 1
    return lastID
  }

  /// The move lines of one order line: one to four, over packages and lots.
  private mutating func orderLine(_ number: Int) -> [JSON] {
    let product = self.product(number)
    let isTracked = pick(1...3) == 1
    let sold = Self.units[pick(0...2)]
    let moved = Self.units[pick(0...1)]
    let parts = (1...pick(1...4)).map { _ in pick(1...600) }
    let line = 1000 + number
    pieces[line] = parts.reduce(Decimal()) { $0 + Decimal($1) * moved.size }
    let shipped = Decimal(parts.reduce(0, +)) * moved.size / sold.size
    let ordered = (shipped + Decimal(pick(1...3) == 1 ? 0 : pick(-20...40))).rounded(2)
    let order: JSON = [
      "id": .int(line), "display_name": .string("S1 - \(number)"), "product_id": product["id"] ?? .null,
      "product_uom_qty": .string(max(ordered, 1).shortest), "sequence": .int(number),
      "procuros_order_line_number": .int(pick(1...4) == 1 ? 0 : number * 10), "product_uom_id": sold.json,
      "order_id": Self.order, "move_ids": .array(moves(product["id"] ?? .null, moved)),
    ]
    let move: JSON = [
      "id": .int(2000 + number), "display_name": "Move", "name": .string("Ware \(number)"), "sequence": 10,
      "description_picking": .null, "product_uom_qty": "1", "product_uom": moved.json, "sale_line_id": order,
    ]
    return parts.map { moveLine($0, move, product, moved, isTracked: isTracked) }
  }

  private mutating func moveLine(_ quantity: Int, _ move: JSON, _ product: JSON, _ unit: Unit, isTracked: Bool) -> JSON
  {
    let lot = pick(1...5)
    let packed = pick(0...6)
    return [
      "id": .int(newID()), "display_name": "Line", "quantity": .string("\(quantity)"), "product_id": product,
      "product_uom_id": unit.json, "move_id": move,
      "lot_id": isTracked
        ? [
          "id": .int(lot), "display_name": .string("L-\(lot)"), "name": .string("L-\(lot)"),
          "expiration_date": lot == 1 ? .null : .string("2026-0\(lot)-28T23:30:00Z"),
        ] : .null,
      "result_package_id": packed == 0 ? .null : Self.package(packed),
      "package_history_id": packed > 3
        ? ["id": .int(packed), "display_name": "h", "outermost_dest_id": Self.package(9), "parent_dest_id": 9] : .null,
    ]
  }

  /// What other deliveries of the order line brought, brought back or will bring.
  private mutating func moves(_ product: JSON, _ unit: Unit) -> [JSON] {
    (0..<pick(0...3)).map { index in
      let isBack = pick(1...4) == 1
      let state = ["done", "assigned", "cancel", "waiting"][pick(0...3)]
      return [
        "id": .int(9000 + index), "display_name": "M", "state": .string(state),
        "quantity": .string(state == "done" ? "\(pick(1...30))" : "0"), "product_id": product, "product_uom": unit.json,
        "picking_id": [
          "id": .int(pick(1...900)), "display_name": "OUT", "date_done": .string("2025-03-\(pick(10...28))T10:00:00Z"),
        ],
        "location_id": isBack ? Self.customers : Self.stock, "location_dest_id": isBack ? Self.stock : Self.customers,
      ]
    }
  }

  private mutating func product(_ number: Int) -> JSON {
    let digits = "4260124\(10_000 + number)"
    let code = (0...9).map { digits + String($0) }.first { GTIN($0)?.hasValidCheckDigit ?? false } ?? digits
    return [
      "id": .int(number), "display_name": .string("Ware \(number)"), "barcode": .string(code),
      "procuros_is_deposit_product": .bool(pick(1...8) == 1),
    ]
  }

  private mutating func picking(_ lines: [JSON]) -> JSON {
    let name = "WH/OUT/\(String(100_000 + seed).dropFirst())"
    let hasCarrier = pick(1...2) == 1
    return [
      "id": .int(10_000 + seed), "display_name": .string(name), "name": .string(name), "state": "done",
      "picking_type_code": "outgoing", "company_id": 1, "date_done": "2025-03-20T10:00:00Z",
      "scheduled_date": "2025-03-21T08:00:00Z", "location_id": Self.stock, "location_dest_id": Self.customers,
      "carrier_id": hasCarrier ? ["id": 2, "display_name": "Spedition", "name": "Spedition Süd"] : .null,
      "carrier_tracking_ref": hasCarrier ? .string("T\(seed)") : .null, "backorder_ids": [],
      "partner_id": Self.partner(15, "4260123450038"),
      "sale_id": [
        "id": 51, "display_name": "S1", "name": "S1", "procuros_order_identifier": .string("45\(10_000 + seed)"),
        "client_order_ref": .null, "procuros_order_date": .null, "date_order": "2025-03-08T09:00:00Z",
        "commitment_date": .null, "partner_id": Self.partner(14, "4260123450021"),
        "partner_shipping_id": Self.partner(15, "4260123450038"),
        "partner_invoice_id": Self.partner(14, "4260123450021"),
      ],
      "move_line_ids": .array(lines),
    ]
  }

  // MARK: What all of them share

  struct Unit {
    let id: Int
    let code: String
    let size: Decimal

    var json: JSON {
      [
        "id": .int(id), "display_name": .string(code), "factor": "1", "factor_inv": .string(size.shortest),
        "rounding": "0.01", "category_id": 1, "procuros_unit_type": .string(code),
      ]
    }
  }

  static let units = [
    Unit(id: 1, code: "EA", size: 1), Unit(id: 2, code: "PCK", size: 6), Unit(id: 3, code: "CT", size: 24),
  ]
  private static let stock: JSON = ["id": 8, "display_name": "Stock", "usage": "internal"]
  private static let customers: JSON = ["id": 5, "display_name": "Customers", "usage": "customer"]
  private static let order: JSON = [
    "id": 51, "display_name": "S1", "name": "S1", "procuros_order_identifier": .null, "client_order_ref": .null,
    "partner_id": 14,
  ]

  private static func package(_ number: Int) -> JSON {
    let kind = ["EURO_PALLET", "CARTON", "PACKAGE", "PALLET"][number % 4]
    return [
      "id": .int(number), "display_name": .string("PACK\(number)"), "name": .string("PACK\(number)"),
      "package_type_id": ["id": .int(number % 4), "display_name": .string(kind), "procuros_unit_type": .string(kind)],
    ]
  }

  private static func partner(_ id: Int, _ gln: String) -> JSON {
    [
      "id": .int(id), "display_name": "Nordmarkt GmbH", "name": "Nordmarkt GmbH", "ref": .string(gln),
      "city": "Lübeck", "zip": "23552", "street": "Am Kai 4",
      "country_id": ["id": 57, "display_name": "Germany", "code": "DE"],
      "commercial_partner_id": ["id": 14, "display_name": "Nordmarkt GmbH", "procuros_connection_id": 3],
      "procuros_connection_id": .null,
    ]
  }
}
