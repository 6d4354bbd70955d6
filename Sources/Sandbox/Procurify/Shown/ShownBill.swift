import Core
import Foundation

/// A bill as the API shows it: a short row in the list, everything on its own.
enum ShownBill {
  static func row(_ tenant: ProcurifyTenant, _ bill: ProcurifyRecord) -> JSON {
    let vendor = tenant[.vendors, bill.int("vendor")]
    let currency = tenant[.currencies, bill.int("currency")]
    return .record(
      common(tenant, bill) + [
        ("vendor", ["id": JSON(vendor?.id), "name": vendor?["name"] ?? ""]),
        (
          "currency",
          ["id": JSON(currency?.id), "name": currency?["name"] ?? "", "rate": .fixed(currency?.amount("rate") ?? 1, 6)]
        ),
        ("items", .array(bill.list("items").compactMap { $0["id"] })), ("past_due", isPastDue(tenant, bill)),
        ("next_approver_choices", .null), ("payment_uuid", payment(tenant, bill).map { .string($0) } ?? .null),
        ("invoice_created", false), ("invoice_total", .number(BillSums(bill).totalWithTax)),
      ]
    )
  }

  static func detail(_ tenant: ProcurifyTenant, _ bill: ProcurifyRecord) -> JSON {
    let sums = BillSums(bill)
    let rate = tenant[.currencies, bill.int("currency")]?.amount("rate") ?? 1
    return .record(
      common(tenant, bill) + snapshot(tenant, bill) + [
        ("vendor", ShownVendor.within(tenant, bill.int("vendor"))),
        ("currency", ShownReference.currency(tenant, bill.int("currency"))),
        ("items", .array(bill.list("items").map { ShownBillItem.item(tenant, bill, $0) })),
        ("costs", .array(bill.list("costs").map { ShownBillItem.cost(tenant, bill, $0) })),
        ("tax_amount", .number(sums.tax)), ("inclusive_tax_amount", .number(sums.inclusiveTax)),
        ("exclusive_tax_amount", .number(sums.tax - sums.inclusiveTax)), ("subtotal_cost", .number(sums.subtotal)),
        ("total_cost", .number(sums.total)), ("shipping_amount", .number(sums.shipping)),
        ("converted_total_cost", .number((sums.totalWithTax * rate).rounded(2))),
        ("note", bill["note"] ?? ""), ("active", true), ("bill_statuses", statuses(tenant, bill)),
        ("invoice_attachments", []), ("approval_chain", .null), ("comments", []), ("version_choices", []),
        ("next_approver_choices", .null), ("bill_payment", .null), ("payment_method", .null),
        ("added_purchase_orders", orders(tenant, bill)),
      ]
    )
  }

  /// What goes with one bill, or with a list of them.
  static func metadata(_ total: Decimal, currencies: Set<Int>) -> [(String, JSON)] {
    [
      ("summary", ["total_cost": .number(total), "has_multiple_currency": .bool(currencies.count > 1)]),
      ("permissions", ["can_edit": true, "can_delete": false, "can_approve": false]),
    ]
  }

  private static func common(_ tenant: ProcurifyTenant, _ bill: ProcurifyRecord) -> [(String, JSON?)] {
    let days = ["invoice_date", "due_date", "gl_post_date", "submitted_date"].map { ($0, bill[$0] ?? .null) }
    return [
      ("id", .int(bill.id)), ("uuid", .string(ProcurifyShelf.bills.uuid(bill.id))),
      ("version", .int(bill.int("version") ?? 1)), ("status", .int(bill.int("status") ?? 0)),
      ("type", .int(bill.int("type") ?? 0)), ("invoice_number", bill["invoice_number"] ?? ""),
      ("last_modified_datetime", JSON(bill.modified)),
      ("locked", .bool(BillStatus(rawValue: bill.int("status") ?? 0)?.isLocked ?? false)),
      ("group", .null), ("user", UserPages.summary(tenant, bill.int("user"))),
      ("total_cost_with_tax", .number(BillSums(bill).totalWithTax)), ("invoice_uuid", ""),
    ] + days
  }

  /// The vendor as it was called when the bill was made.
  private static func snapshot(_ tenant: ProcurifyTenant, _ bill: ProcurifyRecord) -> [(String, JSON?)] {
    let vendor = tenant[.vendors, bill.int("vendor")]
    let term = tenant[.terms, bill.int("payment_term") ?? vendor?.int("payment_term")]
    let text: (String) -> JSON = { vendor?[$0] ?? "" }
    return [
      ("vendor_name", bill["vendor_name"] ?? text("name")), ("vendor_contact", text("contact")),
      ("vendor_address_one", text("addressLineOne")), ("vendor_address_two", text("addressLineTwo")),
      ("vendor_postal_code", text("postalCode")), ("vendor_city", text("city")),
      ("vendor_state_province", text("state_province")), ("vendor_country", text("country")),
      ("payment_terms", term?["name"] ?? ""),
    ]
  }

  private static func statuses(_ tenant: ProcurifyTenant, _ bill: ProcurifyRecord) -> JSON {
    .array(
      bill.list("history").enumerated().map { index, step in
        [
          "id": .int(bill.id * 100 + index + 1), "user": UserPages.summary(tenant, 1), "date": step["at"] ?? .null,
          "status": step["status"] ?? 0, "bill": .int(bill.id),
        ]
      }
    )
  }

  private static func orders(_ tenant: ProcurifyTenant, _ bill: ProcurifyRecord) -> JSON {
    let items = bill.list("items").compactMap { tenant[.items, $0["order_item"]?.intValue] }
    let orders = Set(items.compactMap { $0.int("purchase_order") }).sorted()
    return .array(
      tenant.all(.orders, orders).map { order in
        [
          "id": .int(order.id), "number": order["number"] ?? "",
          "currency": tenant[.currencies, order.int("currency")]?["name"] ?? "",
          "total_amount": .fixed(OrderSums(order, tenant).total, 2),
        ]
      }
    )
  }

  private static func isPastDue(_ tenant: ProcurifyTenant, _ bill: ProcurifyRecord) -> JSON {
    .bool(bill.int("status") != BillStatus.paid.rawValue && (bill.text("due_date") ?? "9") < tenant.time)
  }

  private static func payment(_ tenant: ProcurifyTenant, _ bill: ProcurifyRecord) -> String? {
    bill.int("payment").map(ProcurifyShelf.payments.uuid)
  }
}
