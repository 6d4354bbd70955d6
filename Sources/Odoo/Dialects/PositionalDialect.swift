import Core

/// The older two dialects: one call `execute_kw` whose arguments stand in order, after a sign-in that gives the user's id.
protocol PositionalDialect: OdooDialect {
  var account: OdooAccount { get }
  var line: OdooLine { get }
  var user: SignedIn { get }

  /// One call of a service of Odoo; what it refuses is thrown in the same words in every dialect.
  func execute(
    _ service: String,
    _ method: String,
    _ arguments: [JSON],
    isSafe: Bool,
    about: (model: String, method: String)
  ) async throws(Failure) -> JSON
}

extension PositionalDialect {
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
}
