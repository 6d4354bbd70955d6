import Core
import Engine
import Foundation

/// Whether what Odoo made of a bill comes to what Procountor owes the vendor.
///
/// Source: reference 6.8: Odoo's total must equal the receipt's REVERSING_ENTRY, its sign turned, within 0.02.
enum BillTotal {
  static let tolerance = Decimal(2) / 100
  /// What is read of the record after it was written.
  static let fields: JSON = [
    "name": nil, "amount_untaxed": nil, "amount_total": nil, "state": nil,
  ]

  /// What is owed, above zero for a bill and below for a credit note; nil where the document does not say.
  static func owed(_ content: JSON) -> Decimal? {
    let rows = content["receipt"]?["transactions"]?.arrayValue ?? []
    let payable = rows.first { $0["transactionType"] == "REVERSING_ENTRY" }
    return payable?["accountingValue"]?.decimalValue.map { -$0 } ?? sum(content)
  }

  /// `invoiceSumTotal` in the currency of the books, or the only one there is.
  static func sum(_ content: JSON) -> Decimal? {
    let sums = content["invoice"]?["invoiceSumInfo"]?.arrayValue ?? []
    let books = sums.first { $0["inAccountingCurrency"] == true } ?? (sums.count == 1 ? sums.first : .none)
    return books?["invoiceSumTotal"]?.decimalValue
  }

  /// - Parameters:
  ///   - record: `account.move` with `fields`.
  ///   - lines: of the document.
  ///   - taxes: that were found for them.
  ///   - currency: of the record.
  ///   - incoming: the document.
  /// - Returns: an issue when the two differ.
  static func issue(
    _ record: JSON,
    _ lines: [BillLine],
    _ taxes: BillTaxes,
    _ currency: BillCurrency,
    _ incoming: Incoming
  ) -> Issue? {
    // Where taxes were left out on purpose, the net amounts are what can be compared.
    let isNet = !taxes.untaxed.isEmpty
    let net = lines.map(\.value).reduce(0, +)
    let theirs = isNet ? net : owed(incoming.arrival.content)
    guard let theirs, let ours = record[isNet ? "amount_untaxed" : "amount_total"]?.decimalValue else { return nil }
    let wanted = currency.amount(theirs.magnitude)
    guard (wanted - ours.magnitude).magnitude > tolerance else { return nil }
    return incoming.issue(
      "procountor.bill.total",
      "\(incoming.title) comes to \(wanted.shortest) \(currency.name) in Procountor, in Odoo to "
        + "\(ours.magnitude.shortest) \(currency.name).",
      at: "content.receipt.transactions",
      value: ours.magnitude.shortest,
      repair: "Compare the taxes that Odoo chose, and how it rounds them, with the ledger receipt in Procountor.",
      params: ["theirs": wanted.shortest, "ours": ours.magnitude.shortest, "currency": currency.name]
    )
  }
}
