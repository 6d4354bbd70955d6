import Core
import Foundation

/// An item of a requisition and later of a purchase order: flat in its own lists, nested in orders and bills.
enum ShownOrderItem {
  /// With numbers in place of what it refers to.
  static func flat(_ tenant: ProcurifyTenant, _ item: ProcurifyRecord) -> JSON {
    .record(
      common(tenant, item) + [
        ("account", item["account"] ?? .null), ("currency", item["currency"] ?? .null),
        ("pref_vendor", item["vendor"] ?? .null), ("catalog_item", item["catalog_item"] ?? .null),
        ("purchaser", .int(1)), ("item_attachments", []), ("quantity", .fixed(item.amount("quantity"), 5)),
        ("approved_quantity", .fixed(approved(item, "quantity"), 5)),
        ("receivedPassQty", .fixed(item.amount("received"), 5)), ("receivedFailQty", .fixed(item.amount("failed"), 5)),
        ("order_number", item["requisition"] ?? .null),
      ]
    )
  }

  /// As it stands in a purchase order.
  static func line(_ tenant: ProcurifyTenant, _ item: ProcurifyRecord) -> JSON {
    nested(tenant, item).putting([], at: "attachments").putting([], at: "approval_history").putting([], at: "flags")
  }

  /// With the things themselves, and quantities as numbers, as it stands in a bill.
  static func nested(_ tenant: ProcurifyTenant, _ item: ProcurifyRecord) -> JSON {
    let catalog = tenant[.catalog, item.int("catalog_item")].map { CatalogPages.shown(tenant, $0) }
    return .record(
      common(tenant, item) + origin(tenant, item) + [
        ("account", ShownReference.budget(tenant, item.int("account"))),
        ("currency", ShownReference.currencySummary(tenant, item.int("currency"))),
        ("pref_vendor", ShownVendor.within(tenant, item.int("vendor"))), ("catalog_item", catalog ?? .null),
        ("purchaser", UserPages.summary(tenant, 1)), ("item_attachments", []), ("attachments", ""),
        ("quantity", .number(item.amount("quantity"))), ("approved_quantity", .number(approved(item, "quantity") ?? 0)),
        ("receivedPassQty", .number(item.amount("received"))), ("receivedFailQty", .number(item.amount("failed"))),
        ("cost_details", costs(tenant, item)), ("spend_allocation", spending(tenant, item)), ("taxes", []),
        ("custom_fields", []), ("comments", []), ("logs", []), ("recurrence", .null),
      ]
    )
  }

  private static func common(_ tenant: ProcurifyTenant, _ item: ProcurifyRecord) -> [(String, JSON?)] {
    let code = tenant[.accountCodes, tenant[.accounts, item.int("account")]?.int("account_code")]
    let order = item.int("purchase_order")
    let texts = ["sku", "external_id"].map { ($0, item[$0] ?? "") }
    return [
      ("id", .int(item.id)), ("name", item["name"]), ("num", item["num"] ?? item["sku"] ?? ""),
      ("unit", item["unit"] ?? ""), ("price", .fixed(item.amount("price"), 8)),
      ("approved_price", .fixed(approved(item, "price"), 8)), ("accountCode", code?["code"] ?? ""),
      ("vendor", tenant[.vendors, item.int("vendor")]?["name"] ?? ""),
      ("tax_amount", .fixed(item.amount("tax_amount"), 8)),
      ("shipping_amount", .fixed(item.amount("shipping_amount"), 8)),
      ("total_cost", .fixed(OrderSums.total(item), 2)), ("orderNum", item["requisition"] ?? .null),
      ("purchase_order", JSON(order)), ("PO", .array(order.map { [.int($0)] } ?? [])),
      ("PO_line_num", .int(item.int("line") ?? 0)), ("po_version", .int(item.int("po_version") ?? 0)),
      ("status", .int(item.int("status") ?? 0)), ("type", .int(item.int("type") ?? 0)),
      ("receive_method", .int(item.int("receive_method") ?? 0)), ("lineComment", item["comment"] ?? .null),
      ("approved_datetime", item["approved_at"] ?? .null), ("created_at", .string(item.created)),
      ("updated_at", JSON(item.modified)), ("last_modified", item.modified.map(JSON.string)),
      ("dateInvoiced", .null), ("hot", false), ("po_note", ""), ("inventoryItem", .null),
      ("last_changed_by", .int(1)), ("active", .bool(item.flag("active", true))),
      ("is_active", .bool(item.flag("active", true))),
    ] + texts
  }

  private static func origin(_ tenant: ProcurifyTenant, _ item: ProcurifyRecord) -> [(String, JSON?)] {
    let requisition = tenant[.requisitions, item.int("requisition")]
    let order = tenant[.orders, item.int("purchase_order")]
    return [
      ("order_status", requisition.map { .int($0.int("status") ?? 0) }),
      ("order_description", requisition?["description"]), ("date_required", requisition?["required"]),
      ("order_uuid", requisition.map { .string(ProcurifyShelf.requisitions.uuid($0.id)) }),
      ("purchase_order_number", order?["number"]),
      ("purchase_order_uuid", order.map { .string(ProcurifyShelf.orders.uuid($0.id)) }),
    ]
  }

  private static func approved(_ item: ProcurifyRecord, _ name: String) -> Decimal? {
    item["approved_at"] == nil ? nil : item.amount(name)
  }

  private static func costs(_ tenant: ProcurifyTenant, _ item: ProcurifyRecord) -> JSON {
    let total = OrderSums.total(item)
    let rate = tenant[.currencies, item.int("currency")]?.amount("rate") ?? 1
    return [
      "subtotal": .fixed((item.amount("quantity") * item.amount("price")).rounded(2), 8),
      "total_cost": .fixed(total, 8), "total_cost_in_base_currency": .fixed((total * rate).rounded(2), 8),
      "tax_amount": .fixed(item.amount("tax_amount"), 8),
    ]
  }

  /// The accounts an item is spread over; one account is no spreading.
  private static func spending(_ tenant: ProcurifyTenant, _ item: ProcurifyRecord) -> JSON {
    .array(
      item.list("allocations").enumerated().map { index, part in
        let account = tenant[.accounts, part["account"]?.intValue]
        return [
          "id": .int(item.id * 10 + index + 1), "amount": .fixed(part["amount"]?.decimalValue ?? 0, 8),
          "account": account.map { spendAccount(tenant, $0) } ?? .null,
        ]
      }
    )
  }

  private static func spendAccount(_ tenant: ProcurifyTenant, _ account: ProcurifyRecord) -> JSON {
    let code = tenant[.accountCodes, account.int("account_code")]
    let department = tenant[.departments, account.int("department")]
    let location = tenant[.locations, department?.int("location")]
    return [
      "id": .int(account.id), "active": .bool(account.flag("active", true)),
      "account_code": [
        "id": JSON(code?.id), "code": code?["code"] ?? "", "description": code?["description"] ?? "",
        "account_type": .int(code?.int("account_type") ?? 2), "active": .bool(code?.flag("active", true) ?? true),
      ],
      "department": [
        "id": JSON(department?.id), "name": department?["name"] ?? "",
        "external_id": department?["external_id"] ?? .null,
        "branch": [
          "id": JSON(location?.id), "name": location?["name"] ?? "", "phoneOne": "",
          "localCurrency": location?["currency"] ?? 1,
        ],
      ],
    ]
  }
}
