package import Core

/// How the sidecar signs in to one database over HTTP, and what came of it the last time.
package struct OdooConnectionRow: Sendable, Equatable {
  /// What stands in `state` when all is well.
  package static let fine = "ok"

  package var database: Int64
  /// Without a slash at its end.
  package var url: String
  package var name: String
  package var login: String
  /// `json2`, `jsonrpc` or `xmlrpc`.
  package var dialect: String
  /// True where a person named the dialect.
  package var isDialectFixed: Bool
  /// As Odoo spells it, for example `18.0+e`.
  package var version: String
  /// Opened by the vault alone.
  package var key: [UInt8]
  package var keyExpires: Timestamp?
  /// True where a person named the date, and Odoo is not asked for it.
  package var isExpiryGiven: Bool
  /// `database.uuid` of the Odoo, where the user may read it.
  package var uuid: String?
  package var checkedAt: Timestamp
  /// `ok`, or the code of what keeps us out.
  package var state: String
  /// The sentence about it.
  package var message: String?

  package init(
    database: Int64,
    url: String,
    name: String,
    login: String,
    dialect: String,
    isDialectFixed: Bool = false,
    version: String,
    key: [UInt8],
    keyExpires: Timestamp? = nil,
    isExpiryGiven: Bool = false,
    uuid: String? = nil,
    checkedAt: Timestamp,
    state: String = fine,
    message: String? = nil
  ) {
    self.database = database
    self.url = url
    self.name = name
    self.login = login
    self.dialect = dialect
    self.isDialectFixed = isDialectFixed
    self.version = version
    self.key = key
    self.keyExpires = keyExpires
    self.isExpiryGiven = isExpiryGiven
    self.uuid = uuid
    self.checkedAt = checkedAt
    self.state = state
    self.message = message
  }
}
