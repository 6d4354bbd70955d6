import Core
package import Foundation

/// What the simulated Procountor does before it looks at a call: counts it, asks for a token that is good, keeps to the
/// rate of the client, and decides whether something goes wrong.
package actor ProcountorGate: Gatekeeper {
  /// May be changed while the simulator runs.
  package struct Settings: Sendable, Equatable {
    package var clientID: String
    package var clientSecret: String
    /// The one that the client registered; nil: none is asked for.
    package var redirectURI: String?
    /// Name of the company by its API key.
    package var keys: [String: String]
    /// Seconds for which a token is good.
    package var tokenLife: TimeInterval = 3600
    /// Calls of the client that are answered in one second; nil: no limit.
    package var limitPerSecond: Int? = 60
    /// Refused calls within a minute after which the client is shut out until somebody lets it in; nil: never.
    package var suspendAfter: Int?
    package var isSuspended = false

    package init(clientID: String, clientSecret: String, keys: [String: String]) {
      self.clientID = clientID
      self.clientSecret = clientSecret
      self.keys = keys
    }
  }

  package private(set) var settings: Settings
  private var tokens = TokenBook()
  private var rate = CallRate()
  private var dice: FailureDice
  private var failures: Failures
  private let seed: UInt64
  private let clock: ProcountorClock
  private var counts: [String: Int] = [:]

  init(_ settings: Settings, failures: Failures, seed: UInt64, clock: ProcountorClock) {
    self.settings = settings
    self.failures = failures
    self.seed = seed
    self.clock = clock
    dice = FailureDice(failures, seed: seed)
  }

  package func change(_ change: @Sendable (inout Settings) -> Void) {
    change(&settings)
    if !settings.isSuspended { rate.forgive() }
  }

  /// From now on these misbehaviours; the dice start anew.
  package func misbehave(_ failures: Failures, seed: UInt64? = nil) {
    self.failures = failures
    dice = FailureDice(failures, seed: seed ?? self.seed)
  }

  /// How often each endpoint was asked, whatever the answer: `POST /invoices` → 3.
  package var requests: [String: Int] { counts }

  /// How many calls were refused because there were too many in a second.
  package var excess: Int { rate.excess }

  package func forgetRequests() {
    counts = [:]
    rate = CallRate()
  }

  /// All tokens that were given are good no more.
  package func forgetTokens() { tokens = TokenBook() }

  func admit(_ endpoint: Endpoint, authorization: String?) -> Gate.Verdict {
    counts[endpoint.name, default: 0] += 1
    if settings.isSuspended { return .refused(ProcountorErrors.answer(403, "The API client is suspended.")) }
    let token = endpoint.isOpen ? nil : authorization.flatMap(Self.token)
    let company = token.flatMap { tokens.company($0, at: clock.now, keys: settings.keys) }
    guard endpoint.isOpen || company != nil else {
      return .refused(ProcountorErrors.answer(401, "The access token is missing, unknown or expired."))
    }
    if let refusal = checkRate() { return .refused(refusal) }
    return .admitted(decide(endpoint.kind, token), holder: company ?? "")
  }

  private static func token(_ authorization: String) -> String? {
    authorization.hasPrefix("Bearer ") ? String(authorization.dropFirst(7)) : nil
  }

  /// An `expired-token` really ends the token. The one that replaces it is spared for its first calls, as a new token is
  /// good in real life, unless every call is to be refused.
  private func decide(_ kind: FailureScope, _ token: String?) -> FailureDice.Decision {
    let always = failures.rules.contains { $0.misbehaviour == .expiredToken && $0.percent >= 100 && $0.times == nil }
    let isSpared = token == nil || (!always && tokens.isFresh(token ?? ""))
    let decision = dice.decide(kind, sparing: isSpared ? .expiredToken : nil)
    if decision.misbehaviour == .expiredToken, let token { tokens.expire(token) }
    return decision
  }

  private func checkRate() -> Answer? {
    guard let limit = settings.limitPerSecond, !rate.admits(clock.now, limit) else { return nil }
    if let most = settings.suspendAfter, rate.excessOfMinute(clock.now) > most { settings.isSuspended = true }
    return ProcountorErrors.answer(429, "Too many requests in a second.").with("Retry-After", "1")
  }

  /// `POST /oauth/token`.
  func grant(_ call: Call) -> Answer {
    let request: TokenRequest
    do throws(ProcountorRefusal) {
      request = try TokenRequest(call)
    } catch {
      return error.answer
    }
    let isClient = request.clientID == settings.clientID && request.clientSecret == settings.clientSecret
    let isRegistered =
      request.redirectURI == nil || settings.redirectURI == nil
      || request.redirectURI == settings.redirectURI
    guard isClient, isRegistered, let company = settings.keys[request.apiKey] else {
      return ProcountorErrors.answer(401, "The client, its secret or the API key is not valid.")
    }
    let life = settings.tokenLife
    let token = tokens.give(company, key: request.apiKey, until: clock.now.addingTimeInterval(life))
    return .json(
      200,
      ["access_token": .string(token), "expires_in": .int(Int(life)), "token_type": "Bearer"]
    ).with("Cache-Control", "no-store")
  }

  /// How many tokens were asked for and given.
  package var tokensGiven: Int { tokens.given }
}
