import ArgumentParser
import Core
import Foundation
import Sandbox

extension Simulate {
  struct ProcurifyPartner: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "procurify",
      abstract:
        "Procurify's API: tokens, registers, requisitions, purchase orders and bills, and misbehaviour on request.",
      discussion: "It is read only, as the connector needs it; everything else is counted and refused."
    )
    @Option(help: "Port on 127.0.0.1; 0 takes a free one.") var port = 0
    @Option(help: "The client's id.") var clientID: String
    @Option(help: "The client's secret.") var clientSecret: String
    @Option(help: "The customer's subdomain, as the scope of a token names it.") var domain = "acme"
    @Option(help: "Seconds for which a token is good.") var tokenLife = 86_400
    @Option(help: "Calls that are answered in one second; without it there is no limit.") var limit: Int?
    @Option(help: "What goes wrong, for example reply-lost:5%,429:2%,slow:1s.") var fail: String?
    @Option(help: "Seed of what goes wrong.") var seed: UInt64?
    @Option(help: "File that keeps the books.") var state: String?

    func run() async throws {
      try await reporting {
        let simulator = try ProcurifySimulator(try configuration())
        try await Simulate.serve("procurify", simulator.run) { try await simulator.port }
      }
    }

    private func configuration() throws -> ProcurifySimulator.Configuration {
      let options = try SimulatorOptions(port: port, token: clientSecret, fail: fail, seed: seed, state: state)
      let settings: JSON = .record([
        ("domain", .string(domain)), ("token_life", .int(tokenLife)), ("limit_per_second", limit.map(JSON.int)),
      ])
      var configuration = ProcurifySimulator.Configuration(
        ProcurifyGate.Settings(clientID: clientID, clientSecret: clientSecret),
        tenant: ProcurifySettings(settings)
      )
      configuration.port = options.port
      configuration.failures = options.failures
      configuration.seed = options.seed
      configuration.state = options.state
      return configuration
    }
  }
}
