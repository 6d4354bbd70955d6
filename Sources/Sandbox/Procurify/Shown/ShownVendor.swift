import Core

/// A vendor as the API shows it.
enum ShownVendor {
  private static let texts = [
    "addressLineOne", "addressLineTwo", "postalCode", "city", "state_province", "country", "phoneOne", "phoneTwo",
    "fax",
    "comments", "contact", "url", "external_id",
  ]

  /// As it stands in bills, orders and items.
  static func within(_ tenant: ProcurifyTenant, _ id: Int?) -> JSON {
    tenant[.vendors, id].map { .record(members(tenant, $0) + [("overall_score", 0)]) } ?? .null
  }

  /// As the list shows it.
  static func row(_ tenant: ProcurifyTenant, _ record: ProcurifyRecord) -> JSON {
    .record(members(tenant, record) + [("overall_score", "0.000")])
  }

  /// On its own.
  static func detail(_ tenant: ProcurifyTenant, _ record: ProcurifyRecord) -> JSON {
    let performance: JSON = ["delivery": 0, "quality": 0]
    return .record(members(tenant, record) + [("overall_score", 0), ("performance", performance)])
  }

  private static func members(_ tenant: ProcurifyTenant, _ record: ProcurifyRecord) -> [(String, JSON?)] {
    let texts = texts.map { ($0, record[$0] ?? .null) }
    return [
      ("id", .int(record.id)), ("name", record["name"]), ("active", .bool(record.flag("active", true))),
      ("type", .int(record.int("type") ?? 4)), ("email", record["email"] ?? []),
      ("dateModified", JSON(record.modified)), ("currency", record["currency"] ?? .null),
      ("payment_term_ref", term(tenant, record.int("payment_term"))), ("shipping_term_ref", .null),
      ("payment_method_ref", .null), ("shipping_method_ref", .null), ("payment_methods", bank(tenant, record)),
      ("tax", record["tax"] ?? .null), ("default_payment_method", .null), ("creditcards", []),
      ("is_1099_eligible", .bool(record.flag("is_1099_eligible"))), ("is_auto_email_po_enabled", false),
      ("po_pdf_labels", ""),
    ] + texts
  }

  static func term(_ tenant: ProcurifyTenant, _ id: Int?) -> JSON {
    guard let term = tenant[.terms, id] else { return .null }
    return [
      "id": .int(term.id), "name": term["name"] ?? "", "description": term["description"] ?? .null,
      "active": .bool(term.flag("active", true)),
    ]
  }

  /// Bank data that nobody but Procurify has a use for; a client must neither copy nor log it.
  private static func bank(_ tenant: ProcurifyTenant, _ record: ProcurifyRecord) -> JSON {
    guard let account = record.text("bank_account") else { return [] }
    return [
      [
        "id": .int(record.id), "name": "Bank transfer", "type": 1, "data": ["account_number": .string(account)],
        "currency": ShownReference.currency(tenant, record.int("currency") ?? 1),
      ]
    ]
  }
}
