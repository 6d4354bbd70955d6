import Core
import Engine
import Foundation
import Odoo

/// The purchase taxes of Odoo behind those of a document.
///
/// Source: reference 7.5: a link for name, percentage and inclusion, else exactly one tax of that percentage and
/// inclusion; a tax that is not zero and has none holds the document. One that is an amount alone has none but by a link.
struct PurchaseTaxes {
  static let model = "account.tax"

  struct Found: Equatable {
    let id: Int
    /// Prices contain it in Odoo.
    let isIncluded: Bool
  }

  private var taxes: [PurchaseTax: Found] = [:]
  private(set) var issues: [Issue] = []

  /// Taxes are few: all of the company are read at once, the same for every document.
  ///
  /// - Parameters:
  ///   - uses: the taxes with the path of the first place.
  ///   - document: that needs them.
  /// - Throws: what the gateway throws.
  init(_ uses: [(tax: PurchaseTax, path: String)], _ document: ProcurifyDocument) async throws(Failure) {
    var paths: [PurchaseTax: String] = [:]
    for use in uses where paths[use.tax] == nil { paths[use.tax] = use.path }
    guard !paths.isEmpty else { return }
    let wanted = paths.keys.sorted { $0.id < $1.id }
    let links = try await document.linked(Link.tax, wanted.map(\.id))
    let known = try await document.odoo.search(
      Self.model,
      domain: .array(Self.domain(document)),
      fields: ["name": nil, "amount": nil, "amount_type": nil, "price_include": nil],
      order: nil,
      limit: nil
    )
    for tax in wanted {
      let candidates = Self.candidates(tax, links[tax.id], known)
      if candidates.count == 1, let id = candidates[0].recordID {
        taxes[tax] = Found(id: id, isIncluded: candidates[0]["price_include"] == true)
      } else if links[tax.id] != nil || candidates.count > 1 || !tax.percent.isZero || tax.isAmountAlone {
        issues.append(Self.unmapped(tax, candidates, paths[tax], document))
      }
    }
  }

  /// Nil for no tax, and where an issue says why there is none.
  func find(_ tax: PurchaseTax?) -> Found? { tax.flatMap { taxes[$0] } }

  private static func candidates(_ tax: PurchaseTax, _ linked: Int?, _ known: [JSON]) -> [JSON] {
    if let linked { return known.filter { $0.recordID == linked } }
    guard !tax.isAmountAlone else { return [] }
    let named = known.filter { isSame($0["name"]?.stringValue, tax.name) }
    let exact = known.filter { record in
      record["amount_type"] == "percent" && record["amount"]?.decimalValue == tax.percent
        && (record["price_include"] == true) == tax.isInclusive
    }
    // Of several equals the one of that name is meant; at 0 % nothing but the name says that there shall be one.
    let both = exact.filter(named.contains)
    return both.isEmpty && !tax.percent.isZero ? exact : both
  }

  private static func isSame(_ ours: String?, _ theirs: String) -> Bool {
    !theirs.isEmpty && ours?.lowercased() == theirs.lowercased()
  }

  private static func domain(_ document: ProcurifyDocument) -> [JSON] {
    [
      ["type_tax_use", "=", "purchase"], ["company_id", "parent_of", [.int(document.settings.company)]],
      ["active", "=", true],
    ]
  }

  private static func unmapped(_ tax: PurchaseTax, _ several: [JSON], _ path: String?, _ document: ProcurifyDocument)
    -> Issue
  {
    let canBeMade = several.isEmpty && !tax.isAmountAlone
    let names = several.map(\.recordName).joined(separator: ", ")
    let message =
      several.isEmpty
      ? "Odoo has no purchase tax for Procurify's \(tax.title)."
      : "Several purchase taxes of Odoo may stand for Procurify's \(tax.title): \(names)."
    let fits: [JSON] = [
      ["amount_type", "=", "percent"], ["amount", "=", .number(tax.percent)],
      ["price_include", "=", .bool(tax.isInclusive)],
    ]
    var issue = document.issue(
      "procurify.tax_unmapped",
      message,
      at: path,
      value: tax.title,
      repair: canBeMade
        ? "Create the purchase tax, or link \(tax.title) to the tax that is meant."
        : "Link \(tax.title) to the tax that is meant.",
      params: ["tax": tax.title, "reason": message],
      probe: canBeMade ? .domain(model: model, domain: .array(domain(document) + fits)) : nil,
      missing: Issue.Missing(kind: Link.tax, externalID: tax.id, name: tax.title, model: model)
    )
    (issue.model, issue.field, issue.label) = (model, "name", "Tax Name")
    return issue
  }
}
