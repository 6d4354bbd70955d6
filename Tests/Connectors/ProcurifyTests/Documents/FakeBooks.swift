import Core
import Foundation
import TestKit

/// What Odoo makes of orders and bills that are written: their totals, names, lines and states.
enum FakeBooks {
  static func keep(_ odoo: FakeOdoo) {
    let tables = Tables(odoo)
    odoo.derive("account.move") { move in Self.move(move, tables) }
    odoo.derive("purchase.order") { order in Self.order(order) }
    odoo.take("purchase.order.line") { odoo in
      odoo.records("purchase.order").flatMap { order in
        (order["order_line"]?.arrayValue ?? []).map { $0.replacing("order_id", with: order) }
      }
    }
    odoo.onCall("button_confirm") { odoo, ids, _ in Self.bring(ids, to: "purchase", from: ["draft", "sent"], odoo) }
    odoo.onCall("button_draft") { odoo, ids, _ in Self.bring(ids, to: "draft", from: ["cancel"], odoo) }
    odoo.onCall("button_cancel") { odoo, ids, _ in
      Self.bring(ids, to: "cancel", from: ["draft", "sent", "purchase"], odoo)
    }
    odoo.onCall("button_lock", set: ["locked": true])
    odoo.onCall("button_unlock", set: ["locked": false])
    odoo.onCall("action_post", set: ["state": "posted"])
  }

  /// Buttons of orders and bills have the same names; ids are of one or the other.
  private static func bring(_ ids: [Int], to state: JSON, from: [String], _ odoo: FakeOdoo) -> JSON {
    for model in ["purchase.order", "account.move"] {
      let last = odoo.calls.last { $0.model == model && $0.name.hasPrefix("button_") }
      guard last == odoo.calls.last else { continue }
      for record in odoo.records(model) where ids.contains(record["id"]?.intValue ?? 0) {
        guard from.contains(record["state"]?.stringValue ?? "") else { continue }
        odoo.put(record.replacing("state", with: state), model)
      }
    }
    return .null
  }

  // MARK: Totals

  /// What a move refers to; it does not change.
  private struct Tables {
    let taxes: [JSON]
    let partners: [JSON]
    let currencies: [JSON]

    init(_ odoo: FakeOdoo) {
      taxes = odoo.records("account.tax")
      partners = odoo.records("res.partner")
      currencies = odoo.records("res.currency")
    }
  }

  private static func move(_ move: JSON, _ tables: Tables) -> JSON {
    let lines = move["invoice_line_ids"]?.arrayValue ?? []
    var (net, tax): (Decimal, Decimal) = (0, 0)
    for line in lines {
      let amount = (line["quantity"]?.decimalValue ?? 0) * (line["price_unit"]?.decimalValue ?? 0)
      let found = tables.taxes.first { $0["id"] == line["tax_ids"]?[0] }
      let rate = (found?["amount"]?.decimalValue ?? 0) / 100
      let base = found?["price_include"] == true ? (amount / (1 + rate)).rounded(2) : amount
      net += base.rounded(2)
      tax += found?["price_include"] == true ? amount - base : (amount * rate).rounded(2)
    }
    return move.filling([("state", "draft"), ("payment_state", "not_paid")])
      .replacing("display_name", with: .string("Bill \(move["id"]?.intValue ?? 0)"))
      .replacing("amount_untaxed", with: .string(net.shortest))
      .replacing("amount_total", with: .string((net + tax).shortest))
      .expanding("partner_id", among: tables.partners)
      .expanding("currency_id", among: tables.currencies)
  }

  private static func order(_ order: JSON) -> JSON {
    let id = order["id"]?.intValue ?? 0
    let lines = (order["order_line"]?.arrayValue ?? []).map { line in
      let number = line["id"]?.intValue ?? 0
      return line.replacing("id", with: .int(number > 100 ? number : id * 100 + number))
        .filling([("qty_received", "0"), ("qty_invoiced", "0")])
    }
    let amounts = lines.map { ($0["product_qty"]?.decimalValue ?? 0) * ($0["price_unit"]?.decimalValue ?? 0) }
    return order.filling([("state", "draft"), ("locked", false)])
      .replacing("display_name", with: order["name"] ?? .string("P0000\(id)"))
      .replacing("order_line", with: .array(lines))
      .replacing("amount_total", with: .string(amounts.reduce(0, +).shortest))
  }
}

extension JSON {
  /// The object with these members where it has none or an empty one of the name.
  fileprivate func filling(_ members: [(String, JSON)]) -> JSON {
    var object = objectValue ?? JSONObject()
    for (name, value) in members where object[name]?.isNull ?? true { object[name] = value }
    return .object(object)
  }

  /// A relation as a tree shows it.
  fileprivate func expanding(_ name: String, among records: [JSON]) -> JSON {
    guard let id = self[name]?.intValue, let record = records.first(where: { $0["id"]?.intValue == id }) else {
      return self
    }
    return replacing(name, with: record)
  }
}
