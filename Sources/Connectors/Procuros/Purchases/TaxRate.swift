import Core
import Foundation
import Mapping

/// What the taxes of a line come to, in percent of its net amount.
enum TaxRate {
  /// - Parameter taxes: `account.tax` with `amount`, `amount_type` and `children_tax_ids`.
  /// - Returns: nil when one of them is no percentage.
  static func of(_ taxes: [JSON]) -> Decimal? {
    var sum: Decimal = 0
    for tax in taxes {
      switch tax["amount_type"]?.stringValue {
      case "percent": sum += tax["amount"]?.decimalValue ?? 0
      case "group":
        guard let inner = of(tax["children_tax_ids"]?.arrayValue ?? []) else { return nil }
        sum += inner
      default:
        guard tax["amount"]?.decimalValue?.isZero == true else { return nil }
      }
    }
    return sum
  }

  /// II16: the order's taxes are taken; the document's percentage is compared with them.
  ///
  /// - Returns: a warning, nil when they agree or the document names none.
  static func difference(_ item: IncomingDocument, _ line: PurchaseLine, _ incoming: Incoming) -> Issue? {
    guard let theirs = item.content["tax"]?["percentage"]?.decimalValue else { return nil }
    let ours = of(line.taxes)
    guard theirs != ours else { return nil }
    let names = line.taxes.map(\.name).joined(separator: ", ")
    let mine = ours.map { "\($0.shortest) %" } ?? names
    return Issue(
      "procuros.bill.tax",
      "\(incoming.title) has \(theirs.shortest) % tax on \(line.productName), the order has \(mine).",
      severity: .warning,
      model: "purchase.order.line",
      record: line.id,
      recordName: line.name,
      field: "tax_ids",
      label: "Taxes",
      value: names,
      path: item.path + ".tax.percentage",
      repair: "Correct the taxes of the order's line, or of the product, if the vendor is right.",
      params: [
        "document": incoming.title, "product": line.productName, "theirs": "\(theirs.shortest) %", "ours": mine,
      ],
      probe: .field(model: "purchase.order.line", record: line.id, field: "tax_ids")
    )
  }
}
