import Core
import Foundation
import Mapping

/// The amounts of an invoice or credit note, line by line, so that they add up to what Odoo booked.
///
/// Odoo rounds taxes, and with *Round Globally* also net amounts, for the document as a whole: the rounded amounts of
/// the lines then miss the totals by a few units, which are spread over the lines here (D-13). What rounding cannot
/// explain is a fault, never a guess.
struct InvoiceAmounts {
  /// What does not add up.
  enum Fault: String {
    case net, tax, gross
  }

  private(set) var lines: [InvoiceLine]
  private(set) var faults: [Fault] = []
  /// The currency's smallest amount.
  let unit: Decimal
  /// The tax booked for each tax by its id.
  private let booked: [Int: Decimal]

  /// The paths of the document that it is made of.
  static let reads =
    [
      "move_type", "amount_untaxed", "amount_tax", "amount_total", "currency_id.rounding", "line_ids.tax_line_id",
    ] + InvoiceLine.reads.map { "line_ids." + $0 }

  init(_ move: DocumentView) {
    let sign: Decimal = move.text("move_type") == "out_refund" ? 1 : -1
    unit = move.value("currency_id.rounding")?.decimalValue ?? Decimal(sign: .plus, exponent: -2, significand: 1)
    lines = move.lines("line_ids", displayType: "product").map { InvoiceLine($0.record, sign: sign) }
      .sorted { ($0.record["sequence"]?.intValue ?? 0, $0.id) < ($1.record["sequence"]?.intValue ?? 0, $1.id) }
    booked = move.lines("line_ids", displayType: "tax").reduce(into: [:]) { sums, line in
      guard let tax = line.id("tax_line_id") else { return }
      sums[tax, default: 0] += sign * (line.value("amount_currency")?.decimalValue ?? 0)
    }
    spreadNet()
    spreadTaxes()
    check(move)
  }

  /// D-13: what is taxed alike in one item, in the order of the lines.
  var taxItems: JSON {
    var items: [(rate: Decimal, net: Decimal, tax: Decimal, texts: [String])] = []
    for line in lines {
      let found = items.firstIndex { $0.rate == line.percentage }
      let index = found ?? items.count
      if found == nil { items.append((line.percentage, 0, 0, [])) }
      items[index].net += line.net
      items[index].tax += line.tax
      if let text = line.taxText, !items[index].texts.contains(text) { items[index].texts.append(text) }
    }
    return .array(
      items.map { item in
        .record([
          ("percentage", .number(item.rate)), ("taxableAmount", .number(item.net)), ("taxAmount", .number(item.tax)),
          ("category", "sales"),
          ("description", item.texts.isEmpty ? nil : .string(item.texts.joined(separator: ", "))),
        ])
      }
    )
  }

  /// The net amounts of lines that are taxed alike add up to what was booked for them; where Odoo has booked their
  /// rounding on a line with other taxes besides, those of all lines to what was booked for all.
  private mutating func spreadNet() {
    let alike = Array(Dictionary(grouping: lines.indices, by: { lines[$0].key }).values)
    guard let amounts = netAmounts(alike) ?? netAmounts([Array(lines.indices)]) else { return note(.net) }
    for (index, amount) in amounts { lines[index].net = amount }
  }

  /// The net amount of each line; nil when rounding cannot explain what was booked for one of the groups.
  private func netAmounts(_ groups: [[Int]]) -> [(Int, Decimal)]? {
    var found: [(Int, Decimal)] = []
    for group in groups {
      let parts = group.map { Apportionment.Part(lines[$0].subtotal, exact: lines[$0].exact) }
      let total = group.reduce(0) { $0 + lines[$1].booked }
      guard let amounts = Apportionment.amounts(parts, total: total, unit: unit) else { return nil }
      found += zip(group, amounts)
    }
    return found
  }

  /// The amounts of each tax over all lines add up to what was booked for it.
  private mutating func spreadTaxes() {
    var parts: [Int: [(line: Int, part: Apportionment.Part)]] = [:]
    for index in lines.indices {
      for (tax, part) in shares(of: lines[index]) { parts[tax, default: []].append((index, part)) }
    }
    for (tax, parts) in parts {
      let total = booked[tax] ?? 0
      guard let amounts = Apportionment.amounts(parts.map(\.part), total: total, unit: unit) else {
        note(.tax)
        continue
      }
      for (part, amount) in zip(parts, amounts) { lines[part.line].tax += amount }
    }
  }

  /// What Odoo's rounding gives each tax of a line: of several, each by its rate.
  private func shares(of line: InvoiceLine) -> [(tax: Int, Apportionment.Part)] {
    let taxes = line.taxes.filter { !$0.rate.isZero }
    let whole = line.total - line.subtotal
    let rough = taxes.map { tax in
      let exact = whole * tax.rate / line.percentage
      return Apportionment.Part(exact.rounded(to: unit), exact: exact)
    }
    let amounts = Apportionment.amounts(rough, total: whole, unit: unit) ?? rough.map(\.amount)
    return zip(taxes, amounts).map { ($0.id, Apportionment.Part($1, exact: line.exact * $0.rate / 100)) }
  }

  private mutating func check(_ move: DocumentView) {
    func amount(_ field: String) -> Decimal { move.value(field)?.decimalValue ?? 0 }
    if lines.reduce(0, { $0 + $1.net }) != amount("amount_untaxed") { note(.net) }
    if lines.reduce(0, { $0 + $1.tax }) != amount("amount_tax") { note(.tax) }
    if amount("amount_untaxed") + amount("amount_tax") != amount("amount_total") { note(.gross) }
  }

  private mutating func note(_ fault: Fault) {
    if !faults.contains(fault) { faults.append(fault) }
  }
}

extension Decimal {
  /// The nearest multiple of `unit`, a half away from zero.
  fileprivate func rounded(to unit: Decimal) -> Decimal { (self / unit).rounded(0) * unit }
}
