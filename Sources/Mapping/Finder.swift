package import Core

/// How a partner's identifier names a record of Odoo: by a field that holds it, exactly one record.
package struct Finder: Sendable {
  /// The model, for example `res.partner`.
  package let model: String
  /// Where the identifier stands, for example `ref`.
  package let field: String
  /// What a person calls such a record: `contact`.
  package let what: String
  /// What a person calls the identifier: `GLN`.
  package let noun: String
  /// Odoo's own label of the field.
  package let label: String
  /// What of the record is read besides `active` and the field itself.
  package let reads: JSON
  /// True for models whose records may belong to one company: only the connection's own and nobody's count.
  package let hasCompany: Bool
  /// True for models whose records can be archived.
  package let hasActive: Bool
  /// What to do when there is no such record, as one sentence; nil for entering the identifier on the right one.
  package let repair: String?
  /// Every way in which the field may spell an identifier; the first is the shortest to say.
  package let spellings: @Sendable (String) -> [String]
  /// What a record must share with another one found on the same line; nil where it stands alone.
  package let scope: Scope?

  package init(
    _ what: String,
    _ model: String,
    by field: String,
    noun: String,
    label: String,
    reads: JSON = [:],
    hasCompany: Bool = true,
    hasActive: Bool = true,
    scope: Scope? = nil,
    repair: String? = nil,
    spellings: @escaping @Sendable (String) -> [String] = { [$0] }
  ) {
    self.what = what
    self.model = model
    self.field = field
    self.noun = noun
    self.label = label
    self.reads = reads
    self.hasCompany = hasCompany
    self.hasActive = hasActive
    self.scope = scope
    self.repair = repair
    self.spellings = spellings
  }

  /// Narrows the records to those that fit a record found before, for example units of the product's own category.
  package struct Scope: Sendable {
    /// The field of the same line whose record narrows the choice, for example `product_id`.
    package let field: String
    package let fits: @Sendable (_ candidate: JSON, _ other: JSON) -> Bool
    /// Leaves of a domain that say the same.
    package let domain: @Sendable (_ other: JSON) -> [JSON]
    /// Words that say the same, after the name of the record: `of the same category as Units`.
    package let words: @Sendable (_ other: JSON) -> String

    package init(
      _ field: String,
      fits: @escaping @Sendable (_ candidate: JSON, _ other: JSON) -> Bool,
      domain: @escaping @Sendable (_ other: JSON) -> [JSON],
      words: @escaping @Sendable (_ other: JSON) -> String
    ) {
      self.field = field
      self.fits = fits
      self.domain = domain
      self.words = words
    }
  }
}
