import Core
import Engine
import Foundation

/// Whether what Odoo made of a bill comes to what Procurify says.
///
/// Source: reference 7.5: within the currency's rounding for each line, at least 0.01. A bill that differs stays a flagged
/// draft, or is held with the setting *Hold Bills whose Total Differs*.
struct BillTotal {
  /// `total_cost_with_tax`; nil where the bill does not say.
  let theirs: Decimal?
  private let document: ProcurifyDocument
  private let currency: (name: String, digits: Int)

  init(_ document: ProcurifyDocument, currency name: String, digits: Int) {
    self.document = document
    currency = (name, digits)
    theirs = document.content["total_cost_with_tax"]?.amount
  }

  /// In the currency that the record has.
  init(_ document: ProcurifyDocument, _ record: BillRecord) {
    let currency = record.record["currency_id"]
    self.init(
      document,
      currency: currency?["name"]?.stringValue ?? "",
      digits: currency?["decimal_places"]?.intValue ?? 2
    )
  }

  /// Procurify's own parts do not add up: known before anything is written.
  func issue(_ items: [BillItem], _ lines: [BillLine]) -> Issue? {
    let extras = BillExtras(items, digits: currency.digits, document).lines.map(\.price).reduce(0, +)
    return issue(items.map(\.gross).reduce(0, +) + extras, lines.count, record: nil)
  }

  /// Odoo's total is another one.
  func issue(_ bill: BillRecord) -> Issue? {
    let lines = bill.record["invoice_line_ids"]?.arrayValue?.count ?? 1
    return bill.record["amount_total"]?.amount.flatMap { issue($0, lines, record: bill) }
  }

  private func issue(_ ours: Decimal, _ lines: Int, record: BillRecord?) -> Issue? {
    let unit = Decimal(sign: .plus, exponent: -currency.digits, significand: 1)
    let tolerance = max(Decimal(1) / 100, unit * Decimal(lines))
    guard let theirs, (theirs.magnitude - ours.magnitude).magnitude > tolerance else { return nil }
    let (wanted, found) = (theirs.magnitude.shortest, ours.magnitude.rounded(currency.digits).shortest)
    let place = record == nil ? "its parts come to" : "in Odoo it comes to"
    var issue = document.issue(
      "procurify.total_mismatch",
      "\(document.title) is \(wanted) \(currency.name) in Procurify; \(place) \(found) \(currency.name).",
      at: "content.total_cost_with_tax",
      severity: document.settings.isOn("strict_totals") ? .error : .warning,
      value: found,
      repair: "Compare taxes, shipping and prices with Procurify before you confirm the bill; prices with many digits "
        + "need a higher decimal accuracy of Product Price.",
      params: ["theirs": wanted, "ours": found, "currency": currency.name]
    )
    if let record {
      (issue.model, issue.record, issue.recordName) = (BillRecord.model, record.id, record.name)
      (issue.field, issue.label) = ("amount_total", "Total")
    }
    return issue
  }
}
