import Core
import HTTP

/// Puts the account's token on each request; the client never sees it.
struct AuthorizedTransport: HTTPTransport {
  private let next: any HTTPTransport
  private let environment: Environment
  private let grant: TokenGrant
  private let asker: TokenAsker
  /// Somebody waits: what was refused a moment ago is asked for again.
  private let isClick: Bool

  init(
    _ next: any HTTPTransport,
    _ environment: Environment,
    _ grant: TokenGrant,
    asker: TokenAsker,
    isClick: Bool
  ) {
    self.next = next
    self.environment = environment
    self.grant = grant
    self.asker = asker
    self.isClick = isClick
  }

  /// A token that the partner does not take any more is renewed once and the request sent again, also a POST: 401 says
  /// that it was not taken.
  ///
  /// - Throws: `.configuration` `token.refused` when there is no token for these credentials.
  func send(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
    let token = try await token(unlike: nil)
    let response = try await next.send(request.bearing(token))
    guard response.status == 401 else { return response }
    return try await next.send(request.bearing(try await self.token(unlike: token)))
  }

  private func token(unlike refused: String?) async throws(Failure) -> String {
    let (next, asker, environment) = (next, asker, environment)
    return try await environment.tokens.token(grant, unlike: refused, asksAnyway: isClick, environment.time) {
      (request) async throws(Failure) in
      try await asker.ask(request, grant, next, now: environment.time.now())
    }
  }
}

extension HTTPRequest {
  fileprivate func bearing(_ token: String) -> HTTPRequest {
    var request = self
    request.secretHeaders["Authorization"] = "Bearer \(token)"
    return request
  }
}
