import CCurl
package import Core

extension HTTPResponse {
  /// The longest wait we take from a partner, in seconds: a day.
  private static let longestWait = 86_400.0

  /// Seconds the partner asks us to wait, 0 up to a day; nil where it does not say or cannot be understood.
  ///
  /// `Retry-After: 120` and `Retry-After: Fri, 31 Dec 1999 23:59:59 GMT` both occur (RFC 9110, section 10.2.3).
  package func retryAfter(now: Timestamp) -> Double? {
    guard let text = headers["Retry-After"], !text.isEmpty else { return nil }
    if text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
      return Double(text).map { min($0, Self.longestWait) }
    }
    let date = curl_getdate(text, nil)
    guard date >= 0 else { return nil }
    let wait = Timestamp(milliseconds: Int64(date) * 1000) - now
    return min(max(0, Double(wait.milliseconds) / 1000), Self.longestWait)
  }
}
