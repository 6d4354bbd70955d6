package import Core
package import Foundation
package import Logging

/// A strict stand-in for Procountor's API 26.04 on loopback.
///
/// It is written from the published contract and shares no code with our client or mapping, so that both can be wrong
/// only independently. What it holds can be read and changed over HTTP under `/_sandbox`; that surface asks for no token,
/// which is why the simulator listens on 127.0.0.1 alone.
package struct ProcountorSimulator: Sendable {
  /// What the simulator starts with.
  package struct Configuration: Sendable {
    package var port = 0
    package var failures = Failures.none
    package var seed: UInt64 = 1
    /// The file that keeps the books; nil: memory only.
    package var state: String?
    /// Client, its secret, and which key opens which company.
    package var access: ProcountorGate.Settings
    /// Set-up by name of the company; what is not said is as in `Library/procountor-company.json`.
    package var companies: [String: JSON]
    /// Longest request body in bytes: a file of ten million and what goes with it.
    package var bodyLimit = 11 * 1024 * 1024
    package var now: @Sendable () -> Date = { Date() }
    /// How a `slow` answer waits.
    package var pause: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    package var logger = Logger(label: "sandbox.procountor") { _ in SwiftLogNoOpLogHandler() }

    package init(_ access: ProcountorGate.Settings, companies: [String: JSON] = [:]) {
      self.access = access
      self.companies = companies
    }
  }

  package let books: ProcountorBooks
  package let gate: ProcountorGate
  package let arrivals = Arrivals()
  private let server: SimulatorServer

  /// - Throws: `.configuration` when the state file cannot be read.
  package init(_ configuration: Configuration) throws(Failure) {
    let clock = ProcountorClock(configuration.now)
    let names = Set(configuration.access.keys.values).sorted()
    books = try ProcountorBooks(
      names.map { ProcountorCompany(key: $0, settings: configuration.companies[$0] ?? .object(JSONObject())) },
      file: configuration.state.map { StateFile(path: $0) },
      clock: clock
    )
    gate = ProcountorGate(
      configuration.access,
      failures: configuration.failures,
      seed: configuration.seed,
      clock: clock
    )
    server = SimulatorServer(
      desk: Desk(
        gate: gate,
        manners: ProcountorErrors.manners,
        bodyLimit: configuration.bodyLimit,
        pause: configuration.pause
      ),
      endpoints: ProcountorAPI(books: books, gate: gate, arrivals: arrivals).endpoints,
      control: ProcountorControl(books: books, gate: gate, arrivals: arrivals, clock: clock, names: names).endpoints,
      port: configuration.port,
      boundPort: BoundPort(),
      logger: configuration.logger
    )
  }

  /// Serves until the task is cancelled.
  /// - Throws: `.configuration` when it cannot listen.
  package func run() async throws(Failure) { try await server.run() }

  /// The port it listens on; waits until it does.
  package var port: Int {
    get async throws(Failure) { try await server.boundPort.value() }
  }
}
