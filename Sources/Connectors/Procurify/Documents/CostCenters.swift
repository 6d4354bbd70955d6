import Core
import Engine
import Foundation
import Mapping
import Odoo

/// The analytic accounts of a document's budgets.
///
/// Source: reference 7.5: a link, else the account of the plan whose code is the `external_id`, else the one of that name.
struct CostCenters {
  static let model = "account.analytic.account"

  private var accounts: [CostCenter: Int] = [:]
  private let settings: Settings
  private var form = AnalyticForm.joined
  private(set) var issues: [Issue] = []

  /// Where a budget is used first.
  struct Use {
    let budget: Budget
    let path: String
  }

  /// A budget with its weight among others in one line.
  typealias Share = (budget: Budget, weight: Decimal)

  /// One look at the links of each kind and one search for each plan, whatever the number of lines.
  ///
  /// - Parameters:
  ///   - uses: what the document needs.
  ///   - others: budgets to look up along with those.
  ///   - model: of the lines.
  ///   - document: that needs them.
  /// - Throws: `.configuration` when both plans are one; what the gateway throws.
  init(_ uses: [Use], among others: Set<Budget> = [], of model: String, _ document: ProcurifyDocument)
    async throws(Failure)
  {
    settings = document.settings
    try Self.checkPlans(settings)
    var paths: [CostCenter: String] = [:]
    for use in uses {
      let centers = CostCenter.all(of: use.budget, settings)
      if centers.isEmpty { issues.append(Self.nowhere(use, document)) }
      for center in centers where paths[center] == nil { paths[center] = use.path }
    }
    guard !paths.isEmpty else { return }
    form = try await AnalyticForm(of: model, document.odoo)
    let besides = others.flatMap { CostCenter.all(of: $0, document.settings) }
    let found = try await AnalyticAccounts(Set(paths.keys).union(besides), document)
    for center in paths.keys { if case .account(let id) = found.find(center) { accounts[center] = id } }
    let needed = Set(uses.flatMap { necessary($0.budget) })
    for center in needed.sorted(by: { ($0.kind, $0.id) < ($1.kind, $1.id) }) {
      issues += [missing(center, found, paths[center], document)].compactMap(\.self)
    }
    var told: Set<Budget> = []
    for use in uses where told.insert(use.budget).inserted {
      issues += [leftOut([(use.budget, 1)], at: use.path, document)].compactMap(\.self)
    }
  }

  /// What a budget cannot go without: where a line keeps one account, one of them will do.
  private func necessary(_ budget: Budget) -> [CostCenter] {
    let centers = CostCenter.all(of: budget, settings)
    return form.isOne && centers.contains { accounts[$0] != nil } ? [] : centers
  }

  private func missing(
    _ center: CostCenter,
    _ found: AnalyticAccounts,
    _ path: String?,
    _ document: ProcurifyDocument
  ) -> Issue? {
    switch found.find(center) {
    case .account: nil
    case .none where center.isOptional(settings): nil
    case let other: found.missing(center, other, path, document)
    }
  }

  /// Where the costs of a line go; nil where nothing of the budget has an account.
  func distribution(_ budget: Budget?) -> AnalyticForm.Value? { budget.flatMap { distribution([($0, Decimal(1))]) } }

  /// The shares of several budgets in one line, in percent of their weights.
  func distribution(_ shares: [Share]) -> AnalyticForm.Value? { form.value(parts(shares)) }

  private func parts(_ shares: [Share]) -> [AnalyticForm.Part] {
    var weights: [(accounts: [Int], weight: Decimal)] = []
    for share in shares {
      let ids = accounts(of: share.budget)
      if ids.isEmpty { continue }
      if let place = weights.firstIndex(where: { $0.accounts == ids }) {
        weights[place].weight += share.weight
      } else {
        weights.append((ids, share.weight))
      }
    }
    let total = weights.map(\.weight).reduce(0, +)
    guard !total.isZero else { return weights.prefix(1).map { ($0.accounts, 100) } }
    let parts = weights.map { share in
      Apportionment.Part((share.weight / total * 100).rounded(2), exact: share.weight / total * 100)
    }
    let amounts = Apportionment.amounts(parts, total: 100, unit: Decimal(1) / 100) ?? parts.map(\.amount)
    return zip(weights, amounts).map { ($0.accounts, $1) }
  }

  /// The department's, then the location's.
  private func accounts(of budget: Budget) -> [Int] {
    var ids: [Int] = []
    for id in CostCenter.all(of: budget, settings).compactMap({ accounts[$0] }) where !ids.contains(id) {
      ids.append(id)
    }
    return ids
  }

  /// A warning where this Odoo keeps one account of a line that has several; nil where it keeps them all.
  func leftOut(_ shares: [Share], at path: String, _ document: ProcurifyDocument) -> Issue? {
    let parts = parts(shares)
    guard form.isOne, let kept = AnalyticForm.heaviest(parts), Set(parts.flatMap(\.accounts)).count > 1 else {
      return nil
    }
    let centers = shares.flatMap { CostCenter.all(of: $0.budget, settings) }
    let titles = { (isKept: Bool) in
      var titles: [String] = []
      for center in centers where accounts[center].map({ ($0 == kept) == isKept }) == true {
        if !titles.contains(center.title) { titles.append(center.title) }
      }
      return titles.joined(separator: ", ")
    }
    let reason =
      "This Odoo keeps one analytic account for a line: that of \(titles(true)) is entered, not that of \(titles(false))."
    return document.issue(
      "procurify.validation_error",
      reason,
      at: path,
      severity: .warning,
      value: titles(false),
      repair: "Switch on One Account for Location and Department, so that one account stands for both.",
      params: ["reason": reason]
    )
  }

  // MARK: What is wrong

  /// Two accounts of one plan in one line: Odoo would forget one of them.
  private static func checkPlans(_ settings: Settings) throws(Failure) {
    let plans = [settings.record("department_plan"), settings.record("location_plan")].compactMap(\.self)
    guard !settings.isOn("single_plan"), plans.count == 2, plans[0] == plans[1] else { return }
    throw Failure(
      .configuration,
      "procurify.plans",
      "Departments and locations have the same analytic plan on the connector \(settings.name).",
      hint: "Choose two plans, or switch on One Account for Location and Department."
    )
  }

  private static func nowhere(_ use: Use, _ document: ProcurifyDocument) -> Issue {
    document.invalid("\(document.title) has a line without department.", at: use.path + ".department")
  }
}
