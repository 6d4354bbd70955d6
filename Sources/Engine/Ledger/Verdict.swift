import Core
import HTTP
import Storage

/// What follows from an attempt that did not end with a receipt.
enum Verdict: Sendable {
  /// Not arrived; tried again after this pause.
  case wait(Duration)
  /// Nobody knows whether it arrived.
  case doubt
  /// A person must repair it.
  case quarantine

  /// - Parameters:
  ///   - failure: what the attempt ended with.
  ///   - age: since when the entry waits.
  ///   - attempt: 1 for the first.
  ///   - environment: timing and chance.
  init(_ failure: Failure, age: Duration, attempt: Int, _ environment: Environment) {
    if failure.mayHaveArrived {
      self = .doubt
    } else {
      switch failure.kind {
      case .transport, .configuration: self = .waitOrGiveUp(failure, age, attempt, environment)
      case .response where failure.isWeather: self = .waitOrGiveUp(failure, age, attempt, environment)
      case .response, .data, .internal, .protocol: self = .quarantine
      }
    }
  }

  /// Full jitter below a doubling bound, never earlier than the partner asked.
  static func waitOrGiveUp(
    _ failure: Failure,
    _ age: Duration,
    _ attempt: Int,
    _ environment: Environment
  ) -> Verdict {
    guard age < environment.timing.maximumAge else { return .quarantine }
    let policy = RetryPolicy(base: environment.timing.backoffBase, cap: environment.timing.backoffCap)
    return .wait(policy.delay(after: attempt, random: environment.random(), retryAfter: failure.retryAfter))
  }
}

extension Failure {
  /// 429 and 5xx pass by themselves.
  package var isWeather: Bool { kind == .response && (status == 429 || (500...599).contains(status ?? 0)) }
}
