import ArgumentParser
import Core
import Foundation
import Sandbox

struct Simulate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a strict stand-in of a partner's API on loopback.",
    subcommands: [ProcountorPartner.self, ProcurifyPartner.self, ProcurosPartner.self]
  )

  struct ProcurosPartner: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "procuros",
      abstract: "Procuros API v2: keeps what it gets, and misbehaves on request.",
      discussion: "With several accounts, what one sends arrives in the queue of the one with the receiver's GLN."
    )
    @Option(help: "Port on 127.0.0.1; 0 takes a free one.") var port = 0
    @Option(help: "The token it accepts.") var token: String?
    @Option(help: "A company as NAME:TOKEN:GLN, in place of --token; several GLNs separated by commas. Repeatable.")
    var account: [String] = []
    @Option(help: "What goes wrong, for example reply-lost:5%,429:2%,slow:1s.") var fail: String?
    @Option(help: "Seed of what goes wrong.") var seed: UInt64?
    @Option(help: "File that keeps what was received.") var state: String?

    func validate() throws {
      guard (token == nil) != account.isEmpty else {
        throw ValidationError("Name either --token or, once or several times, --account.")
      }
    }

    func run() async throws {
      try await reporting {
        var accounts: [ProcurosAccount.Entry] = []
        for text in account { accounts.append(try ProcurosAccount.Entry(parsing: text)) }
        let token = token ?? accounts.first?.token ?? ""
        let options = try SimulatorOptions(port: port, token: token, fail: fail, seed: seed, state: state)
        var configuration = ProcurosSimulator.Configuration(options)
        configuration.accounts = accounts
        let simulator = try ProcurosSimulator(configuration)
        try await Simulate.serve("procuros", simulator.run) { try await simulator.port }
      }
    }
  }
  /// Runs a simulator and says where it listens.
  static func serve(
    _ name: String,
    _ run: @escaping @Sendable () async throws -> Void,
    _ port: @escaping @Sendable () async throws -> Int
  ) async throws {
    try await withThrowingTaskGroup { group in
      group.addTask { try await run() }
      // Written at once, also into a pipe: who started us waits for this line.
      let line = "\(name) listens on http://127.0.0.1:\(try await port())\n"
      FileHandle.standardOutput.write(Data(line.utf8))
      try await group.next()
    }
  }
}
