import Core
import Foundation

extension IncomingGenerator {
  /// A bill over what was confirmed, every third one with a discount.
  mutating func invoice(_ number: String, _ order: inout OpenOrder) -> JSON {
    let date = Day.after(order.order.date, 8)
    order.invoice = (number, date)
    let discount = Int.random(in: 0..<3, using: &random) == 0 ? Decimal(10) : 0
    var amounts = InvoiceAmounts()
    let items = order.lines.map { amounts.line($0, discount: discount) }
    return [
      "header": header(
        order.order,
        [
          ("invoiceIdentifier", .string(number)), ("invoiceDate", .string(date)),
          ("shippingNoticeIdentifier", .string("SN-\(order.order.number)")),
          ("shippingNoticeDate", .string(Day.after(order.order.date, 3))),
        ]
      ),
      "items": .array(items),
      "summary": amounts.summary,
    ]
  }

  /// A credit note over part of the bill.
  mutating func creditNote(_ number: String, _ order: OpenOrder) -> JSON {
    let invoice = order.invoice ?? ("RE-\(order.order.number)", order.order.date)
    var amounts = InvoiceAmounts()
    let count = Int.random(in: 1...max(1, order.lines.count), using: &random)
    let items = order.lines.prefix(count).map { line -> JSON in
      var part = line
      part.quantity = 1
      return amounts.line(part, discount: 0)
    }
    return [
      "header": header(
        order.order,
        [
          ("type", "CORRECTION"), ("creditNoteIdentifier", .string(number)),
          ("creditNoteDate", .string(Day.after(invoice.date, 5))), ("invoiceIdentifier", .string(invoice.number)),
          ("invoiceDate", .string(invoice.date)), ("reason", "Broken in transit"),
        ]
      ),
      "items": .array(Array(items)),
      "summary": amounts.summary,
    ]
  }

  private func header(_ order: IncomingWorld.Order, _ own: [(String, JSON?)]) -> JSON {
    .record(
      [("buyer", world.company.json), ("supplier", world.supplier(order.supplier).json)] + own + [
        ("orderIdentifier", .string(order.number)), ("orderDate", .string(order.date)),
        ("currency", .string(order.currency)),
      ]
    )
  }
}
