extension Issue {
  /// A record of the partner's that a document needs and that Odoo has no counterpart for.
  ///
  /// Example: kind `procurify.account_code`, externalID `12`, name "6100 Shop supplies", model `account.account`. The
  /// document goes on by itself once the two are linked, or once a record of the model appeared or changed in Odoo.
  package struct Missing: Sendable, Hashable, Codable {
    /// What kind of record it is: a kind of link, for example `procurify.account_code`.
    package var kind: String
    /// The partner's id of it, as it would be linked.
    package var externalID: String
    /// What the partner calls it, for people.
    package var name: String
    /// Where its counterpart would be, for example `account.account`.
    package var model: String

    package init(kind: String, externalID: String, name: String, model: String) {
      self.kind = kind
      self.externalID = externalID
      self.name = name
      self.model = model
    }
  }
}
