package import Core

/// How an account gets the token that its requests carry: OAuth 2.0 client credentials and what partners make of them.
package struct TokenGrant: Sendable {
  /// Names the account whose token it is, for example client id, URL and a hash of the API key; never a secret itself.
  package var key: String
  /// Asks for a token; it is secret whatever it was made as, and safe to repeat.
  package var request: HTTPRequest
  /// Reads the token out of an answer of 200 to 299; nil when there is none.
  package var read: @Sendable (HTTPResponse) -> AccessToken?
  /// How old a token of this lifetime may become before it is renewed.
  package var serves: @Sendable (Duration) -> Duration
  /// Why an answer is of no use whatever token it holds, for example one for another account; nil where nothing is wrong.
  package var refuse: @Sendable (HTTPResponse) -> Failure?

  package init(
    key: String,
    request: HTTPRequest,
    read: @escaping @Sendable (HTTPResponse) -> AccessToken? = { AccessToken(oauth: $0) },
    serves: @escaping @Sendable (Duration) -> Duration = TokenGrant.untilShortly,
    refuse: @escaping @Sendable (HTTPResponse) -> Failure? = { _ in nil }
  ) {
    self.key = key
    self.request = request
    self.request.isSecret = true
    self.request.safeToRepeat = true
    self.read = read
    self.serves = serves
    self.refuse = refuse
  }

  /// Until less than five minutes remain of its life, or half of a short one: one that lives but a few minutes would else
  /// be asked for with each request.
  package static let untilShortly: @Sendable (Duration) -> Duration = { lifetime in
    lifetime - min(.seconds(300), lifetime / 2)
  }
}

/// A token and how long the partner takes it.
package struct AccessToken: Sendable, Equatable {
  package var value: String
  package var lifetime: Duration

  package init(value: String, lifetime: Duration) {
    self.value = value
    self.lifetime = lifetime
  }

  /// Reads `{"access_token": "…", "expires_in": 3600}` (RFC 6749, section 5.1); an hour where no life is named.
  package init?(oauth response: HTTPResponse) {
    guard let answer = try? JSON(parsing: response.body), let value = answer["access_token"]?.stringValue,
      !value.isEmpty
    else { return nil }
    let seconds = answer["expires_in"]?.intValue ?? answer["expires_in"]?.stringValue.flatMap { Int($0) } ?? 3600
    self.init(value: value, lifetime: .seconds(max(0, seconds)))
  }
}

extension AccessToken: CustomStringConvertible, CustomDebugStringConvertible {
  package var description: String { "a token for \(lifetime)" }
  package var debugDescription: String { description }
}
