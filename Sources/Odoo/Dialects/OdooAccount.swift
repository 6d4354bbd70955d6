/// An Odoo over HTTP and who signs in there.
package struct OdooAccount: Sendable, Equatable {
  /// Without a slash at its end, for example `https://example.odoo.com`.
  package var url: String
  package var database: String
  package var login: String
  /// API key, or a password where the Odoo allows one; never shown.
  package var key: String

  package init(url: String, database: String, login: String, key: String) {
    self.url = url
    self.database = database
    self.login = login
    self.key = key
  }
}

extension OdooAccount: CustomStringConvertible, CustomDebugStringConvertible {
  package var description: String { "\(login) on \(database) at \(url)" }
  package var debugDescription: String { description }
}
