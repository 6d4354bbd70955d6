import ArgumentParser
import Core
import Foundation
import Sandbox

extension Simulate {
  struct ProcountorPartner: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "procountor",
      abstract: "Procountor API 26.04: tokens, invoices, payments and registers, and misbehaviour on request.",
      discussion: "Its base URL is http://127.0.0.1:PORT/api. An API key opens one company."
    )
    @Option(help: "Port on 127.0.0.1; 0 takes a free one.") var port = 0
    @Option(help: "The client's id.") var clientID: String
    @Option(help: "The client's secret.") var clientSecret: String
    @Option(help: "Redirect URI that the client registered; a request may leave it out.") var redirectURI: String?
    @Option(help: "The API key of the only company.") var apiKey: String?
    @Option(
      help: "A company as NAME:KEY:BUSINESSID, in place of --api-key; the business ID may be left out. Repeatable."
    )
    var company: [String] = []
    @Option(help: "Seconds for which a token is good.") var tokenLife = 3600
    @Option(help: "Calls of the client that are answered in one second.") var limit = 60
    @Option(help: "Shuts the client out after so many refused calls within a minute.") var suspendAfter: Int?
    @Option(help: "What goes wrong, for example reply-lost:5%,429:2%,slow:1s.") var fail: String?
    @Option(help: "Seed of what goes wrong.") var seed: UInt64?
    @Option(help: "File that keeps the books.") var state: String?

    func validate() throws {
      guard (apiKey == nil) != company.isEmpty else {
        throw ValidationError("Name either --api-key or, once or several times, --company.")
      }
    }

    func run() async throws {
      try await reporting {
        let simulator = try ProcountorSimulator(try configuration())
        try await Simulate.serve("procountor", simulator.run) { try await simulator.port }
      }
    }

    private func configuration() throws -> ProcountorSimulator.Configuration {
      let companies =
        try company.isEmpty
        ? [ProcountorEntry(name: "main", key: apiKey ?? "")]
        : company.map(ProcountorEntry.init(parsing:))
      var access = try ProcountorGate.Settings(clientID: clientID, clientSecret: clientSecret, companies)
      access.redirectURI = redirectURI
      access.tokenLife = TimeInterval(tokenLife)
      access.limitPerSecond = limit
      access.suspendAfter = suspendAfter
      let options = try SimulatorOptions(port: port, token: clientSecret, fail: fail, seed: seed, state: state)
      return ProcountorSimulator.Configuration(options, access, companies)
    }
  }
}
