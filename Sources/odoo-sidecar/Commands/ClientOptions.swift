import ArgumentParser
import Core

/// What commands take that have a `--set` of their own.
struct ClientOptions: ParsableArguments {
  @Option(help: "Configuration file (JSON).") var config: String?
  @Option(help: "The Unix socket of the service.") var socket: String?
  @Flag(help: "Print JSON.") var json = false

  func with<Result>(_ body: (ServiceClient) async throws -> Result) async throws -> Result {
    let configuration = try ServiceConfiguration(file: config, flags: socket.map { ["socket": $0] } ?? [:])
    return try await ServiceClient.with(socket: configuration["socket"], body)
  }
}
