/// One way in which a row of the partner's names a record of Odoo; an empty key matches nothing.
///
/// Both sides are normalised and must then be equal. Records are searched by `spellings`, once per key and page.
package struct MatchKey: Sendable {
  /// What a person reads as the reason, and the addon words: `business_id`, `email`, `name` …
  package let reason: String
  /// The place in the row, for example `business_id`.
  package let field: String
  /// Where the identifier stands in Odoo, for example `["company_registry", "vat"]`.
  package let odoo: [String]
  /// False for a key that only suggests: its record is listed and the row stays at *Do nothing*. An equal name is one,
  /// unless the partner's reference says otherwise.
  package let decides: Bool
  /// True when letters of either case are the same; Odoo is then searched without regard to case.
  package let ignoresCase: Bool
  /// The comparable form of either side; nil or empty for what names nothing.
  package let normalise: @Sendable (String) -> String?
  /// The forms in which Odoo may hold the row's value, the value itself among them where it can.
  package let spellings: @Sendable (String) -> [String]

  package init(
    _ reason: String,
    _ field: String,
    odoo: [String],
    decides: Bool = true,
    ignoresCase: Bool = false,
    normalise: @escaping @Sendable (String) -> String? = { $0 },
    spellings: @escaping @Sendable (String) -> [String] = { [$0] }
  ) {
    self.reason = reason
    self.field = field
    self.odoo = odoo
    self.decides = decides
    self.ignoresCase = ignoresCase
    self.normalise = normalise
    self.spellings = spellings
  }

  /// The same key on other fields of Odoo.
  func on(_ fields: [String]) -> MatchKey {
    MatchKey(
      reason,
      field,
      odoo: fields,
      decides: decides,
      ignoresCase: ignoresCase,
      normalise: normalise,
      spellings: spellings
    )
  }
}
