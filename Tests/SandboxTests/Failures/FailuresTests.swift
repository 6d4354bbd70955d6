import Core
import Testing

@testable import Sandbox

@Suite("failures on request")
struct FailuresTests {
  @Test(
    "are read from the command line's text",
    arguments: [
      ("", []),
      ("reply-lost:5%", [Failures.Rule(.replyLost, percent: 5, scope: .send)]),
      ("429", [Failures.Rule(.status(429, retryAfter: nil))]),
      ("429:2%:7s", [Failures.Rule(.status(429, retryAfter: 7), percent: 2)]),
      (
        "503:3 times, slow:2s",
        [Failures.Rule(.status(503, retryAfter: nil), times: 3), Failures.Rule(.slow(.seconds(2)))]
      ),
      ("slow:300ms:0.5%:2x", [Failures.Rule(.slow(.milliseconds(300)), percent: 0.5, times: 2)]),
      ("hang:read,half:send", [Failures.Rule(.hang, scope: .read), Failures.Rule(.half, scope: .send)]),
      (
        "garbage,noise,html,empty,huge,expired-token",
        [.garbage, .noise, .html, .empty, .huge, .expiredToken].map { Failures.Rule($0) }
      ),
    ] as [(String, [Failures.Rule])]
  )
  func parses(_ text: String, _ rules: [Failures.Rule]) throws {
    #expect(try Failures(parsing: text) == Failures(rules))
  }

  @Test(
    "that are not understood are named",
    arguments: [
      "lost", "slow", "429:120%", "503:0 times", "503:5%:6%", "302", ":5%", "half:2s", "slow:-2s", "503:soon",
    ]
  )
  func refuses(_ text: String) throws {
    let failure = #expect(throws: Failure.self) { try Failures(parsing: text) }
    #expect(failure?.code == "sandbox.failures")
    #expect(failure?.kind == .configuration)
  }

  @Test("fall the same way for the same seed, and about as often as asked")
  func dice() throws {
    let failures = try Failures(parsing: "503:20%")
    func falls(_ seed: UInt64) -> [Bool] {
      var dice = FailureDice(failures, seed: seed)
      return (0..<1000).map { _ in dice.decide(.read).misbehaviour != nil }
    }
    #expect(falls(7) == falls(7))
    #expect(falls(7) != falls(8))
    let count = falls(7).count { $0 }
    #expect((150...250).contains(count))
  }

  @Test("are spent after their number of times, and slowness comes on top")
  func counts() throws {
    var dice = FailureDice(try Failures(parsing: "slow:1s,503:2 times,half"), seed: 1)
    let decisions = (0..<3).map { _ in dice.decide(.send) }
    #expect(decisions.map(\.delay) == [.seconds(1), .seconds(1), .seconds(1)])
    #expect(decisions.map(\.misbehaviour) == [.status(503, retryAfter: nil), .status(503, retryAfter: nil), .half])
  }

  @Test("hit only the requests they are meant for")
  func scope() throws {
    var dice = FailureDice(try Failures(parsing: "reply-lost"), seed: 1)
    #expect(dice.decide(.read).misbehaviour == nil)
    #expect(dice.decide(.send).misbehaviour == .replyLost)
  }

  @Test("options are checked before anything starts")
  func options() {
    #expect(throws: Failure.self) {
      try SimulatorOptions(port: 70_000, token: "t", fail: nil, seed: nil, state: nil)
    }
    #expect(throws: Failure.self) { try SimulatorOptions(port: 0, token: "a b", fail: nil, seed: nil, state: nil) }
    #expect(throws: Failure.self) { try SimulatorOptions(port: 0, token: "t", fail: "x", seed: nil, state: nil) }
  }
}
