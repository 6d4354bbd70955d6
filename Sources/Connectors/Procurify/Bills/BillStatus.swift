import Core
import Engine

/// How far a bill has got in Procurify.
///
/// Source: reference 6.6 and 7.5: approved onwards comes in; a bill that was withdrawn is of interest where it came in before.
enum BillStatus: Int {
  case draft = 0
  case confirmed, approved, denied, paid, withdrawn, paymentConfirmed, paymentApproved, paymentLimbo

  /// As a person reads it.
  var word: String {
    switch self {
    case .draft: "a draft"
    case .confirmed: "confirmed"
    case .approved: "approved"
    case .denied: "denied"
    case .paid: "paid"
    case .withdrawn: "withdrawn"
    case .paymentConfirmed: "payment confirmed"
    case .paymentApproved: "payment approved"
    case .paymentLimbo: "in payment limbo"
    }
  }

  /// Whether a bill that is not in Odoo yet comes in.
  func comesIn(_ settings: Settings) -> Bool {
    switch settings["bill_min_status"] {
    case "paid": self == .paid
    case "payment_approved": [.paymentApproved, .paymentLimbo, .paid].contains(self)
    default: [.approved, .paymentConfirmed, .paymentApproved, .paymentLimbo, .paid].contains(self)
    }
  }

  /// Whether bills of a type come in: 0 orders, 1 expenses, 2 credit cards.
  static func takes(type: JSON?, _ settings: Settings) -> Bool {
    let types = (settings["bill_types"] ?? "0").split(separator: ",").map { $0.filter { !$0.isWhitespace } }
    return types.contains(type?.documentID ?? "0")
  }
}
