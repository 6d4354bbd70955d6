import Core
import Engine
import Foundation
import Mapping

/// Whether what Odoo made of a bill comes to what the vendor wants.
///
/// A cent a line may be lost in rounding: that is a warning, and a person corrects the tax of the draft. Anything more means
/// that a price, discount or tax was not understood alike: no bill is made of it (`design.md`, section 11: no guess in a
/// fiscal document).
struct BillTotals {
  /// What is read of the record after it was written.
  static let fields: JSON = [
    "name": nil, "amount_untaxed": nil, "amount_tax": nil, "amount_total": nil,
    "currency_id": ["name": nil, "rounding": nil],
    "invoice_line_ids": ["display_type": nil, "price_subtotal": nil, "price_unit": nil, "name": nil],
  ]
  private(set) var issues: [Issue] = []
  private let record: JSON
  private let incoming: Incoming
  /// The smallest amount of the currency.
  private let unit: Decimal
  private let lines: [JSON]

  /// - Parameters:
  ///   - record: `account.move` with `fields`.
  ///   - items: the document's lines, in the order in which new lines of the record were made.
  ///   - nets: what each comes to by the document.
  ///   - records: the record's line that each of them changed; nil for a new one.
  ///   - incoming: the document.
  init(_ record: JSON, _ items: [IncomingDocument], nets: [Decimal], records: [Int?] = [], _ incoming: Incoming) {
    self.record = record
    self.incoming = incoming
    unit = record["currency_id"]?["rounding"]?.decimalValue.flatMap { $0 > 0 ? $0 : nil } ?? Decimal(1) / 100
    lines = (record["invoice_line_ids"]?.arrayValue ?? [])
      .filter { [nil, .null, "product"].contains($0["display_type"]) }
      .sorted { ($0["id"]?.intValue ?? 0) < ($1["id"]?.intValue ?? 0) }
    if lines.count == items.count { compareLines(items, nets, records) }
    compareTotals(items, nets)
  }

  // MARK: Lines

  private mutating func compareLines(_ items: [IncomingDocument], _ nets: [Decimal], _ records: [Int?]) {
    let known = Dictionary(lines.map { ($0["id"]?.intValue ?? 0, $0) }, uniquingKeysWith: { first, _ in first })
    let changed = Set(records.compactMap(\.self))
    var new = lines.filter { !changed.contains($0["id"]?.intValue ?? 0) }[...]
    for (index, item) in items.enumerated() {
      let record = records.isEmpty ? nil : records[index]
      if let line = record.flatMap({ known[$0] }) ?? new.popFirst() { compare(line, item, nets[index]) }
    }
  }

  private mutating func compare(_ line: JSON, _ item: IncomingDocument, _ net: Decimal) {
    guard let ours = line["price_subtotal"]?.decimalValue, (ours.magnitude - net.magnitude).magnitude >= unit else {
      return
    }
    let theirs = net.magnitude.rounded(places)
    issues.append(
      incoming.issue(
        "procuros.bill.line_total",
        "A line of \(incoming.title) comes to \(theirs.shortest), in Odoo to \(ours.shortest): its price or discount has "
          + "more digits than Odoo keeps.",
        at: item.path,
        value: ours.shortest,
        repair: "Raise the decimal accuracy of Product Price or Discount, then retry.",
        params: [
          "theirs": theirs.shortest, "ours": ours.shortest, "price": item["price_unit"]?.decimalValue?.shortest ?? "",
        ]
      )
    )
  }

  // MARK: Totals

  private mutating func compareTotals(_ items: [IncomingDocument], _ nets: [Decimal]) {
    let summary = incoming.arrival.content["summary"] ?? .null
    compare("net amount", summary["netAmount"]?.decimalValue, "amount_untaxed", "summary.netAmount")
    compare("tax", summary["tax"]?["total"]?.decimalValue, "amount_tax", "summary.tax.total")
    if let gross = summary["grossAmount"]?.decimalValue {
      compare("total", gross, "amount_total", "summary.grossAmount")
    } else if let due = summary["dueAmount"]?.decimalValue {
      compare("total", due, "amount_total", "summary.dueAmount")
    } else {
      compare("total", sum(items, nets), "amount_total", "items")
    }
  }

  /// What the lines come to with their taxes; nil when one does not say its tax.
  private func sum(_ items: [IncomingDocument], _ nets: [Decimal]) -> Decimal? {
    let taxes = items.compactMap { $0.content["tax"]?["amount"]?.decimalValue }
    guard taxes.count == items.count else { return nil }
    return (nets.reduce(0, +) + taxes.reduce(0, +)).rounded(places)
  }

  private mutating func compare(_ what: String, _ theirs: Decimal?, _ field: String, _ path: String) {
    guard let theirs, let ours = record[field]?.decimalValue else { return }
    let difference = (theirs.magnitude - ours.magnitude).magnitude
    guard !difference.isZero else { return }
    let isRounding = difference <= max(unit, unit * Decimal(lines.count) / 2)
    let (mine, yours) = (ours.magnitude.shortest, theirs.magnitude.shortest)
    var issue = incoming.issue(
      isRounding ? "procuros.bill.rounding" : "procuros.bill.total",
      "The \(what) of \(incoming.title) is \(yours) \(currency), in Odoo it comes to \(mine).",
      at: "content." + path,
      severity: isRounding ? .warning : .error,
      value: mine,
      repair: isRounding
        ? "Correct the tax amount on the bill before you confirm it."
        : "Compare taxes and prices of the order with the document and correct them, or ask the vendor.",
      params: ["what": what, "theirs": yours, "ours": mine, "currency": currency]
    )
    // A warning stands on the record, which is there to be opened; after an error there is none.
    if isRounding {
      (issue.model, issue.record, issue.recordName) = (VendorMove.model, record["id"]?.intValue, record.name)
    }
    issues.append(issue)
  }

  private var currency: String { record["currency_id"]?["name"]?.stringValue ?? "" }

  /// Digits after the point of the smallest amount.
  private var places: Int { max(0, -unit.exponent) }
}
