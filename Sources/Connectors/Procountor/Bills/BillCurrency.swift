import Core
import Engine
import Foundation
import Mapping
import Odoo

/// In which currency a bill is entered, and what its amounts are in it.
///
/// Source: reference 6.8: the ledger's amounts are in accounting currency. A bill in another currency is entered in the
/// company's, unless Odoo's own rate of the day is the invoice's: then both come to the same, and its own is kept.
struct BillCurrency {
  /// `res.currency`; nil leaves it to Odoo.
  let id: Int?
  /// ISO code.
  let name: String
  /// Units of it for one of the company's currency.
  let rate: Decimal
  let issues: [Issue]

  /// - Throws: what a search throws.
  init(_ lines: [BillLine], _ company: BillCompany, _ incoming: Incoming) async throws(Failure) {
    let invoice = incoming.arrival.content["invoice"] ?? .null
    if let issue = Self.otherBooks(invoice, company, incoming) {
      (id, name, rate, issues) = (company.currency, company.currencyName, 1, [issue])
      return
    }
    guard let code = incoming.document.text("=currency"), code != company.currencyName else {
      (id, name, rate, issues) = (company.currency, company.currencyName, 1, [])
      return
    }
    if let own = try await Self.ownRate(code, invoice, lines, incoming) {
      (id, name, rate, issues) = (own.id, code, own.rate, [])
    } else {
      let warning = Self.converted(code, invoice, company, incoming)
      (id, name, rate, issues) = (company.currency, company.currencyName, 1, [warning])
    }
  }

  /// An amount of the ledger in the bill's currency.
  func amount(_ value: Decimal) -> Decimal { rate == 1 ? value : (value * rate).rounded(2) }

  // MARK: Rates

  private static func ownRate(_ name: String, _ invoice: JSON, _ lines: [BillLine], _ incoming: Incoming)
    async throws(Failure) -> (id: Int, rate: Decimal)?
  {
    guard let theirs = invoice["paymentInfo"]?["currencyRate"]?.decimalValue, theirs > 0, theirs < 1_000_000,
      let day = incoming.document.text("invoice_date")
    else { return nil }
    let domain: JSON = [
      ["currency_id.name", "=", .string(name)], ["currency_id.active", "=", true],
      ["company_id", "in", [.int(incoming.settings.company), false]], ["name", "<=", .string(day)],
    ]
    let found = try await incoming.odoo.search(
      "res.currency.rate",
      domain: domain,
      fields: ["name": nil, "company_rate": nil, "currency_id": nil],
      order: "name desc",
      limit: 1
    )
    guard let rate = found.first, let ours = rate["company_rate"]?.decimalValue, let id = rate["currency_id"]?.relation,
      ours > 0, agree(ours, theirs, lines, invoice, name)
    else { return nil }
    return (id, theirs)
  }

  /// Both rates give the same cents on every line, and the lines the invoice's own total.
  private static func agree(_ ours: Decimal, _ theirs: Decimal, _ lines: [BillLine], _ invoice: JSON, _ name: String)
    -> Bool
  {
    let amounts = lines.map { ($0.value * theirs).rounded(2) }
    let isExact = zip(lines, amounts).allSatisfy { line, amount in (amount / ours).rounded(2) == line.value }
    let sums = invoice["invoiceSumInfo"]?.arrayValue ?? []
    let own = sums.first { $0["currency"]?.stringValue == name }
    guard isExact, let net = own?["excludingVatTotal"]?.decimalValue else { return false }
    let total = amounts.reduce(0, +)
    return (total.magnitude - net.magnitude).magnitude <= BillTotal.tolerance
  }

  // MARK: Issues

  /// Procountor's books and Odoo's must be in one currency: its amounts mean nothing else here.
  private static func otherBooks(_ invoice: JSON, _ company: BillCompany, _ incoming: Incoming) -> Issue? {
    let sums = invoice["invoiceSumInfo"]?.arrayValue ?? []
    let books = sums.first { $0["inAccountingCurrency"] == true }?["currency"]?.words
    guard let books, books != company.currencyName else { return nil }
    var issue = incoming.issue(
      "procountor.bill.books_currency",
      "Procountor's books are in \(books), those of the company in Odoo in \(company.currencyName).",
      at: "content.invoice.invoiceSumInfo",
      value: books,
      repair: "Choose the connector of another company, or enter the bill by hand and ignore this document.",
      params: ["theirs": books, "ours": company.currencyName]
    )
    (issue.model, issue.record) = ("res.company", incoming.settings.company)
    (issue.field, issue.label) = ("currency_id", "Currency")
    return issue
  }

  private static func converted(_ name: String, _ invoice: JSON, _ company: BillCompany, _ incoming: Incoming) -> Issue
  {
    let sums = invoice["invoiceSumInfo"]?.arrayValue ?? []
    let total = sums.first { $0["currency"]?.stringValue == name }?["invoiceSumTotal"]?.decimalValue?.shortest
    let amount = [total, name].compactMap(\.self).joined(separator: " ")
    return incoming.issue(
      "procountor.bill.converted",
      "\(incoming.title) is \(amount); it is entered in \(company.currencyName), as Procountor booked it.",
      at: "content.invoice.paymentInfo.currency",
      severity: .warning,
      value: name,
      params: ["amount": amount, "currency": company.currencyName]
    )
  }
}
