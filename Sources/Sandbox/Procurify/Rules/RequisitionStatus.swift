/// How far a requisition has come.
enum RequisitionStatus: Int, Sendable {
  case pending, approved, rejected, purchased, cancelled, received, draft

  /// What people do with a requisition, by its name behind the scenes, and from where.
  static let steps: [String: (from: Set<RequisitionStatus>, to: RequisitionStatus)] = [
    "submit": ([.draft], .pending),
    "approve": ([.draft, .pending], .approved),
    "reject": ([.pending, .approved], .rejected),
    "cancel": ([.draft, .pending, .approved], .cancelled),
    "receive": ([.purchased], .received),
  ]

  /// The status of its items, as long as nobody has purchased them.
  var itemStatus: Int {
    switch self {
    case .draft: 8
    case .rejected: 7
    case .cancelled: 4
    default: 0
    }
  }
}
