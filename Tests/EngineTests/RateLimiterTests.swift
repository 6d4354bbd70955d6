import Core
import Engine
import HTTP
import Storage
import TestKit
import Testing

@Suite("Limits of a partner", .timeLimit(.minutes(5)))
struct RateLimiterTests {
  private let start = Timestamp(milliseconds: 1_000_000)

  @Test("a bucket gives its burst at once and then one request for each share of the minute")
  func bucket() {
    let limiter = RateLimiter()
    let limit = RateLimit(key: "k", perMinute: 60, burst: 3, clickShare: 0)
    let first = (0..<4).map { _ in limiter.take(limit, isClick: true, now: start) }
    #expect(first == [nil, nil, nil, .seconds(1)])
    let later = limiter.take(limit, isClick: true, now: start + .seconds(1))
    #expect(later == nil)
  }

  @Test("work in the background leaves the share of the clicks alone")
  func share() {
    let limiter = RateLimiter()
    let limit = RateLimit(key: "k", perMinute: 60, burst: 5, clickShare: 0.4)
    let background = (0..<4).map { _ in limiter.take(limit, isClick: false, now: start) }
    #expect(background == [nil, nil, nil, .seconds(1)])
    let clicks = (0..<3).map { _ in limiter.take(limit, isClick: true, now: start) }
    #expect(clicks == [nil, nil, .seconds(1)])
  }

  @Test("equal keys share a bucket, others have their own")
  func keys() {
    let limiter = RateLimiter()
    let first = RateLimit(key: "a", perMinute: 60, burst: 1, clickShare: 0)
    let other = RateLimit(key: "b", perMinute: 60, burst: 1, clickShare: 0)
    let taken = [first, first, other].map { limiter.take($0, isClick: true, now: start) }
    #expect(taken == [nil, .seconds(1), nil])
  }

  @Test("when Procuros asks for a pause, no other order of the connection is sent before it is over")
  func pause() async throws {
    try await TestWorld.with { world in
      world.odoo.put(try SampleOrder.document().replacing("id", with: 43).replacing("name", with: "P00043"))
      world.partner.next(.post, .answer(429, ["message": "Too many requests"], headers: ["Retry-After": "60"]))
      let first = try await world.click()
      #expect(first.status == .waiting)
      let second = try await world.runner.run(world.request(ids: [43], deadline: .zero), odoo: world.odoo)
      let status = second.first?.status
      #expect(status == .sending)
      #expect(world.partner.posts == 1)
      world.advance(by: .seconds(90))
      try await world.entry(becomes: "delivered") { $0.state == .delivered }
      #expect(world.partner.posts >= 2)
    }
  }
}
