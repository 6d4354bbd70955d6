/// How long to wait before the next try, and after which answers there is one.
///
/// Full jitter: somewhere between nothing and base · 2ⁿ, so that documents that failed together do not come back
/// together. (M. Brooker, *Exponential Backoff And Jitter*, AWS Architecture Blog, 2015.)
package struct RetryPolicy: Sendable, Equatable {
  /// The longest wait after the first try.
  package var base: Duration
  /// The longest wait after any try, unless the partner asks for more.
  package var cap: Duration

  package init(base: Duration = .seconds(2), cap: Duration = .seconds(600)) {
    self.base = base
    self.cap = cap
  }

  /// Whether an answer of this status is weather that passes: 429 and 5xx.
  ///
  /// Whether the request may be *sent* again is another question: a 502 or 504 says nothing about what became of it.
  package func retries(status: Int) -> Bool {
    status == 429 || (500..<600).contains(status)
  }

  /// - Parameters:
  ///   - tries: how many have been made, 1 or more.
  ///   - random: evenly spread over 0 ..< 1.
  ///   - retryAfter: the seconds the partner asked for; never undercut, and spread by up to `base`.
  /// - Returns: the wait before the next try.
  package func delay(after tries: Int, random: Double, retryAfter: Double? = nil) -> Duration {
    if let retryAfter { return .seconds(retryAfter) + base * random }
    // After 2³² times the base the cap has long been reached, and a `Duration` not yet overflowed.
    let doublings = Double(1 << min(max(tries, 1) - 1, 32))
    return min(cap, base * doublings) * random
  }
}
