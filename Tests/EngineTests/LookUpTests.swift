import Core
import Engine
import HTTP
import Storage
import TestKit
import Testing

@Suite("Looking up many at once", .timeLimit(.minutes(5)))
struct LookUpTests {
  private static let wait = Timing().lookupWait

  @Test("orders whose answers were lost together are looked for in one list, and each goes out once")
  func shared() async throws {
    try await TestWorld.with { world in
      let orders = Array(101...140)
      try await lose(orders, world)
      let before = world.partner.lookUps
      world.advance(by: Self.wait)
      try await becomes(orders, world, "looked up once") { $0.lookups == 1 }
      #expect(world.partner.lookUps == before + 1)
      world.advance(by: Self.wait)
      try await becomes(orders, world, "delivered") { $0.state == .delivered }
      #expect(world.partner.lookUps == before + 2)
      #expect(world.partner.received.count == orders.count)
      #expect(world.partner.posts == 2 * orders.count)
    }
  }

  @Test("the log of each order says that it was looked for, the list is kept once")
  func logged() async throws {
    try await TestWorld.with { world in
      try await lose([101, 102, 103], world)
      let mark = try await world.store.logs(LogQuery(limit: 1000)).last?.id ?? 0
      world.advance(by: Self.wait)
      try await becomes([101, 102, 103], world, "looked up once") { $0.lookups == 1 }
      let lines = try await world.store.logs(LogQuery(after: mark, limit: 1000)).filter { $0.method == "GET" }
      #expect(Set(lines.compactMap(\.entry)).count == 3)
      var bodies = 0
      for line in lines where try await world.store.logLine(line.id)?.response != nil { bodies += 1 }
      #expect(bodies == 1)
    }
  }

  @Test("an answer that was asked for before the waiting time was over is not believed: it is asked again")
  func tooOld() async throws {
    let clock = FixedClock()
    let reads = SharedReads()
    let empty = HTTPResponse(status: 200)
    _ = try await reads.answer("page", notBefore: clock.now(), clock) { () async throws(Failure) in empty }
    clock.advance(by: .seconds(1))
    let due = clock.now()
    clock.advance(by: .seconds(1))
    let full = HTTPResponse(status: 200, body: [1])
    let first = try await reads.answer("page", notBefore: due, clock) { () async throws(Failure) in full }
    #expect(first.response == full)
    #expect(first.isShared == false)
    let second = try await reads.answer("page", notBefore: due, clock) { () async throws(Failure) in empty }
    #expect(second.response == full)
    #expect(second.isShared)
    let other = try await reads.answer("another page", notBefore: due, clock) { () async throws(Failure) in empty }
    #expect(other.isShared == false)
  }

  @Test("who needs a younger answer than the one under way waits for it, and shares the next")
  func underWay() async throws {
    let clock = FixedClock()
    let reads = SharedReads()
    let asked = Counter()
    let begun = clock.now()
    try await withThrowingTaskGroup(of: Bool.self) { group in
      func ask(notBefore moment: Timestamp) {
        group.addTask {
          let answer = try await reads.answer("page", notBefore: moment, clock) { () async throws(Failure) in
            asked.add()
            await clock.sleep(for: .seconds(5))
            return HTTPResponse(status: 200)
          }
          return answer.isShared
        }
      }
      ask(notBefore: begun + .seconds(-1))
      try await eventually("the first is under way") { clock.hasSleeper(for: .seconds(5)) }
      clock.advance(by: .seconds(1))
      for _ in 1...10 { ask(notBefore: begun + .milliseconds(500)) }
      clock.advance(by: .seconds(4))
      try await eventually("the second is under way") { asked.count == 2 && clock.hasSleeper(for: .seconds(5)) }
      clock.advance(by: .seconds(5))
      var shared = 0
      for try await isShared in group where isShared { shared += 1 }
      #expect(shared == 9)
      #expect(asked.count == 2)
    }
  }

  @Test("a failed answer fails for all who waited for it, and is not kept")
  func failed() async throws {
    let clock = FixedClock()
    let reads = SharedReads()
    let early = clock.now() + .seconds(-1)
    await #expect(throws: Failure.self) {
      _ = try await reads.answer("page", notBefore: early, clock) { () async throws(Failure) in
        throw Failure(.transport, "http.lost", "The answer was lost.")
      }
    }
    for status in [503, 200] {
      let answer = try await reads.answer("page", notBefore: early, clock) { () async throws(Failure) in
        HTTPResponse(status: status)
      }
      #expect(answer.isShared == false)
    }
  }

  @Test("of long answers only the youngest are kept, so that a partner's lists do not fill the memory")
  func bounded() async throws {
    let clock = FixedClock()
    let reads = SharedReads()
    let long = HTTPResponse(status: 200, body: Array(repeating: 1, count: 12 * 1024 * 1024))
    let early = clock.now() + .seconds(-1)
    var shared: [Bool] = []
    for page in ["1", "2", "3", "3", "2", "1"] {
      clock.advance(by: .seconds(1))
      let answer = try await reads.answer(page, notBefore: early, clock) { () async throws(Failure) in long }
      shared.append(answer.isShared)
    }
    #expect(shared == [false, false, false, true, true, false])
  }

  @Test("the log keeps the beginning of a long list and says so, and all of what was sent")
  func longAnswer() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .lost(arrives: false))
      world.partner.next(.get, .garbage(200, String(repeating: "ü", count: 50_000) + TestWorld.token))
      _ = try await world.click()
      let lines = try await world.store.logs(LogQuery(limit: 1000))
      let read = try #require(lines.last { $0.method == "GET" })
      let answer = try #require(try await world.store.logLine(read.id)?.response)
      #expect(answer.truncated)
      #expect(answer.body.utf8.count < 17 * 1024)
      let bytes = 100_000 + TestWorld.token.utf8.count
      #expect(answer.body.hasSuffix("… the first 16384 of \(bytes) bytes; the rest is not kept."))
      let sent = try #require(lines.last { $0.method == "POST" })
      let request = try #require(try await world.store.logLine(sent.id)?.request)
      #expect(request.truncated == false)
      #expect(Array(request.body.utf8) == world.partner.requests.first { $0.method == .post }?.body)
    }
  }

  @Test("a secret that the end of what is kept would cut in two is taken out whole")
  func secretAtTheEnd() async throws {
    try await TestWorld.with { world in
      world.partner.next(.post, .lost(arrives: false))
      let text = String(repeating: "x", count: 16 * 1024 - 5) + TestWorld.token + String(repeating: "y", count: 100)
      world.partner.next(.get, .garbage(200, text))
      _ = try await world.click()
      let read = try #require(try await world.store.logs(LogQuery(limit: 1000)).last { $0.method == "GET" })
      let body = try #require(try await world.store.logLine(read.id)?.response?.body)
      #expect(!body.contains(TestWorld.token.prefix(4)))
    }
  }

  /// Clicks on these orders and loses every answer.
  private func lose(_ orders: [Int], _ world: TestWorld) async throws {
    for id in orders {
      world.odoo.put(try SampleOrder.document(id))
      world.partner.next(.post, .lost(arrives: false))
    }
    let statuses = try await world.run(ids: orders).map(\.status)
    #expect(statuses.allSatisfy { $0 == .inDoubt })
  }

  private func becomes(_ orders: [Int], _ world: TestWorld, _ what: String, _ holds: (Entry) -> Bool) async throws {
    for id in orders { try await world.entry(id, becomes: what, holds) }
  }
}
