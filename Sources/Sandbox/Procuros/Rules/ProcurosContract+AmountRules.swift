import Core
import Foundation

/// What the contract says in words about amounts and quantities. Sums may differ by a cent, for rounding.
extension ProcurosContract {
  /// "One of percentage and amount is required."
  static let percentageOrAmount: Record.Rule = { modification, place, complaints in
    if modification["percentage"] == nil, modification["amount"] == nil {
      complaints.add(place, "One of percentage and amount is required.")
    }
  }

  /// "Starting at 1 and continuously increasing", no level twice.
  static let levelsCountUp: Record.Rule = { holder, place, complaints in
    let levels = (holder["modificationGroups"]?.arrayValue ?? []).compactMap { $0["level"]?.wholeNumber }
    if levels.sorted() != Array(1..<(levels.count + 1)) {
      complaints.add(place["modificationGroups"], "The levels must start at 1 and increase by 1.")
    }
  }

  /// Level 1 of a line starts from "the line item subtotal (quantity * unitPrice)".
  static let basisIsSubtotal: Record.Rule = { item, place, complaints in
    let quantity = item["quantity"].map { $0.number } ?? 1
    guard let quantity, let price = item["unitPrice"]?.number else { return }
    for (index, group) in (item["modificationGroups"]?.arrayValue ?? []).enumerated() {
      guard group["level"]?.wholeNumber == 1, let basis = group["basis"]?.number else { continue }
      if !isClose(basis, quantity * price) {
        complaints.add(place["modificationGroups"][index]["basis"], "The basis must equal quantity * unitPrice.")
      }
    }
  }

  /// `netAmount` is "the subtotalAmount plus totalCharges and minus totalAllowances", `grossAmount` "plus taxes".
  static let totalsAddUp: Record.Rule = { summary, place, complaints in
    func amount(_ name: String) -> Decimal? { summary[name]?.number }
    if let net = amount("netAmount"), let subtotal = amount("subtotalAmount"),
      !isClose(net, subtotal + (amount("totalCharges") ?? 0) - (amount("totalAllowances") ?? 0))
    {
      complaints.add(place["netAmount"], "The netAmount must be the subtotalAmount plus charges minus allowances.")
    }
    if let gross = amount("grossAmount"), let net = amount("netAmount"), let tax = summary["tax"]?["total"]?.number,
      !isClose(gross, net + tax)
    {
      complaints.add(place["grossAmount"], "The grossAmount must be the netAmount plus taxes.")
    }
  }

  /// `subtotalAmount` is "the sum of all line item subtotal amounts", each with "all line item modifications"; a
  /// modification of the document starts from it. Every line and modification may be rounded.
  static let subtotalIsSumOfLines: Record.Rule = { content, place, complaints in
    guard let summary = content["summary"], let given = summary["subtotalAmount"]?.number else { return }
    let lines = LineAmounts(content["items"]?.arrayValue ?? [])
    if abs(given - lines.sum) > lines.tolerance {
      complaints.add(
        place["summary"]["subtotalAmount"],
        "The subtotalAmount must be the sum of the lines after their modifications, \(lines.sum)."
      )
    }
    for (index, group) in (summary["modificationGroups"]?.arrayValue ?? []).enumerated() {
      guard group["level"]?.wholeNumber == 1, let basis = group["basis"]?.number, !isClose(basis, given) else {
        continue
      }
      let field = place["summary"]["modificationGroups"][index]["basis"]
      complaints.add(field, "The basis must equal the subtotalAmount.")
    }
  }

  /// `tax.total` is the sum of its items.
  static let taxesAddUp: Record.Rule = { tax, place, complaints in
    let items = tax["items"]?.arrayValue ?? []
    let amounts = items.compactMap { $0["taxAmount"]?.number }
    guard let total = tax["total"]?.number, !items.isEmpty, amounts.count == items.count else { return }
    if !isClose(total, amounts.reduce(0, +)) {
      complaints.add(place["total"], "The total must be the sum of the tax items.")
    }
  }

  /// `openQuantityAction`: "Required if orderedQuantity and shippedQuantity mismatch, otherwise prohibited."
  static let openQuantityIsExplained: Record.Rule = { item, place, complaints in
    guard let ordered = item["orderedQuantity"]?.number, let shipped = item["shippedQuantity"]?.number else { return }
    let field = place["openQuantityAction"]
    if ordered != shipped, item["openQuantityAction"] == nil {
      complaints.add(field, "The \(field) field is required when the quantities differ.")
    }
    if ordered == shipped, item["openQuantityAction"] != nil {
      complaints.add(field, "The \(field) field is prohibited when the quantities are equal.")
    }
  }

  /// "The sum of all batch quantities must be equal to the shippedQuantity."
  static let batchesAddUp: Record.Rule = { item, place, complaints in
    guard let batches = item["batches"]?.arrayValue, !batches.isEmpty, let shipped = item["shippedQuantity"]?.number
    else { return }
    let sum = batches.reduce(Decimal(0)) { $0 + ($1["quantity"]?.number ?? 0) }
    if sum != shipped {
      complaints.add(place["batches"], "The batch quantities must add up to the shippedQuantity.")
    }
  }

  /// "Only invoiced items can have a unitPrice != 0."
  static let onlyInvoicedHasPrice: Record.Rule = { item, place, complaints in
    guard item["isInvoicedItem"] == false, let price = item["unitPrice"]?.number, price != 0 else { return }
    complaints.add(place["unitPrice"], "Only invoiced items can have a unitPrice other than 0.")
  }

  /// "If an item is not invoiced and no parent item is invoiced either, sub items must exist."
  static let notInvoicedHasSubItems: Record.Rule = { item, place, complaints in
    guard item["isInvoicedItem"] == false, (item["subItems"]?.arrayValue ?? []).isEmpty else { return }
    complaints.add(place["subItems"], "An item that is not invoiced must have sub items.")
  }

  static func isClose(_ left: Decimal, _ right: Decimal) -> Bool { abs(left - right) <= Decimal(1) / 100 }
}
