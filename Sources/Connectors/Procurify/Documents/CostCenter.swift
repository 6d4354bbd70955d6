import Core
import Engine

/// What must have an analytic account: a department, a location, or the pair of them.
struct CostCenter: Hashable {
  /// The kind of link.
  let kind: String
  /// Procurify's id, as it is linked.
  let id: String
  /// What people call it: `Maintenance (Plant North)`.
  let title: String
  /// The name an analytic account has by itself.
  let name: String
  /// `external_id`, the code of such an account.
  let code: String?
  /// The analytic plan; nil where none was chosen and only a link helps.
  let plan: Int?

  /// What a budget needs under the settings of the connection.
  ///
  /// Source: reference 7.5 and ruling 7: two plans, or one account for both. A place whose plan is not chosen counts
  /// only where it is linked; without any plan the department must be.
  static func all(of budget: Budget, _ settings: Settings) -> [CostCenter] {
    let plans = (department: settings.record("department_plan"), location: settings.record("location_plan"))
    if settings.isOn("single_plan") { return pair(budget, plans.department ?? plans.location).map { [$0] } ?? [] }
    return [department(budget, plans.department), location(budget, plans.location)].compactMap(\.self)
  }

  /// Whether the budget may go without it where it is not linked.
  func isOptional(_ settings: Settings) -> Bool {
    guard plan == nil, kind != Link.costCenter else { return false }
    return kind == Link.location || settings.record("location_plan") != nil
  }

  private static func department(_ budget: Budget, _ plan: Int?) -> CostCenter? {
    budget.department.map { department in
      let title = [department.name, budget.location.map { "(\($0.name))" }].compactMap(\.self).joined(separator: " ")
      return CostCenter(
        kind: Link.department,
        id: department.id,
        title: title,
        name: department.name,
        code: department.code,
        plan: plan
      )
    }
  }

  private static func location(_ budget: Budget, _ plan: Int?) -> CostCenter? {
    budget.location.map { location in
      CostCenter(
        kind: Link.location,
        id: location.id,
        title: location.name,
        name: location.name,
        code: location.code,
        plan: plan
      )
    }
  }

  private static func pair(_ budget: Budget, _ plan: Int?) -> CostCenter? {
    guard let department = budget.department, let location = budget.location else { return nil }
    let name = "\(location.name) / \(department.name)"
    return CostCenter(
      kind: Link.costCenter,
      id: "\(location.id):\(department.id)",
      title: name,
      name: name,
      // A department's code says nothing of the place.
      code: nil,
      plan: plan
    )
  }
}
