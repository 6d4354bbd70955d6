package import Engine
import Core

/// Which of Procurify's records people may link to records of Odoo, and what suggests itself.
extension Procurify {
  package var linkKinds: [LinkKind] {
    [
      LinkKind(
        Link.vendor,
        "Vendor",
        model: "res.partner",
        keys: [Self.name],
        domain: { Self.own($0) + [["parent_id", "=", false]] }
      ),
      LinkKind(
        Link.item,
        "Item",
        model: "product.product",
        keys: [
          MatchKey("default_code", "code", odoo: ["default_code"], ignoresCase: true),
          MatchKey("barcode", "code", odoo: ["barcode"]), Self.name,
        ],
        domain: Self.own,
        row: Self.item
      ),
      LinkKind(
        Link.accountCode,
        "Account Code",
        model: "account.account",
        keys: [
          MatchKey("code", "code", odoo: ["code"]),
          MatchKey("name", "words", odoo: ["name"], decides: false, ignoresCase: true, normalise: Self.words),
        ],
        row: Self.account
      ),
      Self.place(Link.department, "Department", plan: "department_plan"),
      Self.place(Link.location, "Location", plan: "location_plan"),
      Self.place(Link.costCenter, "Cost Center", plan: "department_plan"),
      LinkKind(
        Link.tax,
        "Tax",
        model: "account.tax",
        keys: [
          MatchKey("name", "tax", odoo: ["name"], ignoresCase: true, normalise: Self.words),
          MatchKey("percentage", "percent", odoo: ["amount"], decides: false),
        ],
        domain: { [["type_tax_use", "=", "purchase"], ["company_id", "parent_of", [.int($0.company)]]] },
        row: Self.tax
      ),
      LinkKind(Link.unit, "Unit", model: "uom.uom", keys: [Self.name]),
      LinkKind(Link.paymentTerm, "Payment Term", model: "account.payment.term", keys: [Self.name], domain: Self.own),
      LinkKind(
        Link.pickingType,
        "Location of Receipt",
        model: "stock.picking.type",
        keys: [MatchKey("name", "name", odoo: ["name"], decides: false, ignoresCase: true, normalise: Self.words)],
        domain: { [["code", "=", "incoming"], ["company_id", "=", .int($0.company)]] }
      ),
    ]
  }

  private static let name = MatchKey("name", "name", odoo: ["name"], ignoresCase: true, normalise: words)

  private static let words: @Sendable (String) -> String? = { text in
    let words = ItemKey.normalized(text)
    return words.isEmpty ? nil : words
  }

  private static let own: @Sendable (Settings) -> [JSON] = { settings in
    [["company_id", "in", [.int(settings.company), false]]]
  }

  private static func place(_ kind: String, _ label: String, plan: String) -> LinkKind {
    LinkKind(
      kind,
      label,
      model: "account.analytic.account",
      keys: [MatchKey("code", "name", odoo: ["code"], ignoresCase: true), name],
      domain: { settings in
        own(settings) + (settings.record(plan).map { [["plan_id", "child_of", [.int($0)]]] } ?? [])
      }
    )
  }

  /// `sTW-10` and `nTW-10` name a number.
  private static let item: @Sendable (Issue.Missing) -> JSON = { missing in
    let isNumbered = missing.externalID.hasPrefix("s") || missing.externalID.hasPrefix("n")
    let code = isNumbered ? String(missing.externalID.dropFirst()) : ""
    return .record([("code", .string(code)), ("name", .string(missing.name))])
  }

  /// `6100 Shop supplies`
  private static let account: @Sendable (Issue.Missing) -> JSON = { missing in
    let words = missing.name.split(separator: " ", maxSplits: 1)
    return .record([
      ("code", .string(String(words.first ?? ""))), ("words", .string(String(words.dropFirst().first ?? ""))),
    ])
  }

  /// `State|8.25|exclusive`
  private static let tax: @Sendable (Issue.Missing) -> JSON = { missing in
    let parts = missing.externalID.split(separator: "|", omittingEmptySubsequences: false)
    let percent = parts.count == 3 ? String(parts[1]) : ""
    return .record([("tax", .string(String(parts.first ?? ""))), ("percent", .string(percent))])
  }
}

extension Link {
  /// `account.payment.term`; id of the term.
  static let paymentTerm = "procurify.payment_term"
}
