package import Core
package import HTTP

/// Finds the best dialect in which an account is let in, and whose account it is.
package struct OdooSignIn: Sendable {
  package let dialect: any OdooDialect
  /// Id of the user in Odoo.
  package let user: Int
  package let userName: String
  /// As Odoo has it.
  package let login: String
  package let hasEmail: Bool
  /// Companies that the user may work in.
  package let companies: [Int]

  /// - Parameters:
  ///   - account: who; nothing of it is stored.
  ///   - version: what answers there.
  ///   - wanted: the only dialect to try; nil for the best.
  ///   - http: the way there.
  /// - Throws: `.configuration` `odoo.key_refused`, `odoo.database_unknown`, `odoo.dialect`; `.transport`
  ///   `odoo.unreachable`.
  package init(_ account: OdooAccount, _ version: OdooVersion, wanted: DialectName? = nil, http: any HTTPTransport)
    async throws(Failure)
  {
    if let wanted, !version.dialects.contains(wanted) { throw .noDialect(wanted, version) }
    var refusal: Failure?
    for name in wanted.map({ [$0] }) ?? version.dialects {
      // The older two ask the same of the same.
      if name == .xmlrpc, refusal?.code == "odoo.key_refused" { break }
      do throws(Failure) {
        self = try await Self.enter(name.dialect(account, http: http), account)
        return
      } catch {
        // A password is no key for JSON-2, and a proxy may let only one of the older two through.
        guard ["odoo.key_refused", "odoo.not_odoo", "odoo.redirected"].contains(error.code) else { throw error }
        if refusal == nil || error.code == "odoo.key_refused" { refusal = error }
      }
    }
    throw refusal ?? .keyRefused()
  }

  private init(dialect: any OdooDialect, user: Int, record: JSON) {
    self.dialect = dialect
    self.user = user
    userName = record["name"]?.stringValue ?? ""
    login = record["login"]?.stringValue ?? ""
    hasEmail = !(record["email"]?.stringValue ?? "").isEmpty
    companies = (record["company_ids"]?.arrayValue ?? []).compactMap(\.intValue)
  }

  private static func enter(_ dialect: any OdooDialect, _ account: OdooAccount) async throws(Failure) -> OdooSignIn {
    let context = try await dialect.call("res.users", "context_get", ids: nil, arguments: [:], context: [:])
    guard let user = context["uid"]?.intValue else { throw .keyRefused() }
    let found = try await dialect.call(
      "res.users",
      "search_read",
      ids: nil,
      arguments: ["domain": [["id", "=", .int(user)]], "fields": ["name", "login", "email", "company_ids"]],
      context: [:]
    )
    guard let record = found[0] else { throw .keyRefused() }
    // JSON-2 is told no login, only the key.
    guard record["login"]?.stringValue == account.login else {
      throw Failure(
        .configuration,
        "odoo.key_refused",
        "The key is one of another user than \(account.login).",
        hint: "Enter the login of the user whose key it is."
      )
    }
    return OdooSignIn(dialect: dialect, user: user, record: record)
  }
}

extension Failure {
  fileprivate static func noDialect(_ name: DialectName, _ version: OdooVersion) -> Failure {
    Failure(
      .configuration,
      "odoo.dialect",
      "Odoo \(version.text) does not speak \(name.rawValue).",
      hint: "Leave the dialect away, or name one of: \(version.dialects.map(\.rawValue).joined(separator: ", "))."
    )
  }
}
