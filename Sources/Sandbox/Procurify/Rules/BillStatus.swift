/// How far a bill has come.
enum BillStatus: Int, Sendable, CaseIterable {
  case draft, confirmed, approved, denied, paid, withdrawn
  case paymentConfirmed, paymentApproved, paymentLimbo

  /// Those that accounts can rely on: approved, and everything after it.
  static let eligible: Set<Int> = [2, 4, 6, 7, 8]

  /// What people do with a bill, by its name behind the scenes, and from where.
  static let steps: [String: (from: Set<BillStatus>, to: BillStatus)] = [
    "submit": ([.draft, .denied], .confirmed),
    "approve": ([.draft, .confirmed], .approved),
    "deny": ([.confirmed, .approved], .denied),
    "withdraw": ([.draft, .confirmed, .approved, .denied], .withdrawn),
    "confirm-payment": ([.approved], .paymentConfirmed),
    "approve-payment": ([.paymentConfirmed], .paymentApproved),
    "limbo": ([.approved, .paymentConfirmed, .paymentApproved], .paymentLimbo),
    "pay": ([.approved, .paymentConfirmed, .paymentApproved, .paymentLimbo], .paid),
  ]

  var isLocked: Bool { Self.eligible.contains(rawValue) }
}
