import Core
import Engine
import Foundation
import Mapping

/// The taxes of the lines of a bill.
///
/// Source: reference 6.8 and ruling 7: VAT that no tax of Odoo stands for fails the bill like a missing account, unless
/// the setting *Bills without Taxes* is on.
struct BillTaxes {
  /// By line, in their order; nil for no tax.
  private(set) var ids: [Int?] = []
  private(set) var issues: [Issue] = []
  /// Net amounts of lines that are taken over without the tax they have in Procountor.
  private(set) var untaxed: [Decimal] = []
  private let incoming: Incoming
  private var told: Set<String> = []

  /// - Throws: what a search throws.
  init(_ lines: [BillLine], _ accounts: BillAccounts, standard: Int?, _ incoming: Incoming) async throws(Failure) {
    self.incoming = incoming
    let choice = try await TaxChoice("purchase", standard: standard, incoming.odoo, incoming.settings)
    for line in lines { ids.append(take(line, choice, accounts)) }
  }

  private mutating func take(_ line: BillLine, _ choice: TaxChoice, _ accounts: BillAccounts) -> Int? {
    guard line.kind == .entry else { return nil }
    let found = choice.find(line.vatPercent, status: line.vatStatus, preferred: accounts.taxes(line))
    switch found {
    case .tax(let id):
      tell(partlyDeductible(line))
      return id
    case .nothing: break
    case .missing, .several:
      if incoming.settings.isOn("bills_without_taxes") {
        tell(without(line))
        untaxed.append(line.value)
      } else {
        tell(unmapped(line, found))
      }
    }
    return nil
  }

  /// One percentage and status is one thing to mend, however many lines have it.
  private mutating func tell(_ issue: Issue?) {
    guard let issue, told.insert("\(issue.code) \(issue.value ?? "")").inserted else { return }
    issues.append(issue)
  }

  // MARK: Issues

  private func unmapped(_ line: BillLine, _ found: TaxChoice.Found) -> Issue {
    let (percent, status) = (line.vatPercent.shortest, line.vatStatus ?? 1)
    let isMissing = found == .missing
    var names = ""
    if case .several(let candidates) = found { names = candidates.joined(separator: ", ") }
    var issue = incoming.issue(
      isMissing ? "procountor.bill.tax_missing" : "procountor.bill.tax_several",
      isMissing
        ? "Odoo has no purchase tax of \(percent) % with the Procountor VAT status \(status)."
        : "Several purchase taxes of Odoo are \(percent) % with the Procountor VAT status \(status): \(names).",
      at: line.document.path + ".vatPercent",
      value: "\(percent) % / \(status)",
      repair: isMissing
        ? "Create the tax, or choose the Procountor VAT status \(status) on the Advanced tab of the right one."
        : "Choose the Procountor VAT status \(status) on the Advanced tab of the one that is meant.",
      params: ["percent": percent, "status": String(status), "taxes": names],
      probe: TaxChoice.probe("purchase", line.vatPercent, status: line.vatStatus, after: found, incoming.settings)
    )
    (issue.model, issue.field, issue.label) = ("account.tax", "procountor_vat_status_id", "Procountor VAT status")
    return issue
  }

  private func without(_ line: BillLine) -> Issue {
    let (percent, status) = (line.vatPercent.shortest, line.vatStatus ?? 1)
    return incoming.issue(
      "procountor.bill.without_tax",
      "Lines with \(percent) % VAT (status \(status)) are taken over without tax: the bill comes to less in Odoo.",
      at: line.document.path + ".vatPercent",
      severity: .warning,
      value: "\(percent) % / \(status)",
      repair: "Choose the Procountor VAT status on the right tax if bills shall have their taxes in Odoo.",
      params: ["percent": percent, "status": String(status)]
    )
  }

  private func partlyDeductible(_ line: BillLine) -> Issue? {
    guard !line.vatPercent.isZero, line.deduction != 100 else { return nil }
    let (percent, deduction) = (line.vatPercent.shortest, line.deduction.shortest)
    return incoming.issue(
      "procountor.bill.deduction",
      "Of \(percent) % VAT only \(deduction) % may be deducted in Procountor; Odoo deducts what its tax says.",
      at: line.document.path + ".vatDeductionPercent",
      severity: .warning,
      value: deduction,
      repair: "Compare the tax of the line with Procountor before you confirm the bill.",
      params: ["percent": percent, "deduction": deduction]
    )
  }
}
