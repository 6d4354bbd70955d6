import Core
import HTTP
import Synchronization
import TestKit
import Testing

@testable import Engine

@Suite("reading in bad weather", .timeLimit(.minutes(5)))
struct ReadPatienceTests {
  private static let patience = ReadPatience { $0 == 503 || $0 == 429 }

  @Test("pauses double up to a minute and vary by a fifth; what the partner asks for wins")
  func pauses() {
    let middle = (1...8).map { Self.patience.pause(after: $0, random: 0.5, retryAfter: nil) }
    #expect(middle == [1, 2, 4, 8, 16, 32, 60, 60].map { Duration.seconds($0) })
    #expect(Self.patience.pause(after: 1, random: 0, retryAfter: nil) == .milliseconds(800))
    #expect(Self.patience.pause(after: 3, random: 0.5, retryAfter: 90) == .seconds(90))
  }

  @Test("a read that meets bad weather is tried again, six times in all; a write goes once")
  func tries() async throws {
    let partner = Statuses([503, 429, 503, 200])
    let world = try await TestWorld()
    let transport = PatientTransport(partner, world.environment, Self.patience)
    async let answer = transport.send(HTTPRequest(.get, "https://p.example/list", safeToRepeat: true))
    for pause in [1, 2, 4] {
      try await eventually("a pause of \(pause) s") { world.clock.hasSleeper(for: .seconds(pause)) }
      world.clock.advance(by: .seconds(pause))
    }
    #expect(try await answer.status == 200)
    #expect(partner.count == 4)
    let write = try await transport.send(HTTPRequest(.post, "https://p.example/list", safeToRepeat: false))
    #expect(write.status == 503)
    #expect(partner.count == 5)
  }

  @Test("no more requests are under way than a limit allows, and each gets its turn")
  func flights() async {
    let flights = Flights()
    let peak = Peak()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<40 {
        group.addTask {
          await flights.enter("k", most: 4)
          peak.rise()
          await Task.yield()
          peak.fall()
          flights.leave("k")
        }
      }
    }
    #expect(peak.highest <= 4)
    #expect(peak.passed == 40)
  }
}

/// Answers with these statuses, then with 503 for ever.
private final class Statuses: HTTPTransport {
  private let state: Mutex<(rest: [Int], count: Int)>

  init(_ statuses: [Int]) { state = Mutex((statuses, 0)) }

  var count: Int { state.withLock { $0.count } }

  func send(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
    state.withLock { state in
      state.count += 1
      return HTTPResponse(status: state.rest.isEmpty ? 503 : state.rest.removeFirst())
    }
  }
}

/// Counts how many are inside at once.
private final class Peak: Sendable {
  private let state = Mutex((now: 0, highest: 0, passed: 0))

  var highest: Int { state.withLock { $0.highest } }
  var passed: Int { state.withLock { $0.passed } }

  func rise() {
    state.withLock { state in
      state.now += 1
      state.highest = max(state.highest, state.now)
    }
  }

  func fall() {
    state.withLock { state in
      state.now -= 1
      state.passed += 1
    }
  }
}
