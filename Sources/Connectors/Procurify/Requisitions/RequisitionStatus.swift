import Core

/// Where a requisition stands in Procurify.
///
/// Source: reference 6.3 and 7.4: only what is approved is requested; what was purchased comes with its order.
enum RequisitionStatus: Int {
  case pending = 0
  case approved, rejected, purchased, cancelled, received, draft

  var isOff: Bool { self == .rejected || self == .cancelled }

  var word: String {
    switch self {
    case .pending: "pending"
    case .approved: "approved"
    case .rejected: "rejected"
    case .purchased: "purchased"
    case .cancelled: "cancelled"
    case .received: "received"
    case .draft: "a draft"
    }
  }
}
