import Core
import Foundation

/// `/api/v3/catalog-items/`.
enum CatalogPages {
  static let routes = [
    ProcurifyRoute("/api/v3/catalog-items/", list.name) { tenant, call throws(ProcurifyRefusal) in
      try list.answer(tenant, call)
    }
  ]

  private static let list = ProcurifyList(
    name: "catalog-items",
    shelf: .catalog,
    filters: [
      "pref_vendor": .number("vendor"), "internalSKU": .text("sku"), "search": .search("name", "sku"),
      "department": ProcurifyFilter("Enter a number.") { text, _ in
        Int(text).map { wanted in { $1.ids("departments").contains(wanted) } }
      },
      "min_price": bound { $0 >= $1 }, "max_price": bound { $0 <= $1 },
    ].ignoring("bundle", "location"),
    orders: ["name": ProcurifyList.byText("name")],
    show: shown
  )

  private static func bound(_ fits: @escaping @Sendable (Decimal, Decimal) -> Bool) -> ProcurifyFilter {
    ProcurifyFilter("Enter a number.") { text, _ in
      Decimal(exactly: text).map { bound in { fits($1.amount("price"), bound) } }
    }
  }

  static func shown(_ tenant: ProcurifyTenant, _ record: ProcurifyRecord) -> JSON {
    let code = tenant[.accountCodes, record.int("account_code")].map { ShownReference.accountCode(tenant, $0) }
    return [
      "id": .int(record.id), "name": record["name"] ?? "", "description": record["description"] ?? .null, "image": "",
      "unitType": record["unit"] ?? "", "pref_vendor": ShownVendor.within(tenant, record.int("vendor")),
      "account_code": code ?? .null, "internalSKU": record["sku"] ?? "", "product_url": record["url"] ?? .null,
      "currency": ShownReference.currencySummary(tenant, record.int("currency")),
      "price": .fixed(record.amount("price"), 8), "rfo_lock": false,
      "departments": record["departments"] ?? [], "custom_fields": [], "requested_count": 0,
      "last_requested_date": .null,
    ]
  }
}
