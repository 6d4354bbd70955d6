import Core
import Foundation

/// One of our orders with what has come for it so far.
struct OpenOrder: Sendable {
  let order: IncomingWorld.Order
  /// What is still expected, the next one first.
  var expects: [String]
  /// The lines as the supplier has confirmed them.
  var lines: [IncomingWorld.Line]
  var invoice: (number: String, date: String)?

  init(_ order: IncomingWorld.Order) {
    self.order = order
    expects = order.expects
    lines = order.lines
    invoice = order.invoice
  }
}

/// Our orders by the document that each expects next.
struct OrderQueues {
  private var byType: [String: [OpenOrder]] = [:]

  init(_ orders: [IncomingWorld.Order]) {
    for order in orders { add(OpenOrder(order)) }
  }

  /// The types of which a document may come now.
  var types: [String] { byType.filter { !$0.value.isEmpty }.keys.sorted() }

  /// Takes an order out that expects such a document.
  mutating func next(_ type: String, using random: inout SeededGenerator) -> OpenOrder? {
    guard let orders = byType[type], let place = orders.indices.randomElement(using: &random) else { return nil }
    return byType[type]?.remove(at: place)
  }

  /// Puts it back with one document less to come; the last one of an order takes it away for good.
  mutating func done(_ order: OpenOrder, isLast: Bool) {
    guard !isLast else { return }
    var rest = order
    rest.expects = Array(order.expects.dropFirst())
    add(rest)
  }

  private mutating func add(_ order: OpenOrder) {
    guard let type = order.expects.first else { return }
    byType[type, default: []].append(order)
  }
}
