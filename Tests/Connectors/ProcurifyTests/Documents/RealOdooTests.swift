import Core
import Engine
import Foundation
import HTTP
import Odoo
import TestKit
import Testing

@testable import ProcurifyConnector

/// The flows on a real Odoo over HTTP, with its own arithmetic, rights and refusals.
///
/// Runs where `SIDECAR_PROCURIFY` names a file `{url, database, users: {procurify: {key}}, settings, links}` as
/// `contrib/lib/steps_procurify.py` writes it, with `dialect` beside; without it there is nothing to ask.
@Suite(
  "Requisitions, orders and bills of Procurify in a real Odoo",
  .serialized,
  .enabled(if: RealOdoo.file != nil, "no Odoo: SIDECAR_PROCURIFY is not set")
)
struct RealOdooTests {
  @Test("become one order, billed by its lines, and follow Procurify to the end", arguments: RealOdoo.dialects)
  func story(_ dialect: DialectName) async throws {
    let odoo = try RealOdoo(dialect)
    let several = try odoo.own(DocumentsWorld.document("requisition.pull", "several-vendors"))
    let both = try odoo.own(DocumentsWorld.document("order.pull", "two-plants"))
    let first = try await odoo.apply(.requisition, several)
    let ordered = try await odoo.apply(.order, both)
    let again = try await odoo.apply(.order, both.replacing("version", with: 2))
    #expect(ordered.record == again.record)
    #expect(first.record != 0)
    let order = try await odoo.order(ordered.record)
    #expect(order["state"] == "purchase")
    #expect(order["amount_total"] == "225")
    #expect(order["order_line"]?.arrayValue?.count == 2)

    let bill = try odoo.own(DocumentsWorld.document("bill.pull", "ordered"))
    let billed = try await odoo.apply(.bill, bill)
    let move = try await odoo.bill(billed.record)
    #expect(billed.warnings.map(\.message) == [])
    #expect(move["state"] == "draft")
    #expect(move["amount_total"] == "108.25")
    #expect(move["date"] == "2026-03-03")
    let line = move["invoice_line_ids"]?[0]
    #expect(line?["account_id"]?["code"] == "6100")
    #expect(line?["analytic_distribution"]?.objectValue?.members.count == 1)
    #expect(line?["purchase_line_id"]?["order_id"] == .int(ordered.record))
    let counted = try await odoo.order(ordered.record)
    #expect(counted["order_line"]?[0]?["qty_invoiced"] == "2")

    let later = both.replacing("order_items[0].quantity", with: 5)
    #expect(await odoo.codes(.order, later) == ["procurify.locked_target"])
    let closed = try await odoo.apply(.order, both.replacing("state", with: 3))
    #expect(try await odoo.order(closed.record)["is_locked"] == true)
  }

  @Test("change with Procurify: lines, closing, reopening, cancelling", arguments: RealOdoo.dialects)
  func changes(_ dialect: DialectName) async throws {
    let odoo = try RealOdoo(dialect)
    let both = try odoo.own(DocumentsWorld.document("order.pull", "two-plants"))
    let made = try await odoo.apply(.order, both)
    let changed = both.replacing("order_items[0].quantity", with: 3).replacing("order_items[0].price", with: "45")
    _ = try await odoo.apply(.order, changed.replacing("total", with: "260"))
    let order = try await odoo.order(made.record)
    #expect(order["amount_total"] == "260")
    _ = try await odoo.apply(.order, changed.replacing("state", with: 3))
    #expect(try await odoo.order(made.record)["is_locked"] == true)
    let reopened = changed.replacing("state", with: 5).replacing("order_items[0].quantity", with: 4)
    _ = try await odoo.apply(.order, reopened)
    #expect(try await odoo.order(made.record)["is_locked"] == false)
    #expect(try await odoo.order(made.record)["amount_total"] == "305")
    _ = try await odoo.apply(.order, reopened.replacing("state", with: 1))
    #expect(try await odoo.order(made.record)["state"] == "cancel")
  }

  @Test("become bills of every shape that Odoo can post", arguments: RealOdoo.dialects)
  func shapes(_ dialect: DialectName) async throws {
    var odoo = try RealOdoo(dialect)
    odoo.settings["auto_post"] = true
    let names = [
      "plain", "five-plants", "several-allocations", "billed-by-cost", "price-with-tax", "two-taxes", "costs",
      "shipping-of-an-item", "shipping-of-the-bill", "note", "credit-note", "without-posting-date", "status-paid",
    ]
    for name in names {
      let bill = try odoo.own(DocumentsWorld.document("bill.pull", name))
      let applied = try await odoo.apply(.bill, bill)
      let move = try await odoo.bill(applied.record)
      let total = bill["total_cost_with_tax"]?.decimalValue?.magnitude
      #expect(applied.warnings.map(\.message) == [], "\(name)")
      #expect(move["amount_total"]?.decimalValue == total, "\(name)")
      #expect(move["state"] == "posted", "\(name)")
      let changed = bill.replacing("note", with: "changed since")
      #expect(await odoo.codes(.bill, changed) == ["procurify.locked_target"], "\(name)")
    }
  }

  @Test("are held for what is missing, and once each when it is there", arguments: RealOdoo.dialects)
  func held(_ dialect: DialectName) async throws {
    let odoo = try RealOdoo(dialect)
    for (name, code) in [
      ("account-missing", "procurify.gl_account_missing"), ("account-archived", "procurify.gl_account_archived"),
      ("department-without-cost-center", "procurify.cost_center_missing"), ("tax-unmapped", "procurify.tax_unmapped"),
      ("currency-inactive", "procurify.currency_missing"), ("vendor-missing", "procurify.vendor_missing"),
      ("period-locked", "procurify.period_locked"),
    ] {
      let bill = try odoo.own(DocumentsWorld.document("bill.pull", name))
      #expect(await odoo.codes(.bill, bill) == [code], "\(name)")
    }
    let plain = try odoo.own(DocumentsWorld.document("bill.pull"))
    _ = try await odoo.apply(.bill, plain)
    let other = plain.replacing("id", with: .int(9_000_000 + odoo.salt))
    #expect(await odoo.codes(.bill, other) == ["procurify.duplicate_reference"])
    _ = try await odoo.apply(.bill, plain.replacing("status", with: 5))
    let cancelled = try await odoo.apply(.bill, other)
    #expect(cancelled.record != 0)
  }

  @Test(
    "are asked for again after a rejection, and stay with the vendor that Odoo confirmed",
    arguments: RealOdoo.dialects
  )
  func backAgain(_ dialect: DialectName) async throws {
    let odoo = try RealOdoo(dialect)
    let several = try odoo.own(DocumentsWorld.document("requisition.pull", "several-vendors"))
    let asked = try await odoo.apply(.requisition, several)
    _ = try await odoo.apply(.requisition, several.replacing("status", with: 2))
    #expect(try await odoo.order(asked.record)["state"] == "cancel")
    let again = try await odoo.apply(.requisition, several)
    let request = try await odoo.order(again.record)
    #expect(again.record == asked.record)
    #expect(request["state"] == "draft")
    #expect(request["order_line"]?.arrayValue?.count == 2)

    let both = try odoo.own(DocumentsWorld.document("order.pull", "two-plants"))
    _ = try await odoo.apply(.order, both)
    let other = several["order_items"]?[1]?["pref_vendor"] ?? .null
    let moved = both.replacing("pref_vendor", with: ["id": other, "name": "Harbour Steel"])
    #expect(await odoo.codes(.order, moved) == ["procurify.locked_target"])
  }
}
