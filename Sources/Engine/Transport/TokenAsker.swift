import Core
import HTTP

/// Asks for a token once and says in words why there is none.
struct TokenAsker: Sendable {
  private let partner: String
  private let connection: String
  /// The labels of what a person may have to correct.
  private let credentials: [String]
  private let secrets: [String]

  init(_ connector: any Connector, _ settings: Settings) {
    partner = connector.label
    connection = settings.name
    credentials = connector.settings.filter { $0.kind == .secret }.map(\.label)
    secrets = settings.secretValues
  }

  /// - Throws: `.configuration` `token.refused`, or what the grant says of the answer; `.response` `token.unavailable` for weather; `.transport`
  ///   `token.unreadable` and what the transport throws. What the token is for has not left.
  func ask(_ request: HTTPRequest, _ grant: TokenGrant, _ next: any HTTPTransport, now: Timestamp)
    async throws(Failure) -> AccessToken
  {
    let response: HTTPResponse
    do throws(Failure) {
      response = try await next.send(request)
    } catch {
      var failure = error
      failure.mayHaveArrived = false
      throw failure
    }
    if let failure = grant.refuse(response) { throw failure }
    if response.succeeded {
      guard let token = grant.read(response) else { throw unreadable(response) }
      return token
    }
    throw response.status == 429 || response.status >= 500 ? unavailable(response, now) : refused(response)
  }

  private func refused(_ response: HTTPResponse) -> Failure {
    let words = words(response).map { ": \(Redaction.redact($0, secrets))" } ?? " (\(response.status))."
    return Failure(
      .configuration,
      "token.refused",
      "\(partner) does not accept the credentials of the connector \(connection)\(words)",
      status: response.status,
      hint: "Check \(credentials.joined(separator: ", ")) of the connector, and whether they were revoked there."
    )
  }

  private func unavailable(_ response: HTTPResponse, _ now: Timestamp) -> Failure {
    Failure(
      .response,
      "token.unavailable",
      "\(partner) gives no token at the moment (\(response.status)).",
      status: response.status,
      hint: "It is tried again by itself.",
      retryAfter: response.retryAfter(now: now)
    )
  }

  private func unreadable(_ response: HTTPResponse) -> Failure {
    Failure(
      .transport,
      "token.unreadable",
      "\(partner) answered \(response.status) to the request for a token, but with none.",
      hint: "Check the URL of the connector; it is tried again by itself."
    )
  }

  /// The partner's own words: OAuth's (RFC 6749, section 5.2) or the first of a list of errors.
  private func words(_ response: HTTPResponse) -> String? {
    guard let answer = try? JSON(parsing: response.body) else { return nil }
    let said = answer["error_description"] ?? answer["errors"]?.arrayValue?.first?["message"] ?? answer["message"]
    return (said?.stringValue ?? answer["error"]?.stringValue).map { String($0.prefix(200)) }
  }
}
