import Core
import Foundation
import Mapping

extension InvoiceGuards {
  /// D-09: both are mandatory on invoices.
  static let origin = Guard(
    "An invoice has a sales order and a delivery; a line that went out with several deliveries is a warning.",
    reads: []
  ) { move in
    let lines = move.lines("line_ids", displayType: "product")
    guard !lines.isEmpty else { return [] }
    if move.value("=order") == nil { return [move.withoutOrder] }
    if move.value("=delivery") == nil { return [move.withoutDelivery] }
    return lines.compactMap(\.severalDeliveries)
  }

  /// An absent shipTo means the buyer (OI8).
  static let shipTo = Guard(
    "A delivery address of its own has a GLN: a warning.",
    reads: ["partner_shipping_id.ref"]
  ) { move in
    guard let address = move.id("partner_shipping_id"), address != move.id("partner_id"),
      move.text("partner_shipping_id.ref") == nil
    else { return [] }
    return [
      move.issue(
        "procuros.invoice.ship_to",
        "The delivery address of \(move.displayName) has no GLN; Procuros takes the customer's address for it.",
        at: "partner_shipping_id.ref",
        severity: .warning,
        path: "content.header.shipTo",
        repair: "Enter the GLN in Reference of the delivery address."
      )
    ]
  }

  static let orders = Guard("No line belongs to several sales orders.", reads: []) { move in
    move.lines("line_ids", displayType: "product").compactMap { line in
      let names = InvoiceOrigin.orders(of: line.record).compactMap { $0["name"]?.stringValue }
      guard names.count > 1 else { return nil }
      return line.issue(
        "procuros.invoice.line_orders",
        "\(line.displayName) belongs to several sales orders: \(names.joined(separator: ", ")).",
        at: "sale_line_ids",
        repair: "Enter a line of its own for each order."
      )
    }
  }
}

extension DocumentView {
  fileprivate var withoutOrder: Issue {
    issue(
      "procuros.invoice.no_order",
      "\(displayName) belongs to no sales order.",
      at: "line_ids",
      path: "content.header.orderIdentifier",
      repair: "Create the invoice from its sales order; Procuros takes none without the buyer's order."
    )
  }

  fileprivate var withoutDelivery: Issue {
    var issue = issue(
      "procuros.invoice.no_delivery",
      "Nothing of \(displayName) has a delivery.",
      at: "=order.name",
      path: "content.header.shippingNoticeIdentifier",
      repair: "Deliver the order; Procuros takes no invoice without its delivery."
    )
    let lines = self.lines("line_ids", displayType: "product").flatMap { $0.record["sale_line_ids"]?.arrayValue ?? [] }
    let domain: JSON = [
      ["sale_line_id", "in", .array(lines.compactMap { $0["id"] })], ["picking_id", "!=", false],
      ["state", "!=", "cancel"],
    ]
    issue.probe = .domain(model: "stock.move", domain: domain)
    return issue
  }

  fileprivate var severalDeliveries: Issue? {
    let done = InvoiceOrigin.done(InvoiceOrigin.deliveries(of: record)).compactMap { $0["name"]?.stringValue }
    guard done.count > 1, let named = done.last else { return nil }
    return issue(
      "procuros.invoice.deliveries",
      "\(displayName) went out with \(done.joined(separator: ", ")); the invoice names \(named).",
      at: "sale_line_ids",
      severity: .warning,
      path: "content.items[].shippingNoticeIdentifier",
      repair: "Invoice each delivery for itself if the customer wants them apart.",
      params: ["deliveries": done.joined(separator: ", "), "named": named]
    )
  }
}
