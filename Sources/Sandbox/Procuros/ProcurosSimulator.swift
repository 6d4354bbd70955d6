package import Core
package import Foundation
package import Logging

/// A strict stand-in for Procuros' API v2 on loopback.
///
/// It is written from the published contract and shares no code with our client or mapping, so that both can be wrong
/// only independently. Documents and settings can be read and changed from Swift (`network`, `gate`) and over HTTP under
/// `/_sandbox`; that surface asks for no token, which is why the simulator listens on 127.0.0.1 alone.
package struct ProcurosSimulator: Sendable {
  /// What the simulator starts with.
  package struct Configuration: Sendable {
    package var options: SimulatorOptions
    package var network = ProcurosNetwork.Settings()
    /// Several companies in one network; empty: one, with the token of the options.
    package var accounts: [ProcurosAccount.Entry] = []
    /// Longest request body in bytes.
    package var bodyLimit = 10 * 1024 * 1024
    package var now: @Sendable () -> Date = { Date() }
    /// How a `slow` answer waits.
    package var pause: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    package var logger = Logger(label: "sandbox.procuros") { _ in SwiftLogNoOpLogHandler() }

    package init(_ options: SimulatorOptions) { self.options = options }
  }

  package let network: ProcurosNetwork
  package let gate: Gate
  private let server: SimulatorServer

  /// - Throws: `.configuration` when the state file cannot be read, or two accounts cannot be told apart.
  package init(_ configuration: Configuration) throws(Failure) {
    let options = configuration.options
    let entries = try configuration.accounts.checked()
    var settings = configuration.network
    if !entries.isEmpty { settings.accounts = entries.map(\.account) }
    network = try ProcurosNetwork(
      settings,
      file: options.state.map(StateFile.init),
      now: configuration.now
    )
    gate = Gate(
      Gate.Settings(entries.isEmpty ? [Gate.Holder(token: options.token)] : entries.map(\.holder)),
      failures: options.failures,
      seed: options.seed,
      now: configuration.now
    )
    server = SimulatorServer(
      desk: Desk(gate: gate, bodyLimit: configuration.bodyLimit, pause: configuration.pause),
      endpoints: Self.endpoints(network),
      control: ProcurosControl(network: network, gate: gate).endpoints,
      port: options.port,
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

  private static func endpoints(_ network: ProcurosNetwork) -> [Endpoint] {
    let send = SendTransaction(network: network)
    let mark = MarkProcessed(network: network)
    let report = ReportError(network: network)
    return [
      Endpoint(.get, "/v2/ping", .read) { _ in Answer(status: 204) },
      Endpoint(.post, "/v2/transactions", .send) { call in await send(call) },
      Endpoint(.get, "/v2/transactions", .read) { call in
        TransactionPage.queue.answer(call, await network.transactions)
      },
      Endpoint(.put, "/v2/transactions/{id}", .all) { call in await mark.one(call) },
      Endpoint(.post, "/v2/transactions/bulk/mark-processed", .all) { call in await mark.many(call) },
      Endpoint(.get, "/v2/all-transactions", .read) { call in
        TransactionPage.everything.answer(call, await network.transactions)
      },
      Endpoint(.get, "/v2/all-transactions/{id}", .read) { call in
        let document = await network.transaction(call.parameters["id"] ?? "")
        guard let document, document.concerns(call.holder) else { return .error(404, "Not Found") }
        return .json(200, ["data": document.json(all: true)])
      },
      Endpoint(.post, "/v2/errors", .all) { call in await report(call) },
    ]
  }
}
