import Core
import Foundation

extension IncomingGenerator {
  /// A shipping notice over what was confirmed: in one unit or two, some lines in lots, now and then short.
  mutating func notice(_ number: String, _ order: OpenOrder) -> JSON {
    let items = order.lines.map { noticeLine($0) }
    return [
      "header": [
        "buyer": world.company.json, "supplier": world.supplier(order.order.supplier).json,
        "shippingNoticeIdentifier": .string(number), "shippingNoticeDate": .string(Day.after(order.order.date, 3)),
        "orderIdentifier": .string(order.order.number), "orderDate": .string(order.order.date),
        "expectedDeliveryDate": .string(Day.after(order.order.date, 4)),
      ],
      "transportUnits": .array(units(items)),
    ]
  }

  private mutating func noticeLine(_ line: IncomingWorld.Line) -> JSON {
    let isShort = line.quantity > 1 && Int.random(in: 0..<5, using: &random) == 0
    let shipped = isShort ? line.quantity - 1 : line.quantity
    let action = ["DISCARDED", "DELIVERED_LATER"].randomElement(using: &random) ?? "DISCARDED"
    return .record([
      ("lineNumber", .int(line.number)), ("orderLineNumber", .int(line.number)),
      ("identifiers", line.product.identifiers), ("isDepositItem", .bool(line.product.isDeposit)),
      ("orderedQuantity", .number(line.quantity)), ("shippedQuantity", .number(shipped)),
      ("openQuantityAction", isShort ? .string(action) : nil), ("unitOfMeasure", .string(line.product.unit)),
      ("description", .string(line.product.name)), ("batches", batches(shipped)),
    ])
  }

  /// Two lots that add up, for half of the lines.
  private mutating func batches(_ shipped: Decimal) -> JSON? {
    guard shipped > 1, Bool.random(using: &random) else { return nil }
    let serial = Int.random(in: 100...999, using: &random)
    return .array(
      [(Decimal(1), "A"), (shipped - 1, "B")].map { quantity, half in
        [
          "batchIdentifier": .string("L-\(serial)\(half)"), "expirationDate": .string(Day.after(wish.day, serial)),
          "quantity": .number(quantity),
        ]
      }
    )
  }

  /// The first line in a unit of its own, the rest below a pallet.
  private mutating func units(_ items: [JSON]) -> [JSON] {
    let first: JSON = [
      "unitIdentifier": .string(sscc()), "unitType": "CARTON", "items": .array(Array(items.prefix(1))),
    ]
    let rest = Array(items.dropFirst())
    guard !rest.isEmpty else { return [first] }
    let inner: JSON = ["unitIdentifier": .string(sscc()), "unitType": "PACKAGE", "items": .array(rest)]
    return [
      first, ["unitIdentifier": .string(sscc()), "unitType": "EURO_PALLET", "items": [], "transportUnits": [inner]],
    ]
  }

  private mutating func sscc() -> String {
    let serial = String(Int.random(in: 1_000_000...9_999_999, using: &random))
    let body = "3426012345" + serial
    return body + String(GS1Number.checkDigit(body))
  }
}
