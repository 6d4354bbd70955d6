import Core
package import HTTP
import Synchronization

/// The way to one Odoo over HTTP: what leaves, and what is an answer of an Odoo at all.
///
/// A redirect is never followed and HTML is never read: an older Odoo sends both in place of an error.
package struct OdooLine: Sendable {
  /// Odoo ends a request after 120 s by default; what lasts longer was cut off by somebody else.
  private static let deadlines = HTTPRequest.Deadlines(
    connect: .seconds(10),
    firstByte: .seconds(125),
    total: .seconds(180)
  )
  private static let answerLimit = 64 * 1024 * 1024

  package enum Content: String, Sendable {
    case json = "application/json"
    case xml = "text/xml"
  }

  /// Without a slash at its end.
  package let url: String
  private let http: any HTTPTransport
  /// Taken out of every word that comes back.
  private let secrets: [String]
  private let clock = ServerClock()

  package init(_ url: String, http: any HTTPTransport, secrets: [String] = []) {
    self.url = url
    self.http = http
    self.secrets = secrets
  }

  var serverTime: Timestamp? { clock.latest }

  /// - Parameters:
  ///   - path: with its slash.
  ///   - body: what to post; nil gets.
  ///   - content: of the body and of the answer.
  ///   - secretHeaders: for example the key.
  ///   - headers: further ones.
  ///   - isSafe: whether the same bytes may arrive twice without harm.
  /// - Returns: the answer, whatever its status, with the content that was asked for.
  /// - Throws: `.transport` `odoo.unreachable`, `odoo.busy`; `.configuration` `odoo.redirected`, `odoo.not_odoo`.
  func exchange(
    _ path: String,
    body: [UInt8]? = nil,
    content: Content = .json,
    secretHeaders: HTTPHeaders = [:],
    headers: HTTPHeaders = [:],
    isSafe: Bool
  ) async throws(Failure) -> HTTPResponse {
    var request = HTTPRequest(
      body == nil ? .get : .post,
      url + path,
      headers: headers,
      secretHeaders: secretHeaders,
      body: body,
      safeToRepeat: isSafe,
      deadlines: Self.deadlines,
      responseLimit: Self.answerLimit,
      // The older dialects carry the key in the body.
      isSecret: true
    )
    if body != nil { request.headers["Content-Type"] = content.rawValue }
    request.headers["Accept"] = content.rawValue
    do throws(Failure) {
      let response = try await http.send(request)
      clock.heard(response.date)
      try check(response, content, isSafe: isSafe)
      return response
    } catch {
      throw reached(error).redacted(secrets)
    }
  }

  /// A failure with everything taken out of it that nobody may see.
  func clean(_ failure: Failure) -> Failure { failure.redacted(secrets) }

  /// The weather as it is called everywhere; a cancelled call and wrong settings keep their names.
  private func reached(_ failure: Failure) -> Failure {
    guard failure.kind == .transport, failure.code.hasPrefix("http.") else { return failure }
    var failure = failure
    failure.detail = [failure.code, failure.detail].compactMap(\.self).joined(separator: ": ")
    failure.code = "odoo.unreachable"
    return failure
  }

  private func check(_ response: HTTPResponse, _ content: Content, isSafe: Bool) throws(Failure) {
    if (300..<400).contains(response.status) { throw .redirected(url, to: response.headers["Location"]) }
    if response.status == 429 { throw .busy("Odoo asks to be called less often.", response) }
    let type = (response.headers["Content-Type"] ?? "").prefix { $0 != ";" }.lowercased()
    let isOurs = content == .json ? type == "application/json" : type == "text/xml" || type == "application/xml"
    guard !isOurs else { return }
    guard response.status < 500 else { throw .unreachable(response, mayHaveArrived: !isSafe) }
    throw .notOdoo(url, response)
  }
}

/// The clock of Odoo's machine as its latest answer showed it.
final class ServerClock: Sendable {
  private let state = Mutex<Timestamp?>(nil)

  var latest: Timestamp? { state.withLock { $0 } }

  func heard(_ moment: Timestamp?) {
    guard let moment else { return }
    state.withLock { $0 = moment }
  }
}

extension Failure {
  static func redirected(_ url: String, to place: String?) -> Failure {
    let place = place.map { String($0.prefix { $0 != "?" && $0 != "#" }.prefix(200)) }
    return Failure(
      .configuration,
      "odoo.redirected",
      "\(url) sends us on to \(place ?? "another address"); a key is never taken along.",
      hint: "Enter the address at which Odoo itself answers, with https where it wants that."
    )
  }

  static func notOdoo(_ url: String, _ response: HTTPResponse) -> Failure {
    Failure(
      .configuration,
      "odoo.not_odoo",
      "What answers at \(url) is not the external interface of an Odoo.",
      status: response.status,
      detail: "\(response.status) \(response.headers["Content-Type"] ?? "without a content type")",
      hint: "Check the address, and whether a proxy or firewall in front of Odoo answers in its place."
    )
  }

  static func unreachable(_ response: HTTPResponse, mayHaveArrived: Bool) -> Failure {
    Failure(
      .transport,
      "odoo.unreachable",
      "Odoo is not there at the moment: what stands before it answered \(response.status).",
      status: response.status,
      hint: "Wait for the next try; if it stays so, look whether Odoo runs.",
      mayHaveArrived: mayHaveArrived
    )
  }

  static func busy(_ message: String, _ response: HTTPResponse? = nil) -> Failure {
    Failure(
      .transport,
      "odoo.busy",
      message,
      status: response?.status,
      hint: "Nothing was changed; it is tried again a little later.",
      retryAfter: response.flatMap { answer in answer.date.flatMap { answer.retryAfter(now: $0) } }
    )
  }
}
