import Core
package import HTTP

/// `POST /jsonrpc`: Odoo 14.0 to the release that takes it away.
///
/// The status is always 200; what went wrong is told by the class of the exception (`reference/odoo.md`, section 6.3).
package struct JSONRPCDialect: PositionalDialect {
  package let name = DialectName.jsonrpc
  let account: OdooAccount
  let line: OdooLine
  let user = SignedIn()

  package init(_ account: OdooAccount, http: any HTTPTransport) {
    self.account = account
    line = OdooLine(account.url, http: http, secrets: [account.key])
  }

  func execute(
    _ service: String,
    _ method: String,
    _ arguments: [JSON],
    isSafe: Bool,
    about: (model: String, method: String)
  ) async throws(Failure) -> JSON {
    let answer = try await OdooService.json(line, service, method, arguments, isSafe: isSafe)
    guard let error = answer["error"], !error.isNull else { return answer["result"] ?? .null }
    if error["code"]?.intValue == 100 { throw .keyRefused() }
    throw line.clean(
      OdooRefusal(
        exception: error["data"]?["name"]?.stringValue ?? error["message"]?.stringValue ?? "an error without a name",
        message: error["data"]?["message"]?.stringValue ?? "",
        model: about.model,
        method: about.method
      ).failure
    )
  }
}
