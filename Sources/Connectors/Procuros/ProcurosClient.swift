import Core
import Engine
import HTTP

/// The endpoints of Procuros API v2, and how to read its errors.
///
/// Source: published OpenAPI file `openapi-v2.yaml`; error handling guide. Unknown members of answers are ignored.
package struct ProcurosClient: Sendable {
  private let base: String
  private let token: String
  let http: any HTTPTransport

  /// - Parameters:
  ///   - url: with or without trailing slash and version, as a person typed it.
  ///   - version: for example `v2`.
  ///   - token: the static token of one ERP connection.
  ///   - http: how requests leave.
  /// - Throws: `.configuration` `setting.url` when the URL is none.
  init(url: String, version: String, token: String, http: any HTTPTransport) throws(Failure) {
    var address = url.trimmingSuffix("/")
    if address.hasSuffix("/" + version) { address = String(address.dropLast(version.count + 1)).trimmingSuffix("/") }
    guard
      address.hasPrefix("https://") || address.hasPrefix("http://127.0.0.1") || address.hasPrefix("http://localhost")
    else {
      throw Failure(
        .configuration,
        "setting.url",
        "The URL \(url) of the connector does not begin with https://.",
        hint: "Enter the API URL of your Procuros environment, for example https://api.procuros.io."
      )
    }
    base = address + "/" + version
    self.token = token
    self.http = http
  }

  /// `GET /ping`: the token is good.
  func ping() async throws(Failure) {
    let response = try await http.send(request(.get, "/ping", safeToRepeat: true))
    guard response.succeeded else { throw failure(response, sending: false) }
  }

  /// `POST /transactions`: hands over one document.
  ///
  /// - Parameter body: `{"type": "ORDER", "content": {…}}`, the exact bytes.
  /// - Returns: the transaction's id; `acceptedOnly` for 202, when Procuros keeps it without forwarding.
  /// - Throws: `.response` `procuros.duplicate` (received already), `procuros.rejected`, `procuros.unavailable` …
  func send(_ body: [UInt8]) async throws(Failure) -> Receipt {
    let response = try await http.send(request(.post, "/transactions", body: body, safeToRepeat: false))
    let answer = json(response)
    let id = answer?["procurosTransactionId"]?.stringValue
    switch response.status {
    case 201:
      guard let id else { throw unreadable(response, arrived: true) }
      return Receipt(externalID: id, number: nil)
    case 202:
      return Receipt(externalID: id, number: nil, acceptedOnly: true, message: answer?["message"]?.stringValue)
    case 200..<300:
      throw unreadable(response, arrived: true)
    default:
      throw failure(response, sending: true)
    }
  }

  /// `GET /all-transactions`: the first transaction of a type, created between two days, that `matches`.
  ///
  /// - Parameters:
  ///   - type: for example `ORDER`.
  ///   - days: first and last day, `YYYY-MM-DD`.
  ///   - matches: looks at the transaction's `content`.
  /// - Returns: the transaction's id; nil when there is none.
  /// - Throws: what a page that cannot be read means; safe to repeat.
  func find(type: String, days: (String, String), where matches: (JSON) -> Bool)
    async throws(Failure) -> String?
  {
    var cursor: String?
    repeat {
      var path = "/all-transactions?per_page=100&filter%5Btype%5D=\(type)"
      path += "&filter%5Bcreated_between%5D=\(days.0),\(days.1)"
      if let cursor { path += "&cursor=\(cursor.queryEscaped)" }
      let response = try await http.send(request(.get, path, safeToRepeat: true))
      guard response.succeeded else { throw failure(response, sending: false) }
      guard let page = json(response), let items = page["items"]?.arrayValue else {
        throw unreadable(response, arrived: false)
      }
      if let found = items.first(where: { $0["content"].map(matches) ?? false }) {
        return found["procurosTransactionId"]?.stringValue
      }
      let next = page["hasMore"]?.boolValue == true ? page["nextCursor"]?.stringValue : nil
      guard next == nil || next != cursor else { throw unreadable(response, arrived: false) }
      cursor = next
    } while cursor != nil
    return nil
  }

  // MARK: Requests

  func request(_ method: HTTPRequest.Method, _ path: String, body: [UInt8]? = nil, safeToRepeat: Bool)
    -> HTTPRequest
  {
    var headers: HTTPHeaders = ["Accept": "application/json"]
    if body != nil { headers["Content-Type"] = "application/json" }
    return HTTPRequest(
      method,
      base + path,
      headers: headers,
      secretHeaders: ["Authorization": "Bearer \(token)"],
      body: body,
      safeToRepeat: safeToRepeat
    )
  }

  func json(_ response: HTTPResponse) -> JSON? { try? JSON(parsing: response.body) }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    var text = self
    while text.hasSuffix(suffix) { text.removeLast(suffix.count) }
    return text
  }

  /// Percent-encoded for a query value (RFC 3986, section 2.3: all but unreserved characters).
  var queryEscaped: String {
    utf8.map { byte in
      let kept = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      if kept || [45, 46, 95, 126].contains(byte) { return String(UnicodeScalar(byte)) }
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }
}
