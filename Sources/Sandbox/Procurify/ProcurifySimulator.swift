package import Core
package import Foundation
package import Logging

/// A strict stand-in for Procurify's API on loopback.
///
/// It is written from the published contract and shares no code with our client or mapping, so that both can be wrong
/// only independently. What it holds can be read and changed over HTTP under `/_sandbox`; that surface asks for no token,
/// which is why the simulator listens on 127.0.0.1 alone.
package struct ProcurifySimulator: Sendable {
  /// What the simulator starts with.
  package struct Configuration: Sendable {
    package var port = 0
    package var failures = Failures.none
    package var seed: UInt64 = 1
    /// The file that keeps the books; nil: memory only.
    package var state: String?
    package var access: ProcurifyGate.Settings
    package var tenant: ProcurifySettings
    /// Longest request body in bytes; only the control surface takes long ones.
    package var bodyLimit = 4 * 1024 * 1024
    package var now: @Sendable () -> Date = { Date() }
    /// How a `slow` answer waits.
    package var pause: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    package var logger = Logger(label: "sandbox.procurify") { _ in SwiftLogNoOpLogHandler() }

    package init(_ access: ProcurifyGate.Settings, tenant: ProcurifySettings = ProcurifySettings()) {
      self.access = access
      self.tenant = tenant
    }
  }

  package let books: ProcurifyBooks
  package let gate: ProcurifyGate
  package let arrivals = Arrivals()
  private let hooks = ProcurifyHooks()
  private let control: ProcurifyControl
  private let server: SimulatorServer

  /// - Throws: `.configuration` when the state file cannot be read.
  package init(_ configuration: Configuration) throws(Failure) {
    let clock = ProcurifyClock(configuration.now)
    books = try ProcurifyBooks(
      configuration.tenant,
      file: configuration.state.map { StateFile(path: $0) },
      clock: clock
    )
    gate = ProcurifyGate(
      configuration.access,
      failures: configuration.failures,
      seed: configuration.seed,
      clock: clock,
      books: books
    )
    control = ProcurifyControl(books: books, gate: gate, arrivals: arrivals, hooks: hooks, clock: clock)
    server = SimulatorServer(
      desk: Desk(
        gate: gate,
        manners: ProcurifyErrors.manners,
        bodyLimit: configuration.bodyLimit,
        pause: configuration.pause
      ),
      endpoints: ProcurifyAPI(books: books, gate: gate, arrivals: arrivals, hooks: hooks).endpoints,
      control: control.endpoints,
      port: configuration.port,
      boundPort: BoundPort(),
      logger: configuration.logger
    )
  }

  /// Serves until the task is cancelled.
  /// - Throws: `.configuration` when it cannot listen.
  package func run() async throws(Failure) {
    await hooks.carryOut { [control] wish in await control.carryOut(wish) }
    try await server.run()
  }

  /// A call of the control surface without HTTP, for tests in this process: `control("POST", "/bills/901/approve")`.
  /// - Returns: the status and what was answered; null where it is nothing.
  package func control(_ method: String, _ path: String, _ body: JSON = [:]) async -> (status: Int, body: JSON) {
    let answer = await control.answer(method, path, body)
    return (answer.status, (try? JSON(parsing: answer.body)) ?? .null)
  }

  /// The port it listens on; waits until it does.
  package var port: Int {
    get async throws(Failure) { try await server.boundPort.value() }
  }
}
