package import Core
package import HTTP

/// `POST /json/2/<model>/<method>`: Odoo 19.0 and later.
///
/// Source: `addons/rpc/controllers/json2.py` of 19.0; statuses as measured (`reference/odoo.md`, section 6.2).
package struct JSON2Dialect: OdooDialect {
  package let name = DialectName.json2
  private let account: OdooAccount
  private let line: OdooLine

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
    let isSafe = RepeatRule.isSafe(method, arguments)
    var body = arguments
    if let ids { body["ids"] = .array(ids.map(JSON.int)) }
    body["context"] = .object(context)
    let response = try await send("/json/2/\(model)/\(method)", JSON.object(body).bytes, isSafe: isSafe)
    let answer: JSON
    do {
      answer = try JSON(parsing: response.body)
    } catch {
      throw .unreadable(account.url, response, mayHaveArrived: !isSafe)
    }
    guard !response.succeeded else { return answer }
    throw line.clean(refusal(answer, response.status, model, method, isSafe: isSafe))
  }

  /// An unknown database is the one thing that Odoo says in HTML here.
  private func send(_ path: String, _ body: [UInt8], isSafe: Bool) async throws(Failure) -> HTTPResponse {
    do throws(Failure) {
      return try await line.exchange(
        path,
        body: body,
        secretHeaders: ["Authorization": "bearer \(account.key)"],
        headers: ["X-Odoo-Database": account.database],
        isSafe: isSafe
      )
    } catch {
      throw error.code == "odoo.not_odoo" && error.status == 404 ? .databaseUnknown() : error
    }
  }

  private func refusal(_ answer: JSON, _ status: Int, _ model: String, _ method: String, isSafe: Bool) -> Failure {
    if status == 401 { return .keyRefused() }
    if status == 409 { return .busy("Odoo was busy with the same records.") }
    guard let exception = answer["name"]?.stringValue else {
      // JSON that is not Odoo's own: a gateway in front of it.
      let response = HTTPResponse(status: status, headers: ["Content-Type": "application/json"])
      return status >= 500 ? .unreachable(response, mayHaveArrived: !isSafe) : .notOdoo(account.url, response)
    }
    return OdooRefusal(
      exception: exception,
      message: answer["message"]?.stringValue ?? "",
      status: status,
      model: model,
      method: method
    ).failure
  }
}

extension Failure {
  static func unreadable(_ url: String, _ response: HTTPResponse, mayHaveArrived: Bool) -> Failure {
    Failure(
      .transport,
      "odoo.unreadable",
      "The answer of \(url) cannot be read: it is cut off or not what it says it is.",
      status: response.status,
      detail: "\(response.body.count) bytes",
      hint: "Wait for the next try; if it stays so, look for a proxy that changes answers.",
      mayHaveArrived: mayHaveArrived
    )
  }
}
