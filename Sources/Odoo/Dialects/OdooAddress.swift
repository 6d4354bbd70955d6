package import Core
import Foundation

/// The address of an Odoo as it is stored and compared: `https://example.odoo.com`, no slash at the end.
///
/// Read from what a person pastes: a page of the web client is fine, and without a scheme it is `https`.
package struct OdooAddress: Sendable, Hashable {
  package let url: String
  package let host: String
  package let isSecure: Bool

  /// - Throws: `.configuration` `odoo.address` for anything that is no address of a web server.
  package init(_ text: String) throws(Failure) {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    let full = trimmed.contains("://") ? trimmed : "https://\(trimmed)"
    guard let parts = URLComponents(string: full), let host = parts.host?.lowercased(), !host.isEmpty,
      let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme)
    else { throw Self.wrong("This is no address of a web server.") }
    guard parts.user == nil, parts.password == nil else {
      throw Self.wrong("The address holds a user or a password.")
    }
    let first = parts.path.split(separator: "/").first.map(String.init)
    guard first.map({ ["web", "odoo", "my", "jsonrpc", "xmlrpc", "json"].contains($0) }) ?? true else {
      throw Self.wrong("The address names a page; Odoo answers at the root of its host only.")
    }
    let standard = scheme == "https" ? 443 : 80
    let port = parts.port.flatMap { $0 == standard ? nil : ":\($0)" } ?? ""
    url = "\(scheme)://\(host)\(port)"
    self.host = host
    isSecure = scheme == "https"
  }

  /// The database that an address of Odoo Online means; nil elsewhere.
  package var hostedDatabase: String? {
    guard host.hasSuffix(".odoo.com"), host.split(separator: ".").count == 3 else { return nil }
    return host.split(separator: ".").first.map(String.init)
  }

  /// A failure to get in, with what is peculiar to Odoo Online where the address is there.
  package func explain(_ failure: Failure) -> Failure {
    let codes = ["odoo.key_refused", "odoo.not_odoo", "odoo.access", "odoo.redirected"]
    guard hostedDatabase != nil, codes.contains(failure.code) else { return failure }
    var explained = failure
    let online =
      "Odoo Online lets programs in on the Custom plan only, and a user needs a password of its own before its API key works:"
      + " Settings, Users, the user, Change Password."
    explained.hint = [failure.hint, online].compactMap(\.self).joined(separator: " ")
    return explained
  }

  private static func wrong(_ message: String) -> Failure {
    Failure(.configuration, "odoo.address", message, hint: "Enter it like https://example.odoo.com.")
  }
}
