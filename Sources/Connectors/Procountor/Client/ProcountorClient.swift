package import Core
package import HTTP

/// The endpoints of Procountor's API, and how to read its errors.
///
/// Source: published OpenAPI document, version 26.04; reference sections 1 to 4. Unknown members of answers are ignored.
/// The transport signs each request: the client never sees the access token.
package struct ProcountorClient: Sendable {
  let base: String
  /// The company whose books these should be, as the connector has it; nil when nothing is to be compared.
  let businessID: String?
  let http: any HTTPTransport

  /// - Parameters:
  ///   - url: as a person typed it.
  ///   - businessID: of the company in Odoo, for the test of the connection.
  ///   - http: how requests leave.
  /// - Throws: `.configuration` `setting.url` when the URL is none.
  package init(url: String, businessID: String? = nil, http: any HTTPTransport) throws(Failure) {
    base = try ProcountorAddress(url).base
    self.businessID = businessID
    self.http = http
  }

  /// `GET`: what stands at a path. Never with a body, which the gateway of Procountor refuses.
  ///
  /// - Throws: `.response` when Procountor refuses, `.transport` when it cannot be reached. Safe to repeat.
  package func read(_ path: String, headers: HTTPHeaders = [:]) async throws(Failure) -> JSON {
    var request = HTTPRequest(.get, base + path, headers: headers, safeToRepeat: true)
    request.headers["Accept"] = "application/json"
    let response = try await http.send(request)
    guard response.succeeded else { throw failure(response, request, sending: false) }
    guard let answer = try? JSON(parsing: response.body) else { throw unreadable(response, arrived: false) }
    return answer
  }

  /// `POST` or `PUT` of exact bytes.
  ///
  /// - Returns: the answer; an empty object where it has no body.
  /// - Throws: `mayHaveArrived` on 5xx and where the answer is not Procountor's.
  func write(_ method: HTTPRequest.Method, _ path: String, body: [UInt8]?, type: String = "application/json")
    async throws(Failure) -> JSON
  {
    var headers: HTTPHeaders = ["Accept": "application/json"]
    if body != nil { headers["Content-Type"] = type }
    let request = HTTPRequest(method, base + path, headers: headers, body: body, safeToRepeat: false)
    let response = try await http.send(request)
    guard response.succeeded else { throw failure(response, request, sending: true) }
    if response.body.isEmpty { return [:] }
    guard let answer = try? JSON(parsing: response.body) else { throw unreadable(response, arrived: true) }
    return answer
  }

  /// `POST` of something that gets an id.
  ///
  /// - Returns: the stored object with its `id`.
  func create(_ path: String, _ body: [UInt8]) async throws(Failure) -> JSON {
    let answer = try await write(.post, path, body: body)
    // Taken, but as what nobody knows: it has to be looked up.
    guard answer["id"]?.intValue != nil else { throw unreadable(HTTPResponse(status: 200), arrived: true) }
    return answer
  }
}

extension String {
  /// Percent-encoded for a query value (RFC 3986, section 2.3: all but unreserved characters).
  package var procountorEscaped: String {
    utf8.map { byte in
      let kept = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      if kept || [45, 46, 95, 126].contains(byte) { return String(UnicodeScalar(byte)) }
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }
}
