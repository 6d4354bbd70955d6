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
  private(set) var issues: [Issue] = []

  /// Where a budget is used first.
  struct Use {
    let budget: Budget
    let path: String
  }

  /// One look at the links of each kind and one search for each plan, whatever the number of lines.
  ///
  /// - Parameters:
  ///   - uses: what the document needs.
  ///   - others: budgets to look up along with those.
  ///   - document: that needs them.
  /// - Throws: `.configuration` when both plans are one; what the gateway throws.
  init(_ uses: [Use], among others: Set<Budget> = [], _ document: ProcurifyDocument) async throws(Failure) {
    settings = document.settings
    try Self.checkPlans(settings)
    var paths: [CostCenter: String] = [:]
    for use in uses {
      let centers = CostCenter.all(of: use.budget, settings)
      if centers.isEmpty { issues.append(Self.nowhere(use, document)) }
      for center in centers where paths[center] == nil { paths[center] = use.path }
    }
    let wanted = paths.keys.sorted { ($0.kind, $0.id) < ($1.kind, $1.id) }
    let besides = others.flatMap { CostCenter.all(of: $0, document.settings) }
    let found = try await AnalyticAccounts(wanted.isEmpty ? [] : Set(wanted + besides), document)
    for center in wanted { take(center, found, paths[center], document) }
  }

  private mutating func take(
    _ center: CostCenter,
    _ found: AnalyticAccounts,
    _ path: String?,
    _ document: ProcurifyDocument
  ) {
    switch found.find(center) {
    case .account(let id): accounts[center] = id
    case .none where center.isOptional(settings): break
    case let other: issues.append(AnalyticAccounts.missing(center, other, path, document))
    }
  }

  /// `analytic_distribution` of a line; nil where nothing of the budget has an account.
  func distribution(_ budget: Budget?) -> JSON? { budget.flatMap { distribution([($0, Decimal(1))]) } }

  /// The shares of several budgets in one line, in percent of their weights.
  func distribution(_ shares: [(budget: Budget, weight: Decimal)]) -> JSON? {
    var percents: [(key: String, weight: Decimal)] = []
    for share in shares {
      guard let key = key(share.budget) else { continue }
      if let place = percents.firstIndex(where: { $0.key == key }) {
        percents[place].weight += share.weight
      } else {
        percents.append((key, share.weight))
      }
    }
    let total = percents.map(\.weight).reduce(0, +)
    guard !percents.isEmpty, !total.isZero else { return percents.first.map { .record([($0.key, .int(100))]) } }
    let parts = percents.map { share in
      Apportionment.Part((share.weight / total * 100).rounded(2), exact: share.weight / total * 100)
    }
    let amounts = Apportionment.amounts(parts, total: 100, unit: Decimal(1) / 100) ?? parts.map(\.amount)
    return .record(zip(percents, amounts).map { ($0.key, .number($1)) })
  }

  /// From 17.0 on the accounts of several plans stand in one key: `12,34`.
  private func key(_ budget: Budget) -> String? {
    let ids = Set(CostCenter.all(of: budget, settings).compactMap { accounts[$0] }).sorted()
    return ids.isEmpty ? nil : ids.map(String.init).joined(separator: ",")
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
