/// The three ways in which an Odoo answers over HTTP, as settings and the store spell them.
package enum DialectName: String, Sendable, Codable, CaseIterable {
  /// `/json/2`, from 19.0 on; needs an API key, and no login.
  case json2
  /// `/jsonrpc`, 14.0 and later.
  case jsonrpc
  /// `/xmlrpc/2`, 14.0 and later.
  case xmlrpc
}
