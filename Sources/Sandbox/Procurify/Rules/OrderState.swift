import Foundation

/// Where a purchase order stands; 2 is of the past.
enum OrderState: Int, Sendable {
  case purchased = 0
  case cancelled = 1
  case closed = 3
  case paid = 4
  case reopened = 5

  /// What people do with an order, by its name behind the scenes, and from where.
  static let steps: [String: (from: Set<OrderState>, to: OrderState)] = [
    "cancel": ([.purchased, .reopened], .cancelled),
    "close": ([.purchased, .reopened], .closed),
    "pay": ([.purchased, .closed, .reopened], .paid),
    "reopen": ([.cancelled, .closed], .reopened),
  ]
}

extension ProcurifyTenant {
  func state(_ order: ProcurifyRecord) -> OrderState { OrderState(rawValue: order.int("state") ?? 0) ?? .purchased }

  /// How much of an order has come: `empty`, `partial` or `full`.
  func fulfilment(_ order: ProcurifyRecord) -> String {
    let items = all(.items, order.ids("items"))
    if items.allSatisfy({ $0.amount("received") == 0 }) { return "empty" }
    return items.allSatisfy { $0.amount("received") >= $0.amount("quantity") } ? "full" : "partial"
  }
}
