import Core
import TestKit

/// Records for a tree of fields, as Odoo's gateway would give them, with as many faults as asked for.
struct RandomDocument {
  /// Out of a thousand values so many are not what they should be.
  let faults: Int

  /// None, few, many or only faults.
  init(_ random: inout SeededRandom) {
    faults = random.oneOf(0, 0, 5, 50, 300, 900)
  }

  func record(_ tree: JSON, id: Int, _ random: inout SeededRandom) -> JSON {
    var members: [(String, JSON?)] = [("id", .int(id)), ("display_name", .string("Record \(id)"))]
    for (name, below) in tree.objectValue?.members ?? [] where name != "id" && name != "display_name" {
      members.append((name, value(name, below, &random)))
    }
    if isFault(&random) { members.shuffle(using: &random) }
    if isFault(&random) { return random.json() }
    return .record(members)
  }

  private func isFault(_ random: inout SeededRandom) -> Bool { random.pick(1...1000) <= faults }

  /// Nil for a member that is missing.
  private func value(_ name: String, _ below: JSON, _ random: inout SeededRandom) -> JSON? {
    if isFault(&random) { return random.once(in: 4) ? nil : random.json(depth: random.once(in: 50) ? 40 : 3) }
    guard below.objectValue != nil else { return leaf(name, &random) }
    if name.hasSuffix("_line") || name.hasSuffix("_ids") {
      let count = random.once(in: 40) ? random.pick(0...200) : random.pick(1...6)
      return .array((0..<count).map { record(below, id: 100 + $0, &random) })
    }
    return record(below, id: random.pick(1...9), &random)
  }

  /// What a well-kept database has in a field of that name.
  private func leaf(_ name: String, _ random: inout SeededRandom) -> JSON {
    switch name {
    case "ref": .string(random.oneOf("4260123450014", "4260123450021", "4260123450038"))
    case "barcode": .string(random.oneOf("4006381333931", "96385074", "036000291452"))
    case "date_order", "date_planned", "create_date", "date_done", "scheduled_date", "expiration_date":
      .string(time(&random))
    case "product_qty", "price_unit", "product_uom_qty", "quantity":
      .string("\(random.pick(1...9999)).\(random.pick(0...99))")
    case "factor", "factor_inv": .string(random.oneOf("1", "12", "0.001", "0.08333333333333333", "24"))
    case "rounding": .string(random.oneOf("0.01", "1", "0.00001"))
    case "procuros_order_line_number", "sequence", "category_id": .int(random.pick(0...3))
    case "usage": .string(random.oneOf("customer", "customer", "internal", "transit"))
    case "picking_type_code": "outgoing"
    case "code": "DE"
    case "discount": "0"
    case "procuros_unit_type": .string(random.oneOf("EA", "CT", "KGM"))
    case "procuros_is_deposit_product", "procuros_require_order_response": .bool(random.once(in: 2))
    case "display_type", "dest_address_id": .null
    case "state": .string(random.oneOf("draft", "sent", "purchase", "done", "done", "done"))
    case _ where name.hasSuffix("_id"): .int(random.pick(1...9))
    default: .string(random.oneOf("EUR", "SEK"))
    }
  }

  private func time(_ random: inout SeededRandom) -> String {
    func two(_ range: ClosedRange<Int>) -> String { String(String(100 + random.pick(range)).suffix(2)) }
    if random.once(in: 50) { return random.oneOf("0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z") }
    return "\(random.pick(1970...2100))-\(two(1...12))-\(two(1...28))T\(two(0...23)):\(two(0...59)):\(two(0...59))Z"
  }
}
