package import Core
import Synchronization

/// How often a partner may be called under one key; the connector names it.
package struct RateLimit: Sendable, Equatable {
  /// What shares the limit, for example a client id; equal keys share one bucket, also over connections.
  package var key: String
  /// Requests a minute; nil where the partner publishes no limit and only its answers say when to pause.
  package var perMinute: Int?
  /// Requests that may follow each other at once.
  package var burst: Int
  /// The part of the bucket that only clicks may use, 0 to 1: work in the background leaves it to them.
  package var clickShare: Double
  /// Requests that may be under way at once; nil for any number.
  package var inFlight: Int?

  package init(
    key: String,
    perMinute: Int? = nil,
    burst: Int = 10,
    clickShare: Double = 0.2,
    inFlight: Int? = nil
  ) {
    self.key = key
    self.perMinute = perMinute
    self.burst = burst
    self.clickShare = clickShare
    self.inFlight = inFlight
  }
}

/// One token bucket per limit key, and the pauses that partners ask for.
package final class RateLimiter: Sendable {
  fileprivate struct Bucket {
    var tokens: Double
    var filledAt: Timestamp
    var pausedUntil: Timestamp?
  }

  private let buckets = Mutex<[String: Bucket]>([:])

  package init() {}

  /// Takes one request out of the bucket.
  ///
  /// - Parameters:
  ///   - limit: whose bucket.
  ///   - isClick: somebody waits for it.
  ///   - now: the moment.
  /// - Returns: nil when it may go now, else how long to wait.
  package func take(_ limit: RateLimit, isClick: Bool, now: Timestamp) -> Duration? {
    ask(limit, isClick: isClick, now: now, takes: true)
  }

  /// The same without taking anything.
  func wait(_ limit: RateLimit, isClick: Bool, now: Timestamp) -> Duration? {
    ask(limit, isClick: isClick, now: now, takes: false)
  }

  private func ask(_ limit: RateLimit, isClick: Bool, now: Timestamp, takes: Bool) -> Duration? {
    buckets.withLock { buckets in
      var bucket = buckets[limit.key] ?? Bucket(tokens: Double(limit.burst), filledAt: now)
      defer { buckets[limit.key] = bucket }
      if let until = bucket.pausedUntil, now < until { return until - now }
      bucket.pausedUntil = nil
      guard let perMinute = limit.perMinute else { return nil }
      bucket.fill(limit, perMinute, now)
      let reserve = isClick ? 0 : Double(limit.burst) * limit.clickShare
      guard bucket.tokens - 1 < reserve else {
        if takes { bucket.tokens -= 1 }
        return nil
      }
      let missing = reserve + 1 - bucket.tokens
      return .milliseconds(Int64((missing * 60_000 / Double(perMinute)).rounded(.up)))
    }
  }

  /// The partner asked for a pause: nothing goes under this key until then.
  package func pause(_ key: String, until moment: Timestamp) {
    buckets.withLock { buckets in
      var bucket = buckets[key] ?? Bucket(tokens: 0, filledAt: moment)
      bucket.pausedUntil = max(bucket.pausedUntil ?? moment, moment)
      buckets[key] = bucket
    }
  }
}

extension RateLimiter.Bucket {
  fileprivate mutating func fill(_ limit: RateLimit, _ perMinute: Int, _ now: Timestamp) {
    let elapsed = Double(max(0, (now - filledAt).milliseconds))
    tokens = min(Double(limit.burst), tokens + elapsed * Double(perMinute) / 60_000)
    filledAt = max(filledAt, now)
  }
}
