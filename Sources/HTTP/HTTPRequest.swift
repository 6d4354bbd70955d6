/// One request to a partner, complete: what leaves, how long it may take and whether it may leave twice.
///
///     HTTPRequest(
///       .post,
///       "https://api.procuros.io/v2/transactions",
///       headers: ["Content-Type": "application/json"],
///       secretHeaders: ["Authorization": "Bearer …"],
///       body: order.bytes,
///       safeToRepeat: false
///     )
package struct HTTPRequest: Sendable, Equatable {
  package enum Method: String, Sendable, Codable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  /// How long each part may take; the first one that is over ends the request.
  package struct Deadlines: Sendable, Equatable {
    /// From the start of the name look-up to the end of the TLS handshake.
    package var connect: Duration
    /// From the moment the request begins to leave to the first byte of the answer.
    package var firstByte: Duration
    /// All of it, waiting for a free connection included.
    package var total: Duration

    package init(
      connect: Duration = .seconds(10),
      firstByte: Duration = .seconds(30),
      total: Duration = .seconds(60)
    ) {
      self.connect = connect
      self.firstByte = firstByte
      self.total = total
    }
  }

  package var method: Method
  /// Absolute, `http` or `https`, percent-encoded, without user and password.
  package var url: String
  package var headers: HTTPHeaders
  /// Sent after `headers`, never logged: `Authorization` and the like.
  package var secretHeaders: HTTPHeaders
  package var body: [UInt8]?
  /// Whether the same bytes may arrive twice without harm: reads, and writes the partner recognises as repeated.
  ///
  /// Where it is false the request goes over a connection of its own, so that libcurl never sends it a second time by
  /// itself (`design.md`, section 3.6).
  package var safeToRepeat: Bool
  package var deadlines: Deadlines
  /// Most bytes of body that are taken, counted after decompression.
  package var responseLimit: Int
  /// True where neither body may ever be kept or shown: a request for a token, and its answer.
  package var isSecret: Bool
  /// Members of the answer, in whatever depth, that may never be kept or shown: bank accounts and the like.
  package var withheld: Set<String>

  package init(
    _ method: Method,
    _ url: String,
    headers: HTTPHeaders = [:],
    secretHeaders: HTTPHeaders = [:],
    body: [UInt8]? = nil,
    safeToRepeat: Bool,
    deadlines: Deadlines = Deadlines(),
    responseLimit: Int = 16 * 1024 * 1024,
    isSecret: Bool = false,
    withheld: Set<String> = []
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.secretHeaders = secretHeaders
    self.body = body
    self.safeToRepeat = safeToRepeat
    self.deadlines = deadlines
    self.responseLimit = responseLimit
    self.isSecret = isSecret
    self.withheld = withheld
  }
}

extension HTTPRequest: CustomStringConvertible, CustomDebugStringConvertible {
  /// Method and address without the query, so that printing a request gives no secret and no body away.
  package var description: String {
    "\(method.rawValue) \(url.prefix { $0 != "?" && $0 != "#" }) (\(body?.count ?? 0) bytes)"
  }

  package var debugDescription: String { description }
}
