import Core
import Engine
import Odoo

/// What Odoo has for some cost centres: linked accounts, and those of the chosen plans.
struct AnalyticAccounts {
  enum Found {
    case account(Int)
    case none
    case archived(JSON)
    case several([JSON])
  }

  private static let fields: JSON = ["name": nil, "code": nil, "active": nil]
  private var links: [CostCenter: Int] = [:]
  private var linked: [Int: JSON] = [:]
  /// By plan; of an Odoo without plans all are under nil.
  private var ofPlan: [Int?: [JSON]] = [:]
  /// Up to 15.0 there are none.
  private let hasPlans: Bool

  /// - Throws: what the gateway throws.
  init(_ wanted: Set<CostCenter>, _ document: ProcurifyDocument) async throws(Failure) {
    hasPlans = try await document.odoo.has("plan_id", in: CostCenters.model)
    for (kind, centers) in Dictionary(grouping: wanted, by: \.kind).sorted(by: { $0.key < $1.key }) {
      let known = try await document.linked(kind, Set(centers.map(\.id)).sorted())
      for center in centers { links[center] = known[center.id] }
    }
    if !links.isEmpty {
      let byID: JSON = [["id", "in", .array(Set(links.values).sorted().map(JSON.int))]]
      for record in try await Self.search(byID, document) { linked[record.recordID ?? 0] = record }
    }
    let rest = wanted.filter { links[$0] == nil }
    let byPlan = Dictionary(grouping: rest) { [hasPlans] in hasPlans ? $0.plan : nil }
    for (plan, centers) in byPlan.sorted(by: { ($0.key ?? 0) < ($1.key ?? 0) }) where plan != nil || !hasPlans {
      ofPlan[plan] = try await Self.search(.array(Self.domain(plan, centers, document)), document)
    }
  }

  func find(_ center: CostCenter) -> Found {
    if let id = links[center] { return linked[id].map { pick([$0]) } ?? .none }
    let found = ofPlan[hasPlans ? center.plan : nil] ?? []
    let coded = found.filter { center.code != nil && $0["code"]?.stringValue == center.code }
    let named = found.filter { $0["name"]?.stringValue == center.name }
    for candidates in [coded, named] {
      guard case .none = pick(candidates) else { return pick(candidates) }
    }
    return .none
  }

  private func pick(_ candidates: [JSON]) -> Found {
    let active = candidates.filter { $0["active"] == true }
    if active.count > 1 { return .several(active) }
    if let id = active.first?.recordID { return .account(id) }
    return candidates.first.map(Found.archived) ?? .none
  }

  // MARK: Odoo

  private static func search(_ domain: JSON, _ document: ProcurifyDocument) async throws(Failure) -> [JSON] {
    try await document.odoo.search(CostCenters.model, domain: domain, fields: fields, order: nil, limit: nil)
  }

  private static func domain(_ plan: Int?, _ centers: [CostCenter], _ document: ProcurifyDocument) -> [JSON] {
    let names = Set(centers.map(\.name)).sorted().map(JSON.string)
    let codes = Set(centers.compactMap(\.code)).sorted().map(JSON.string)
    let below: [JSON] = plan.map { [["plan_id", "child_of", [.int($0)]]] } ?? []
    return below + [
      "|", ["company_id", "=", false], ["company_id", "parent_of", [.int(document.settings.company)]],
      "|", ["code", "in", .array(codes)], ["name", "in", .array(names)],
    ]
  }

  // MARK: Issues

  func missing(_ center: CostCenter, _ found: Found, _ path: String?, _ document: ProcurifyDocument) -> Issue {
    let model = CostCenters.model
    let (message, repair) = words(center, found)
    var issue = document.issue(
      "procurify.cost_center_missing",
      message,
      at: path,
      value: center.title,
      repair: repair,
      params: ["name": center.title, "reason": message],
      probe: probe(center, found, document).map { .domain(model: model, domain: $0) },
      missing: Issue.Missing(kind: center.kind, externalID: center.id, name: center.title, model: model)
    )
    (issue.model, issue.field, issue.label) = (model, "name", "Name")
    if case .archived(let record) = found { (issue.record, issue.recordName) = (record.recordID, record.recordName) }
    return issue
  }

  private func words(_ center: CostCenter, _ found: Found) -> (message: String, repair: String) {
    switch found {
    case .archived(let record):
      (
        "The analytic account \(record.recordName) for \(center.title) is archived.",
        "Take it into use again, or link \(center.title) to another one."
      )
    case .several(let records):
      (
        "Several analytic accounts may stand for \(center.title): \(records.map(\.recordName).joined(separator: ", ")).",
        "Link \(center.title) to the one that is meant."
      )
    case .none, .account:
      (
        "There is no analytic account for \(center.title) in Odoo.",
        center.plan == nil && hasPlans
          ? "Link \(center.title) to an analytic account, or choose the plans on the connector."
          : "Create the analytic account \(center.name)\(hasPlans ? " in the plan" : ""), or link \(center.title) to another one."
      )
    }
  }

  private func probe(_ center: CostCenter, _ found: Found, _ document: ProcurifyDocument) -> JSON? {
    if case .archived(let record) = found, let id = record.recordID {
      return [["id", "=", .int(id)], ["active", "=", true]]
    }
    guard case .none = found, center.plan != nil || !hasPlans else { return nil }
    return .array([["active", "=", true]] + Self.domain(hasPlans ? center.plan : nil, [center], document))
  }
}
