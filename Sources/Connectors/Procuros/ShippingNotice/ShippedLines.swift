import Core
import Foundation
import Mapping

/// The move lines of a delivery in the order they are sent, with shipped and ordered quantities that add up.
struct ShippedLines {
  private(set) var lines: [ShippedLine]
  private let picking: JSON

  /// - Parameter picking: `stock.picking` as `Shipment` reads it.
  init(_ picking: DocumentView) {
    self.picking = picking.record
    let read = (picking.record["move_line_ids"]?.arrayValue ?? []).map(ShippedLine.init)
    lines = read.map { (Self.place($0), $0) }.sorted { $0.0.lexicographicallyPrecedes($1.0) }.map(\.1)
    let sources = Dictionary(grouping: lines.indices) { lines[$0].source }
    for (source, indices) in sources {
      round(indices)
      allot(indices, source)
    }
  }

  /// Packages as they were made, goods without one last; then in the order of the order's lines.
  private static func place(_ line: ShippedLine) -> [Int] {
    let package = PackagedIn(line.record)
    let move = line.record["move_id"]
    let order = move?["sale_line_id"]
    return [
      package.outer?["id"]?.intValue ?? .max, package.inner?["id"]?.intValue ?? 0,
      (order?["sequence"] ?? move?["sequence"])?.intValue ?? 0, order?["id"]?.intValue ?? 0,
      move?["id"]?.intValue ?? 0, line.record["id"]?.intValue ?? 0,
    ]
  }

  /// Rounds what the lines add up to and gives each its part, so that every sum over lines is right.
  private mutating func round(_ indices: [Int]) {
    var (exact, rounded) = (Decimal(), Decimal())
    for index in indices {
      guard let size = lines[index].size, size.id != ShippedLine.id(lines[index].record["product_uom_id"]) else {
        lines[index].shipped = lines[index].exact
        continue
      }
      exact += lines[index].exact
      let total = size.rounded(exact)
      lines[index].shipped = total - rounded
      rounded = total
    }
  }

  /// Spreads the ordered quantity (reference D-07): each line takes what it ships, the last one also what is left.
  private mutating func allot(_ indices: [Int], _ source: ShippedLine.Source) {
    guard let first = indices.first else { return }
    let demand = demand(lines[first], source, moves: Set(indices.map { lines[$0].record["move_id"]?["id"]?.intValue }))
    var open = max(demand.open, 0)
    for index in indices {
      lines[index].ordered = min(lines[index].shipped, open)
      open -= lines[index].ordered
      lines[index].isDeliveredLater = demand.isDeliveredLater
    }
    if let last = indices.last, open > 0 { lines[last].ordered += open }
  }

  private func demand(_ line: ShippedLine, _ source: ShippedLine.Source, moves: Set<Int?>) -> Demand {
    guard case .order = source, let orderLine = line.orderLine, let unit = line.size else {
      return Demand(move: line.record["move_id"] ?? .null, in: line.size, picking)
    }
    return Demand(orderLine: orderLine, in: unit, picking)
  }
}
