import Core
import Foundation

/// What every simulated partner does before it looks at a request: counts it, checks the token and the rate, and
/// decides whether something goes wrong with it.
package actor Gate {
  /// May be changed while the simulator runs.
  package struct Settings: Sendable, Equatable {
    package var token: String
    /// A second token that may look but not send; sending with it is answered 403.
    package var readOnlyToken: String?
    package var tokenIsExpired = false
    /// Requests that are answered in one minute; nil: no limit.
    package var limitPerMinute: Int?

    package init(token: String) { self.token = token }
  }

  /// What the gate says of one request.
  enum Verdict: Sendable, Equatable {
    case refused(Answer)
    case admitted(FailureDice.Decision)
  }

  package private(set) var settings: Settings
  private var dice: FailureDice
  private let seed: UInt64
  private let now: @Sendable () -> Date
  private var counts: [String: Int] = [:]
  private var minute: (start: Date, used: Int)?

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
    minute = nil
  }

  func admit(_ endpoint: String, _ kind: FailureScope, authorization: String?) -> Verdict {
    counts[endpoint, default: 0] += 1
    if let refusal = checkToken(kind, authorization) ?? checkRate() { return .refused(refusal) }
    return .admitted(dice.decide(kind))
  }

  private func checkToken(_ kind: FailureScope, _ authorization: String?) -> Answer? {
    let isFull = authorization == "Bearer \(settings.token)"
    let isReader = settings.readOnlyToken.map { authorization == "Bearer \($0)" } ?? false
    guard isFull || isReader, !settings.tokenIsExpired else { return .error(401, "Unauthenticated.") }
    return isFull || kind == .read ? nil : .error(403, "This action is unauthorized.")
  }

  private func checkRate() -> Answer? {
    guard let limit = settings.limitPerMinute else { return nil }
    let now = now()
    if minute.map({ now.timeIntervalSince($0.start) >= 60 }) ?? true { minute = (now, 0) }
    guard let current = minute, current.used < limit else {
      let left = 60 - Int(now.timeIntervalSince(minute?.start ?? now))
      return .error(429, "Too Many Attempts.").with("Retry-After", String(max(1, left)))
    }
    minute = (current.start, current.used + 1)
    return nil
  }
}
