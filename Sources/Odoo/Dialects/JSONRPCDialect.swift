package import Core
package import HTTP

/// `POST /jsonrpc`: Odoo 14.0 to the release that takes it away.
///
/// The status is always 200; what went wrong is told by the class of the exception (`reference/odoo.md`, section 6.3).
package struct JSONRPCDialect: OdooDialect {
  package let name = DialectName.jsonrpc
  private let account: OdooAccount
  private let line: OdooLine
  private let user = SignedIn()

  package init(_ account: OdooAccount, http: any HTTPTransport) {
    self.account = account
    line = OdooLine(account.url, http: http, secrets: [account.key])
  }

  package var serverTime: Timestamp? { line.serverTime }

  package func call(
    _ model: String,
    _ method: String,
    ids: [Int]?,
    arguments: JSONObject,
    context: JSONObject
  ) async throws(Failure) -> JSON {
    let call = PositionalCall(method, ids: ids, arguments: arguments, context: context)
    let uid = try await signIn()
    return try await execute(
      "object",
      "execute_kw",
      [.string(account.database), .int(uid), .string(account.key), .string(model), .string(method)] + call.wire,
      isSafe: RepeatRule.isSafe(method, arguments),
      about: (model, method)
    )
  }

  private func signIn() async throws(Failure) -> Int {
    if let known = user.uid { return known }
    let answer = try await execute(
      "common",
      "authenticate",
      [.string(account.database), .string(account.login), .string(account.key), [:]],
      isSafe: true,
      about: ("common", "authenticate")
    )
    // `false` is no error there.
    guard let uid = answer.intValue else { throw .keyRefused() }
    user.uid = uid
    return uid
  }

  private func execute(
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
