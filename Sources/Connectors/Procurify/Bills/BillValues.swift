import Core
import Engine
import Foundation
import Mapping

/// What a bill is in Odoo's terms, and what stands in the way.
struct BillValues {
  let currency: DocumentCurrency
  let total: BillTotal
  /// `in_invoice` or `in_refund`.
  let type: String
  private(set) var issues: [Issue] = []
  private let document: ProcurifyDocument
  private let vendor: DocumentVendor
  private let taxes: PurchaseTaxes
  private let accounts: LedgerAccounts
  private let centers: CostCenters
  private let orders: BilledLines
  private let lines: [BillLine]
  private static let line = "account.move.line"
  private(set) var own: Int?

  /// Looks everything up: a handful of searches, whatever the number of lines.
  ///
  /// - Parameters:
  ///   - document: the bill.
  ///   - page: the bills that come in with it.
  ///   - known: the record it became before.
  /// - Throws: what the gateway throws.
  init(_ document: ProcurifyDocument, _ page: BillPage, known: Int?) async throws(Failure) {
    self.document = document
    let content = document.content
    let settings = document.settings
    let items = (document.fields.lines["invoice_line_ids"] ?? []).map { BillItem($0, settings) }
    vendor = try await DocumentVendor(content["vendor"], at: "content.vendor", among: page.vendors, document)
    currency = try await DocumentCurrency(content["currency"], at: "content.currency", document)
    taxes = try await PurchaseTaxes(
      items.compactMap { item in item.purchaseTax.map { ($0, item.path + ".tax_percentage") } },
      document
    )
    orders = try await BilledLines(items.compactMap(\.orderItem), document)
    let rounding = try await PriceRounding(of: Self.line, digits: currency.digits, document)
    let lines = BillLines(items, taxes, orders, rounding, digits: currency.digits, document)
    self.lines = lines.all
    let uses = Self.uses(lines.all)
    accounts = try await LedgerAccounts(uses.codes, among: page.codes, document)
    centers = try await CostCenters(uses.centers, among: page.budgets, of: Self.line, document)
    total = BillTotal(document, currency: currency.name, digits: currency.digits)
    type = (total.theirs ?? lines.all.map(\.price).reduce(0, +)) < 0 ? "in_refund" : "in_invoice"
    issues = vendor.issues + currency.issues + taxes.issues + lines.issues + accounts.issues + centers.issues
    for line in lines.all where line.shares.count > 1 {
      issues += [centers.leftOut(line.shares, at: line.path, document)].compactMap(\.self)
    }
    issues += Self.withoutBudget(lines.all, document)
    if items.isEmpty, lines.all.isEmpty { issues.append(document.invalid("\(document.title) has no items.")) }
    // Known before anything is written; what is no more than told is told of the record.
    if settings.isOn("strict_totals") { issues += [total.issue(items, lines.all)].compactMap(\.self) }
    try await checkRecords(known)
  }

  private mutating func checkRecords(_ known: Int?) async throws(Failure) {
    if let day {
      let hasTax = lines.contains { taxes.find($0.tax) != nil }
      issues += [try await BillPeriod.issue(on: day, hasTax: hasTax, document)].compactMap(\.self)
    }
    let total = total.theirs
    let same = try await BillDuplicates(vendor.company, total: total, type: type, known: known, document)
    (own, issues) = (same.own, issues + same.issues)
  }

  // MARK: Values

  /// The day it is posted on.
  private var day: String? { document.fields.text("date") ?? document.fields.text("invoice_date") }

  /// Header and lines of a new record.
  var new: JSON { .object(header.merging(lines: lines.map(row))) }

  /// The same for a record that is there: its lines are replaced.
  func replacing(_ old: [Int]) -> JSON {
    let gone = old.map { JSON.record([("id", .int($0)), ("delete", true)]) }
    var values = header
    for fixed in ["move_type", "company_id", "journal_id"] { values[fixed] = nil }
    return .object(values.merging(lines: gone + lines.map(row)))
  }

  /// Whether a record has other lines, or another total, than this bill.
  func differs(from bill: BillRecord) -> Bool {
    total.issue(bill) != nil || (bill.record["invoice_line_ids"]?.arrayValue?.count ?? 0) != lines.count
  }

  private var header: JSONObject {
    let fields = document.fields
    var values = JSONObject([(key: "move_type", value: .string(type))])
    values["company_id"] = .int(document.settings.company)
    values["journal_id"] = document.settings.record("bill_journal").map(JSON.int)
    values["partner_id"] = vendor.id.map(JSON.int)
    values["ref"] = fields["ref"]
    values["invoice_date"] = fields["invoice_date"]
    values["date"] = day.map(JSON.string)
    // The vendor's payment term would work out a due date of its own.
    values["invoice_payment_term_id"] = .null
    values["invoice_date_due"] = fields["invoice_date_due"] ?? fields["invoice_date"]
    values["currency_id"] = currency.id.map(JSON.int)
    values["invoice_origin"] = .string(BillOrigin.text(document))
    values["narration"] = .string(BillNarration.html(document))
    return values
  }

  private func row(_ line: BillLine) -> JSON {
    let order = line.orderItem.flatMap { orders[$0] }
    let costs = centers.distribution(line.shares)
    let sign: Decimal = type == "in_refund" ? -1 : 1
    return .record([
      ("account_id", (line.account ?? accounts.id(line.code)).map(JSON.int)), ("name", .string(line.name)),
      ("product_id", order?.product.map(JSON.int)), ("product_uom_id", order?.unit.map(JSON.int)),
      ("quantity", .string(line.quantity.shortest)), ("price_unit", .string((line.price * sign).shortest)),
      ("tax_ids", .array([taxes.find(line.tax)?.id].compactMap(\.self).map(JSON.int))),
      (costs?.field ?? "analytic_distribution", costs?.value),
      ("purchase_line_id", order.map { .int($0.id) }),
    ])
  }

  // MARK: Parts

  private static func uses(_ lines: [BillLine]) -> (codes: [LedgerAccounts.Use], centers: [CostCenters.Use]) {
    let codes = lines.filter { $0.account == nil }.compactMap { line in
      line.code.map { LedgerAccounts.Use(code: $0, path: line.path + ".account_code") }
    }
    let centers = lines.flatMap { line in line.shares.map { CostCenters.Use(budget: $0.budget, path: line.path) } }
    return (codes, centers)
  }

  private static func withoutBudget(_ lines: [BillLine], _ document: ProcurifyDocument) -> [Issue] {
    lines.filter { $0.account == nil && $0.code == nil }.map { line in
      document.invalid("\(line.name) of \(document.title) has no account code.", at: line.path)
    }
  }
}

extension JSONObject {
  fileprivate func merging(lines: [JSON]) -> JSONObject {
    var values = self
    values["invoice_line_ids"] = .array(lines)
    return values
  }
}
