import Core
import Testing

@testable import Sandbox

/// Tests, demos and soaks end a simulator while somebody talks to it.
@Suite("a simulator that is ended", .timeLimit(.minutes(5)))
struct SimulatorEndTests {
  @Test("in the middle of connections that come in, ends them and nothing else")
  func comingIn() async throws {
    for round in 0..<40 {
      let ends = try await withThrowingTaskGroup(of: Void.self) { group in
        let simulator = try ProcurosSimulator(ProcurosSimulator.Configuration(SimulatorOptions(token: "t0ken")))
        group.addTask { try await simulator.run() }
        let client = RawClient(port: try await simulator.port)
        return try await withThrowingTaskGroup(of: RawClient.Reply.End?.self) { clients in
          for number in 0..<16 {
            clients.addTask { try? await client.send("GET", "/v2/ping").end }
            if number == round % 16 { group.cancelAll() }
          }
          return try await clients.reduce(into: []) { $0.append($1) }
        }
      }
      // Nobody is left waiting: answered, cut off, or never let in.
      #expect(!ends.contains(.silence))
    }
  }
}
