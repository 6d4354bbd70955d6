import Core
import Mapping

/// The sales orders and deliveries that an invoice comes from, through the sales lines of its lines (D-09).
///
/// Standard invoices of Odoo have no order: several orders may be on one, and several deliveries.
struct InvoiceOrigin {
  /// Each order and delivery once, in the order of the lines.
  let orders: [JSON]
  let deliveries: [JSON]

  /// The paths below a line that orders and line numbers are made of.
  static let orderReads =
    ["sale_line_ids.procuros_order_line_number"]
    + ["name", "client_order_ref", "procuros_order_identifier", "procuros_order_date", "date_order"]
    .map { "sale_line_ids.order_id." + $0 }

  /// The paths below a line that deliveries are made of.
  static let deliveryReads =
    ["sale_line_ids.move_ids.state"]
    + ["name", "state", "date_done", "scheduled_date", "picking_type_code"]
    .map { "sale_line_ids.move_ids.picking_id." + $0 }

  /// - Parameter lines: those whose sales lines are asked.
  init(_ lines: [JSON]) {
    orders = Self.distinct(lines.flatMap(Self.orders))
    deliveries = Self.distinct(lines.flatMap(Self.deliveries))
  }

  /// The orders of a line, each once.
  static func orders(of line: JSON) -> [JSON] {
    distinct((line["sale_line_ids"]?.arrayValue ?? []).compactMap { $0["order_id"] })
  }

  /// The deliveries of a line that go or went to the customer, each once.
  static func deliveries(of line: JSON) -> [JSON] {
    let moves = (line["sale_line_ids"]?.arrayValue ?? []).flatMap { $0["move_ids"]?.arrayValue ?? [] }
    let pickings = moves.filter { $0["state"] != "cancel" }.compactMap { $0["picking_id"] }
    return distinct(pickings.filter { $0["state"] != "cancel" && isOutgoing($0) })
  }

  /// Returns come in, and steps inside the warehouse do not leave it.
  private static func isOutgoing(_ picking: JSON) -> Bool {
    ["outgoing", "dropship"].contains(picking["picking_type_code"]?.stringValue)
  }

  /// The order of the first line that has one.
  var order: JSON? { orders.first }
  var delivery: JSON? { Self.named(deliveries) }

  /// The latest that is done, else the first.
  static func named(_ deliveries: [JSON]) -> JSON? {
    done(deliveries).last ?? deliveries.min { number($0) < number($1) }
  }

  /// Those that are done, the latest last.
  static func done(_ deliveries: [JSON]) -> [JSON] {
    deliveries.filter { $0["state"] == "done" }
      .sorted { ($0["date_done"]?.stringValue ?? "", number($0)) < ($1["date_done"]?.stringValue ?? "", number($1)) }
  }

  /// The buyer's number of a line's order line, where all of its sales lines agree.
  static func orderLineNumber(of line: JSON) -> JSON? {
    let numbers = (line["sale_line_ids"]?.arrayValue ?? []).compactMap { $0["procuros_order_line_number"]?.intValue }
    guard let first = numbers.first, first > 0, numbers.allSatisfy({ $0 == first }) else { return nil }
    return .int(first)
  }

  private static func number(_ record: JSON) -> Int { record["id"]?.intValue ?? 0 }

  private static func distinct(_ records: [JSON]) -> [JSON] {
    var seen: Set<Int> = []
    return records.filter { $0.objectValue != nil && seen.insert(number($0)).inserted }
  }
}
