import Core
import Foundation
import HTTPTypes
import Hummingbird

/// What the simulated Procurify does before it looks at a call: counts it, asks for a token that is good and for the
/// headers that every call carries, keeps to the rate, and decides whether something goes wrong.
package actor ProcurifyGate: Gatekeeper {
  /// Who may ask for tokens; may be changed while the simulator runs.
  package struct Settings: Sendable, Equatable {
    package var clientID: String
    package var clientSecret: String

    package init(clientID: String, clientSecret: String) {
      self.clientID = clientID
      self.clientSecret = clientSecret
    }
  }

  private var settings: Settings
  private var tokens = TokenBook()
  private var rate = CallRate()
  /// By the list they are for; under "" those for all.
  private var dice: [String: FailureDice] = [:]
  private var alwaysExpires = false
  private let seed: UInt64
  private let clock: ProcurifyClock
  private let books: ProcurifyBooks
  private var counts: [String: Int] = [:]
  private var foreign: [JSON] = []

  init(_ settings: Settings, failures: Failures, seed: UInt64, clock: ProcurifyClock, books: ProcurifyBooks) {
    self.settings = settings
    self.seed = seed
    self.clock = clock
    self.books = books
    dice = ["": FailureDice(failures, seed: seed)]
    alwaysExpires = Self.alwaysExpires(failures)
  }

  package func change(_ change: @Sendable (inout Settings) -> Void) { change(&settings) }

  /// From now on these misbehaviours, of all calls or of those of one list; the dice start anew.
  package func misbehave(_ failures: Failures, list: String = "", seed: UInt64? = nil) {
    dice[list] = FailureDice(failures, seed: seed ?? self.seed)
    alwaysExpires = Self.alwaysExpires(failures)
  }

  private static func alwaysExpires(_ failures: Failures) -> Bool {
    failures.rules.contains { $0.misbehaviour == .expiredToken && $0.percent >= 100 && $0.times == nil }
  }

  /// How often each operation was asked, whatever the answer: `GET /api/v3/ap/bills/` → 3.
  package var requests: [String: Int] { counts }
  /// Every request that would change something, were this API not read only: method, path and query.
  var writes: [JSON] { foreign }
  package var excess: Int { rate.excess }
  package var tokensGiven: Int { tokens.given }

  package func forgetRequests() {
    counts = [:]
    foreign = []
    rate = CallRate()
  }

  /// All tokens that were given are good no more.
  package func forgetTokens() { tokens = TokenBook() }

  func admit(_ endpoint: Endpoint, authorization: String?) -> Gate.Verdict {
    .refused(ProcurifyErrors.answer(500, "This gate looks at whole requests."))
  }

  func admit(_ endpoint: Endpoint, _ request: Request) async -> Gate.Verdict {
    let route = ProcurifyAPI.route(request.uri.path)
    let path = route?.path ?? request.uri.path
    counts["\(request.method.rawValue) \(path)", default: 0] += 1
    let isToken = endpoint.isOpen
    if request.method != .get, !(isToken && request.method == .post) { note(request) }
    let tenant = await books.settings
    if tenant.isWrongSubdomain { return .refused(ProcurifyErrors.signIn) }
    if let refusal = checkRate(tenant) { return .refused(refusal) }
    let token = request.headers[.authorization].flatMap(Self.token)
    if !isToken, let refusal = refusal(request, token, tenant) { return .refused(refusal) }
    return .admitted(decide(isToken ? "token" : route?.list ?? "", isToken ? nil : token), holder: "main")
  }

  private func note(_ request: Request) {
    foreign.append([
      "method": .string(request.method.rawValue), "path": .string(request.uri.path),
      "query": JSON(request.uri.query), "at": .string(ProcurifyClock.text(clock.now)),
    ])
  }

  private func refusal(_ request: Request, _ token: String?, _ tenant: ProcurifySettings) -> Answer? {
    let accepted = (request.headers[.accept] ?? "*/*").lowercased()
    guard ["application/json", "application/*", "*/*"].contains(where: { accepted.contains($0) }) else {
      return ProcurifyErrors.answer(406, "Could not satisfy the request Accept header.")
    }
    guard let token else { return unauthorized("Authentication credentials were not provided.") }
    guard tenant.userIsActive, tokens.company(token, at: clock.now, keys: [settings.clientID: "main"]) != nil else {
      return unauthorized("Given token not valid for any token type")
    }
    guard HTTPField.Name("X-Procurify-Client").flatMap({ request.headers[$0] }) == "api" else {
      return ProcurifyErrors.answer(400, "The header X-Procurify-Client is missing or unknown.")
    }
    return nil
  }

  private func unauthorized(_ detail: String) -> Answer {
    ProcurifyErrors.answer(401, detail).with("WWW-Authenticate", "Bearer realm=\"api\"")
  }

  private static func token(_ authorization: String) -> String? {
    authorization.hasPrefix("Bearer ") ? String(authorization.dropFirst(7)) : nil
  }

  private func checkRate(_ tenant: ProcurifySettings) -> Answer? {
    guard let limit = tenant["limit_per_second"]?.intValue, !rate.admits(clock.now, limit) else { return nil }
    let refusal = ProcurifyErrors.answer(429, "Request was throttled.")
    return tenant["retry_after"]?.intValue.map { refusal.with("Retry-After", String($0)) } ?? refusal
  }

  /// An `expired-token` really ends the token. The one that replaces it is spared for its first calls, as a new token is
  /// good in real life, unless every call is to be refused.
  private func decide(_ list: String, _ token: String?) -> FailureDice.Decision {
    let isSpared = token.map { !alwaysExpires && tokens.isFresh($0) } ?? true
    var decision = FailureDice.Decision()
    for name in Set([list, ""]).sorted(by: >) where decision.misbehaviour == nil {
      guard let next = dice[name]?.decide(.read, sparing: isSpared ? .expiredToken : nil) else { continue }
      decision.misbehaviour = next.misbehaviour
      if let delay = next.delay { decision.delay = (decision.delay ?? .zero) + delay }
    }
    if decision.misbehaviour == .expiredToken, let token { tokens.expire(token) }
    return decision
  }

  /// `POST /oauth/token`.
  func grant(_ call: Call) async -> Answer {
    let tenant = await books.settings
    let request: ProcurifyTokenRequest
    do throws(ProcurifyRefusal) {
      request = try ProcurifyTokenRequest(call)
    } catch {
      return error.answer
    }
    guard request.clientID == settings.clientID, request.clientSecret == settings.clientSecret else {
      return ProcurifyErrors.token(401, "invalid_client", "The client or its secret is not valid.")
    }
    guard tenant.userIsActive else {
      return ProcurifyErrors.token(403, "access_denied", "The owner of the application is not active.")
    }
    let until = clock.now.addingTimeInterval(TimeInterval(tenant.tokenLife))
    let token = tokens.give("main", key: settings.clientID, until: until)
    return .json(
      200,
      [
        "access_token": .string(token), "scope": .string(tenant.scope), "expires_in": .int(tenant.tokenLife),
        "token_type": "Bearer",
      ]
    ).with("Cache-Control", "no-store")
  }
}
