import Core
import Foundation

/// The lines of a bill as they are made, and what they come to.
struct InvoiceAmounts {
  private var netByTax: [Decimal: Decimal] = [:]

  /// A line with `discount` percent off.
  mutating func line(_ line: IncomingWorld.Line, discount: Decimal) -> JSON {
    let full = line.quantity * line.price
    let net = (full - full * discount / 100).rounded(2)
    netByTax[line.product.tax, default: 0] += net
    let tax: JSON = [
      "amount": .number((net * line.product.tax / 100).rounded(2)), "percentage": .number(line.product.tax),
    ]
    return .record([
      ("lineNumber", .int(line.number)), ("orderLineNumber", .int(line.number)),
      ("identifiers", line.product.identifiers), ("isDepositItem", .bool(line.product.isDeposit)),
      ("isInvoicedItem", true), ("quantity", .number(line.quantity)), ("unitOfMeasure", .string(line.product.unit)),
      ("description", .string(line.product.name)), ("unitPrice", .number(line.price)), ("tax", tax),
      ("modificationGroups", discount == 0 ? nil : [Self.modification(full, discount)]),
    ])
  }

  private static func modification(_ basis: Decimal, _ discount: Decimal) -> JSON {
    let modification: JSON = [
      "type": "ALLOWANCE", "calculationType": "RELATIVE", "reasonCode": "DISCOUNT", "percentage": .number(discount),
    ]
    return ["level": 1, "basis": .number(basis.rounded(2)), "modifications": [modification]]
  }

  var summary: JSON {
    let net = netByTax.values.reduce(0, +)
    let taxes = netByTax.sorted { $0.key < $1.key }.map { percentage, net in
      (percentage: percentage, net: net, tax: (net * percentage / 100).rounded(2))
    }
    let total = taxes.map(\.tax).reduce(0, +)
    let items = taxes.map { row -> JSON in
      [
        "percentage": .number(row.percentage), "taxableAmount": .number(row.net), "taxAmount": .number(row.tax),
        "category": "sales",
      ]
    }
    return [
      "subtotalAmount": .number(net), "totalCharges": 0, "totalAllowances": 0, "netAmount": .number(net),
      "grossAmount": .number(net + total), "dueAmount": .number(net + total),
      "tax": ["total": .number(total), "items": .array(items)],
    ]
  }
}
