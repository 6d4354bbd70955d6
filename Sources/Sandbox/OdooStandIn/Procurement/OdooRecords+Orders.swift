import Core
import Foundation

/// Purchase orders as Odoo treats them: totals, numbers, states.
extension OdooRecords {
  private static let order = "purchase.order"
  private static let line = "purchase.order.line"

  /// Total, number and state after an order was written.
  mutating func totalOrder(_ id: Int) {
    let lines = value(Self.order, id, "order_line")?.arrayValue?.compactMap(\.intValue) ?? []
    let amounts = lines.map { line in
      (value(Self.line, line, "product_qty")?.decimalValue ?? 0)
        * (value(Self.line, line, "price_unit")?.decimalValue ?? 0)
    }
    var values = ["amount_total": Self.json(amounts.map { $0.rounded(2) }.reduce(0, +))]
    if value(Self.order, id, "state")?.isNull ?? true { values["state"] = "draft" }
    if value(Self.order, id, "company_id")?.isNull ?? true { values["company_id"] = 1 }
    if value(Self.order, id, "name")?.isNull ?? true {
      values["name"] = .string("P" + String(100_000 + id).dropFirst())
    }
    write(Self.order, id, values)
  }

  /// The buttons of an order and a bill; what does not apply is left alone, as in Odoo.
  ///
  /// - Returns: nil for a method that is no such button.
  mutating func press(_ method: String, _ model: String, _ ids: [Int]) -> JSON? {
    let isOrder = model == Self.order
    let steps: [String: (from: [String], to: [String: JSON])] = [
      "button_confirm": (["draft", "sent"], ["state": "purchase"]),
      "button_cancel": (["draft", "sent", "to approve", "purchase"], ["state": "cancel"]),
      "button_draft": (["cancel", "posted"], ["state": "draft"]),
      "button_lock": (["purchase"], ["locked": true]), "button_done": (["purchase"], ["state": "done"]),
      "button_unlock": (["purchase", "done"], isLockedByFlag ? ["locked": false] : ["state": "purchase"]),
    ]
    guard let step = steps[method], isOrder || ["button_cancel", "button_draft"].contains(method) else { return nil }
    for id in ids where step.from.contains(value(model, id, "state")?.stringValue ?? "") { write(model, id, step.to) }
    if !isOrder { for id in ids { countBilled(id) } }
    return true
  }

  private var isLockedByFlag: Bool { schema.field(Self.order, "locked") != nil }

  /// What bills have of an order's lines.
  mutating func countBilled(_ move: Int) {
    let rows = value("account.move", move, "line_ids")?.arrayValue?.compactMap(\.intValue) ?? []
    let lines = Set(rows.compactMap { value("account.move.line", $0, "purchase_line_id")?.intValue })
    for line in lines {
      let billed = ids("account.move.line").filter { row in
        guard value("account.move.line", row, "purchase_line_id")?.intValue == line else { return false }
        let bill = value("account.move.line", row, "move_id")?.intValue ?? 0
        return value("account.move", bill, "state") != "cancel"
      }
      let sum = billed.map { value("account.move.line", $0, "quantity")?.decimalValue ?? 0 }.reduce(0, +)
      write(Self.line, line, ["qty_invoiced": Self.json(sum)])
    }
  }
}
