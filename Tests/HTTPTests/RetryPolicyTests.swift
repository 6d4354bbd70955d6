import Core
import Testing

@testable import HTTP

@Suite("HTTP: retries")
struct RetryPolicyTests {
  let policy = RetryPolicy(base: .seconds(2), cap: .seconds(60))

  @Test(
    "429 and 5xx pass, nothing else does",
    arguments: [(200, false), (307, false), (400, false), (404, false), (429, true), (500, true), (503, true)]
  )
  func verdict(status: Int, retried: Bool) {
    #expect(policy.retries(status: status) == retried)
  }

  @Test(
    "the longest wait doubles with every try up to the cap",
    arguments: [(1, 2), (2, 4), (3, 8), (5, 32), (6, 60), (60, 60), (Int.max, 60), (0, 2)]
  )
  func doubles(tries: Int, seconds: Int) {
    #expect(policy.delay(after: tries, random: 1) == .seconds(seconds))
  }

  @Test("the wait is spread over all of it, down to none")
  func jitter() {
    #expect(policy.delay(after: 3, random: 0) == .zero)
    #expect(policy.delay(after: 3, random: 0.25) == .seconds(2))
  }

  @Test("what the partner asks for is never undercut, even above the cap")
  func partnerAsks() {
    #expect(policy.delay(after: 1, random: 0, retryAfter: 300) == .seconds(300))
    #expect(policy.delay(after: 1, random: 0.5, retryAfter: 300) == .seconds(301))
  }

  @Test(
    "Retry-After is understood as seconds and as a date",
    arguments: [
      ("120", 120.0), ("0", 0), ("99999999999999999999", 86_400),
      ("Sun, 06 Nov 1994 08:50:37 GMT", 60), ("Sunday, 06-Nov-94 08:50:37 GMT", 60), ("Sun Nov  6 08:50:37 1994", 60),
      ("Sun, 06 Nov 1994 08:00:00 GMT", 0), ("Fri, 31 Dec 1999 23:59:59 GMT", 86_400),
    ]
  )
  func retryAfter(text: String, seconds: Double) {
    let response = HTTPResponse(status: 429, headers: ["retry-after": text])
    // 1994-11-06 08:49:37 UTC, the date of RFC 9110's own examples.
    #expect(response.retryAfter(now: Timestamp(milliseconds: 784_111_777_000)) == seconds)
  }

  @Test("a Retry-After that says nothing is none", arguments: ["", "soon", "-5", "1.5", "12 o'clock"])
  func unreadable(text: String) {
    let response = HTTPResponse(status: 503, headers: ["Retry-After": text])
    #expect(response.retryAfter(now: Timestamp(milliseconds: 0)) == nil)
  }

  @Test("without Retry-After there is none")
  func absent() {
    #expect(HTTPResponse(status: 503).retryAfter(now: Timestamp(milliseconds: 0)) == nil)
  }
}
