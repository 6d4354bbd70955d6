import Core
import Foundation

/// Payments of bills: the list of today, and the old one that is going away.
enum PaymentPages {
  static let routes = [
    ProcurifyRoute("/api/public/v1/payments/", list.name) { tenant, call throws(ProcurifyRefusal) in
      guard tenant.settings["new_payments"] == true else { throw .notFound }
      return try list.answer(tenant, call)
    },
    ProcurifyRoute("/api/v2/ap/payments/", old.name) { tenant, call throws(ProcurifyRefusal) in
      guard tenant.settings["old_payments"] == true else { throw .notFound }
      return try old.answer(tenant, call)
    },
  ]

  private static let list = ProcurifyList(
    name: "payments",
    shelf: .payments,
    filters: ProcurifyFilter.moments("updated_at_after", "updated_at_before") { $1.modified }
      .and(ProcurifyFilter.moments("created_at_after", "created_at_before") { $1.created })
      .and(ProcurifyFilter.moments("processing_date_after", "processing_date_before") { $1.text("date") })
      .and([
        "status": ProcurifyFilter("Select a valid choice.") { text, _ in
          let wanted = text.split(separator: ",").map(String.init)
          return Set(wanted).isSubset(of: statuses) ? { wanted.contains($1.text("status") ?? "") } : nil
        },
        "vendor": .number("vendor"), "currency": .number("currency"), "payment_amount": .amount("amount"),
        "ids": .numbers { $1.id },
      ]).ignoring("bill_groups", "invoice_number"),
    orders: ["created_at": { _, payment in payment.created }, "updated_at": ProcurifyList.byModified],
    show: shown
  )

  private static let statuses: Set = [
    "draft", "pending_approval", "approved", "denied", "paid", "processing", "failed", "scheduled",
  ]

  private static func shown(_ tenant: ProcurifyTenant, _ payment: ProcurifyRecord) -> JSON {
    let creator = tenant.all(.users).first
    return [
      "id": .int(payment.id), "uuid": .string(ProcurifyShelf.payments.uuid(payment.id)),
      "payment_source_name": .null, "payment_source_type": "external", "external_payment_source_id": .null,
      "creator": [
        "email": creator?["email"] ?? "", "first_name": creator?["first_name"] ?? "",
        "last_name": creator?["last_name"] ?? "",
      ],
      "created_at": .string(payment.created), "updated_at": JSON(payment.modified),
      "amount": .fixed(payment.amount("amount"), 2),
      "currency": ShownReference.currency(tenant, payment.int("currency")), "status": payment["status"] ?? "paid",
      "processing_date": payment["date"] ?? .null, "direct_debit_bank_account_mask": .null,
      "vendor_name": tenant[.vendors, payment.int("vendor")]?["name"] ?? .null,
      "posted_date": payment.text("date").map { .string(String($0.prefix(10))) } ?? .null, "gl_code": .null,
      "vendor_payment_method_country_code": .null, "vendor_payment_method_rail": .null,
      "bill_groups": payment["bills"] ?? [],
    ]
  }

  private static let old = ProcurifyList(
    name: "payments",
    shelf: .payments,
    filters: ProcurifyFilter.days("payment_date") { $1.text("date") }
      .and(["currency": .number("currency")]).ignoring("approver", "payment_method__type", "search"),
    show: shownAsBefore,
    metadata: { _, found in
      [
        ("summary", ["total_cost": .number(found.reduce(0) { $0 + $1.amount("amount") })]),
        ("permissions", ["can_edit": false, "can_delete": false, "can_approve": false]),
      ]
    }
  )

  private static func shownAsBefore(_ tenant: ProcurifyTenant, _ payment: ProcurifyRecord) -> JSON {
    let tax = tenant.all(.bills, payment.ids("bills")).reduce(Decimal(0)) { $0 + BillSums($1).tax }
    return [
      "id": .int(payment.id), "payment_method": .null, "payment_method_type": 0,
      "payment_date": payment.text("date").map { .string(String($0.prefix(10))) } ?? .null,
      "amount": .fixed(payment.amount("amount"), 8), "total_amount_with_tax": .fixed(payment.amount("amount"), 2),
      "tax_amount": .fixed(tax, 2), "inclusive_tax_amount": .fixed(0, 2), "exclusive_tax_amount": .fixed(tax, 2),
      "currency": ShownReference.currency(tenant, payment.int("currency")), "status": 4, "next_approver_choices": [],
    ]
  }
}
