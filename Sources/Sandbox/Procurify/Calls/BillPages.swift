import Core
import Foundation

/// `/api/v3/ap/bills/`, `/api/v2/ap/bills/{uuid}/` and `/api/v2/ap/items/`.
enum BillPages {
  static let routes = [
    ProcurifyRoute("/api/v3/ap/bills/", list.name) { tenant, call throws(ProcurifyRefusal) in
      try list.answer(tenant, call)
    },
    // By uuid only: a number is no bill's uuid, and is answered so.
    ProcurifyRoute("/api/v2/ap/bills/{id}/", list.name) { tenant, call throws(ProcurifyRefusal) in
      guard let id = ProcurifyShelf.bills.id(call.parameters["id"] ?? ""), let bill = tenant[.bills, id] else {
        throw .notFound
      }
      let metadata = ShownBill.metadata(BillSums(bill).totalWithTax, currencies: [])
      return try UserPages.single(ShownBill.detail(tenant, bill), call, tenant, metadata: .record(metadata))
    },
  ]

  private static let list = ProcurifyList(
    name: "bills",
    shelf: .bills,
    filters: dates.and(members).ignoring(
      "approver",
      "contract",
      "creator",
      "exclude_bill_group_ids",
      "group",
      "include_bill_group_ids",
      "last_export_user",
      "sync_status",
      "sync_status_v2",
      "user"
    ),
    orders: [
      "last_modified_datetime": ProcurifyList.byModified, "invoice_number": ProcurifyList.byText("invoice_number"),
      "invoice_date": ProcurifyList.byText("invoice_date"), "due_date": ProcurifyList.byText("due_date"),
      "submitted_date": ProcurifyList.byText("submitted_date"), "gl_post_date": ProcurifyList.byText("gl_post_date"),
    ],
    show: ShownBill.row,
    metadata: { _, found in
      ShownBill.metadata(
        found.reduce(0) { $0 + BillSums($1).totalWithTax },
        currencies: Set(found.compactMap { $0.int("currency") })
      )
    }
  )

  /// Days are days; only `last_modified_datetime` is a moment.
  private static let dates: [String: ProcurifyFilter] =
    ProcurifyFilter.moments("last_modified_datetime_0", "last_modified_datetime_1") { $1.modified }
    .and(ProcurifyFilter.days("modified_date") { $1.modified })
    .and(
      ["invoice_date", "due_date", "gl_post_date", "submitted_date"].reduce(into: [:]) { filters, name in
        filters.merge(ProcurifyFilter.days(name) { $1.text(name) }) { $1 }
      }
    )
    .and(ProcurifyFilter.days("last_export_date") { _, _ in nil })
    .and(ProcurifyFilter.days("payment_date") { tenant, bill in tenant[.payments, bill.int("payment")]?.text("date") })

  private static let members: [String: ProcurifyFilter] = [
    "type": .choice(0...2, "type"), "vendor": .number("vendor"), "vendor[]": .numbers { $1.int("vendor") },
    "currency": .number("currency"),
    "search": .search { tenant, bill in
      [bill.text("invoice_number"), tenant[.vendors, bill.int("vendor")]?.text("name")]
    },
    "has_payment": .flag { _, bill in bill.int("payment") != nil }, "is_exported": .flag { _, _ in false },
    "has_posting_date": .flag { _, bill in bill.text("gl_post_date") != nil },
    "is_invoice_created": .flag { _, _ in false },
    "exclude_expense_bills": ProcurifyFilter("Enter true or false.") { text, _ in
      ["true", "false"].contains(text) ? { text == "false" || $1.int("type") != 1 } : nil
    },
    "expense": .flag { _, bill in bill.int("type") == 1 },
    "department": allocated { account, tenant in account.int("department") },
    "location": allocated { account, tenant in tenant[.departments, account.int("department")]?.int("location") },
    "account_code": allocated { account, _ in account.int("account_code") },
  ]

  /// Bills of which any allocation is on this.
  private static func allocated(
    _ key: @escaping @Sendable (ProcurifyRecord, ProcurifyTenant) -> Int?
  ) -> ProcurifyFilter {
    ProcurifyFilter("Enter a number.") { text, _ in
      Int(text).map { wanted in
        { tenant, bill in
          let accounts = bill.list("items").flatMap { $0["allocations"]?.arrayValue ?? [] }.compactMap {
            tenant[.accounts, $0["account"]?.intValue]
          }
          return accounts.contains { key($0, tenant) == wanted }
        }
      }
    }
  }
}
