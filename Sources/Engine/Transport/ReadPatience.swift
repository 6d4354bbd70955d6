import Core
import HTTP

/// How a connector waits out bad weather within a read, so that one bad answer of a thousand does not end a fetch.
package struct ReadPatience: Sendable {
  /// Requests in all.
  package var tries: Int
  /// After the first one; doubled after each.
  package var base: Duration
  package var cap: Duration
  /// Each pause is longer or shorter by up to this part of it.
  package var jitter: Double
  /// Statuses that are waited out.
  package var retries: @Sendable (Int) -> Bool

  package init(
    tries: Int = 6,
    base: Duration = .seconds(1),
    cap: Duration = .seconds(60),
    jitter: Double = 0.2,
    retries: @escaping @Sendable (Int) -> Bool
  ) {
    self.tries = tries
    self.base = base
    self.cap = cap
    self.jitter = jitter
    self.retries = retries
  }

  /// - Parameters:
  ///   - tries: how many have been made, 1 or more.
  ///   - random: evenly spread over 0 ..< 1.
  ///   - retryAfter: the seconds that the partner asked for; they win.
  /// - Returns: the pause before the next one.
  package func pause(after tries: Int, random: Double, retryAfter: Double?) -> Duration {
    if let retryAfter { return .seconds(retryAfter) }
    let plain = min(cap, base * Double(1 << min(max(tries, 1) - 1, 32)))
    return plain * (1 + jitter * (2 * random - 1))
  }

  /// True for what is worth another try: no answer at all, but for one that took too long, which asking for less may help.
  func waitsOut(_ failure: Failure) -> Bool {
    failure.kind == .transport && !["cancelled", "http.timeout", "http.timeout_first_byte"].contains(failure.code)
  }
}
