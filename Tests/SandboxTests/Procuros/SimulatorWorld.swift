import Core
import Sandbox

/// Runs a simulator on a free port for the time of one test.
func withProcuros(
  fail: String = "",
  state: String? = nil,
  _ configure: (inout ProcurosSimulator.Configuration) -> Void = { _ in },
  _ test: (ProcurosSimulator, RawClient) async throws -> Void
) async throws {
  let options = SimulatorOptions(token: "t0ken", failures: try Failures(parsing: fail), state: state)
  var configuration = ProcurosSimulator.Configuration(options)
  configure(&configuration)
  let simulator = try ProcurosSimulator(configuration)
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask { try await simulator.run() }
    try await test(simulator, RawClient(port: try await simulator.port))
    group.cancelAll()
  }
}
