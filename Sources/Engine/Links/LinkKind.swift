package import Core

/// A kind of the partner's records that people link to records of Odoo, for example account codes to accounts.
package struct LinkKind: Sendable {
  /// Under which Odoo keeps the links: `procurify.account_code`.
  package let kind: String
  /// For people: `Account code`.
  package let label: String
  /// The records that may be meant, for example `account.account`.
  package let model: String
  /// The ways in which a row names a record, in the order in which they are tried; all of them are shown.
  package let keys: [MatchKey]
  /// Which records count, as leaves of a domain of Odoo.
  package let domain: @Sendable (Settings) -> [JSON]
  /// What a record of the partner's says of itself, by the places that `keys` name.
  package let row: @Sendable (Issue.Missing) -> JSON

  package init(
    _ kind: String,
    _ label: String,
    model: String,
    keys: [MatchKey],
    domain: @escaping @Sendable (Settings) -> [JSON] = { _ in [] },
    row: @escaping @Sendable (Issue.Missing) -> JSON = LinkKind.plainRow
  ) {
    self.kind = kind
    self.label = label
    self.model = model
    self.keys = keys
    self.domain = domain
    self.row = row
  }

  /// `{external_id, name}`.
  package static let plainRow: @Sendable (Issue.Missing) -> JSON = { missing in
    .record([("external_id", .string(missing.externalID)), ("name", .string(missing.name))])
  }
}
