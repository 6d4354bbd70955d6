import Core
import Foundation
import Mapping

/// Gives each line of an invoice its line of the order (II15): the one whose number it names, else the first of its
/// product that is not fully billed.
struct BillingMatch {
  enum Found {
    case line(PurchaseLine)
    /// Every line of the product was billed before this document.
    case alreadyBilled(PurchaseLine)
    case notOrdered
  }

  /// What this document bills of each order line, in the line's unit.
  private(set) var taken: [Int: Decimal] = [:]
  /// The bill's lines that an earlier version of this very document made: they do not count as billed.
  private let released: [Int: [JSON]]

  /// - Parameter released: `account.move.line` with `purchase_line_id`, `quantity` and `product_uom_id`.
  init(released: [JSON] = []) {
    self.released = Dictionary(grouping: released) { $0["purchase_line_id"]?.relation ?? 0 }
  }

  /// Chooses the line, and takes the quantity from what is left of it.
  ///
  /// - Parameters:
  ///   - item: with `quantity`, and its product and unit found.
  ///   - order: that the item is of.
  /// - Returns: the line, or why there is none.
  mutating func match(_ item: IncomingDocument, in order: PurchaseOrder) -> Found {
    let candidates = order.lines(of: item.id("product_id"))
    guard let first = candidates.first else { return .notOrdered }
    let named = candidates.first { $0.number == item["order_line_number"]?.intValue }
    let open = candidates.filter { left($0) > 0 }
    guard let line = open.first(where: { $0.id == named?.id }) ?? open.first else {
      // More of it than is left, all in this document: that is said besides, the line stays the right one.
      guard let over = candidates.first(where: { taken[$0.id] != nil }) else { return .alreadyBilled(named ?? first) }
      take(item, over)
      return .line(over)
    }
    take(item, line)
    return .line(line)
  }

  /// What is left to bill before this document.
  func leftBefore(_ line: PurchaseLine) -> Decimal {
    let own = (released[line.id] ?? [])
      .map { line.converted($0["quantity"]?.decimalValue ?? 0, from: $0["product_uom_id"]) }
    return line.ordered - line.billed + own.reduce(0, +)
  }

  private func left(_ line: PurchaseLine) -> Decimal { leftBefore(line) - (taken[line.id] ?? 0) }

  private mutating func take(_ item: IncomingDocument, _ line: PurchaseLine) {
    let quantity = item["quantity"]?.decimalValue ?? 0
    taken[line.id, default: 0] += line.converted(quantity, from: item.found["product_uom_id"])
  }
}
