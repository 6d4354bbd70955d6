import Core
import Foundation

/// What every simulated partner does before it looks at a request: counts it, checks the token and the rate, and
/// decides whether something goes wrong with it.
package actor Gate: Gatekeeper {
  /// Somebody with a token of its own.
  package struct Holder: Sendable, Equatable {
    package let name: String
    package var token: String

    package init(name: String = main, token: String) {
      self.name = name
      self.token = token
    }

    /// The name of the only one, where there is one.
    package static let main = "main"
  }

  /// May be changed while the simulator runs.
  package struct Settings: Sendable, Equatable {
    /// At least one; the first one is meant where nobody is named.
    package var holders: [Holder]
    /// A second token of the first holder that may look but not send; sending with it is answered 403.
    package var readOnlyToken: String?
    package var tokenIsExpired = false
    /// Requests of one holder that are answered in one minute; nil: no limit.
    package var limitPerMinute: Int?

    package init(_ holders: [Holder]) { self.holders = holders }
  }

  /// What the gate says of one request.
  enum Verdict: Sendable, Equatable {
    case refused(Answer)
    /// With the name of whoever asks.
    case admitted(FailureDice.Decision, holder: String)
  }

  package private(set) var settings: Settings
  private var dice: FailureDice
  private let seed: UInt64
  private let now: @Sendable () -> Date
  private var counts: [String: Int] = [:]
  private var minutes: [String: (start: Date, used: Int)] = [:]

  init(
    _ settings: Settings,
    failures: Failures = .none,
    seed: UInt64 = 1,
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.settings = settings
    self.seed = seed
    self.now = now
    dice = FailureDice(failures, seed: seed)
  }

  package func change(_ change: @Sendable (inout Settings) -> Void) { change(&settings) }

  /// From now on these misbehaviours; the dice start anew.
  package func misbehave(_ failures: Failures, seed: UInt64? = nil) {
    dice = FailureDice(failures, seed: seed ?? self.seed)
  }

  /// How often each endpoint was asked, whatever the answer: `POST /v2/transactions` → 3.
  package var requests: [String: Int] { counts }

  package func forgetRequests() {
    counts = [:]
    minutes = [:]
  }

  func admit(_ endpoint: Endpoint, authorization: String?) -> Verdict {
    let kind = endpoint.kind
    counts[endpoint.name, default: 0] += 1
    guard let holder = holder(authorization) else { return .refused(.error(401, "Unauthenticated.")) }
    if holder.readsOnly, kind != .read { return .refused(.error(403, "This action is unauthorized.")) }
    if let refusal = checkRate(holder.name) { return .refused(refusal) }
    return .admitted(dice.decide(kind), holder: holder.name)
  }

  private func holder(_ authorization: String?) -> (name: String, readsOnly: Bool)? {
    guard !settings.tokenIsExpired, let authorization else { return nil }
    if let holder = settings.holders.first(where: { authorization == "Bearer \($0.token)" }) {
      return (holder.name, false)
    }
    guard let token = settings.readOnlyToken, authorization == "Bearer \(token)" else { return nil }
    return settings.holders.first.map { ($0.name, true) }
  }

  private func checkRate(_ holder: String) -> Answer? {
    guard let limit = settings.limitPerMinute else { return nil }
    let now = now()
    var minute = minutes[holder] ?? (now, 0)
    if now.timeIntervalSince(minute.start) >= 60 { minute = (now, 0) }
    guard minute.used < limit else {
      let left = 60 - Int(now.timeIntervalSince(minute.start))
      return .error(429, "Too Many Attempts.").with("Retry-After", String(max(1, left)))
    }
    minute.used += 1
    minutes[holder] = minute
    return nil
  }
}
