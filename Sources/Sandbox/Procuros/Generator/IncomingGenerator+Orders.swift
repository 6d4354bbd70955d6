import Core
import Foundation

extension IncomingGenerator {
  /// An order that a customer places with us.
  mutating func order(_ number: String) -> JSON {
    let customer = world.customers.randomElement(using: &random) ?? world.company
    let count = Int.random(in: 1...min(5, world.products.count), using: &random)
    let products = world.products.shuffled(using: &random).prefix(count)
    let items = products.enumerated().map { place, product -> JSON in
      [
        "lineNumber": .int((place + 1) * 10), "identifiers": product.identifiers,
        "isDepositItem": .bool(product.isDeposit), "quantity": .int(Int.random(in: 1...60, using: &random)),
        "unitOfMeasure": .string(product.unit), "description": .string(product.name),
        "unitPrice": .number(product.price),
      ]
    }
    return [
      "header": [
        "buyer": customer.json, "supplier": world.company.json, "orderIdentifier": .string(number),
        "orderDate": .string(wish.day), "requestedDeliveryDate": .string(Day.after(wish.day, 4)), "currency": "EUR",
      ],
      "items": .array(Array(items)),
    ]
  }

  /// A supplier's answer: mostly yes, sometimes less, seldom no.
  mutating func response(_ number: String, _ order: inout OpenOrder) -> JSON {
    let header: [(String, JSON?)] = [
      ("buyer", world.company.json), ("supplier", world.supplier(order.order.supplier).json),
      ("orderResponseIdentifier", .string(number)), ("orderResponseDate", .string(Day.after(order.order.date, 1))),
      ("orderIdentifier", .string(order.order.number)), ("orderDate", .string(order.order.date)),
    ]
    switch Int.random(in: 0..<20, using: &random) {
    case 0:
      order.expects = Array(order.expects.prefix(1))
      return ["header": .record([("type", "REJECT")] + header)]
    case 1...11:
      return ["header": .record([("type", "ACCEPT")] + header)]
    default:
      return change(header, &order)
    }
  }

  private mutating func change(_ header: [(String, JSON?)], _ order: inout OpenOrder) -> JSON {
    let dates: [(String, JSON?)] = [
      ("requestedDeliveryDate", .string(Day.after(order.order.date, 4))),
      ("confirmedDeliveryDate", .string(Day.after(order.order.date, 7))),
    ]
    var items: [JSON] = []
    for place in order.lines.indices {
      let line = order.lines[place]
      let isLess = line.quantity > 1 && Bool.random(using: &random)
      if isLess { order.lines[place].quantity = (line.quantity * 3 / 4).roundedDown }
      items.append([
        "lineNumber": .int(line.number), "orderLineNumber": .int(line.number),
        "identifiers": line.product.identifiers, "isDepositItem": .bool(line.product.isDeposit),
        "orderedQuantity": .number(line.quantity), "confirmedQuantity": .number(order.lines[place].quantity),
        "unitOfMeasure": .string(line.product.unit),
      ])
    }
    return ["header": .record([("type", "CHANGE")] + header + dates), "items": .array(items)]
  }
}

extension Decimal {
  /// The whole part.
  fileprivate var roundedDown: Decimal {
    var value = self
    var result = Decimal()
    NSDecimalRound(&result, &value, 0, .down)
    return result
  }
}
