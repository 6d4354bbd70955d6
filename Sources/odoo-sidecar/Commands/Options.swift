import ArgumentParser
import Core

/// What every command takes.
struct CommonOptions: ParsableArguments {
  @Option(help: "Configuration file (JSON).") var config: String?
  @Option(help: "The Unix socket of the service.") var socket: String?
  @Option(name: .customLong("set"), help: ArgumentHelp("Sets one configuration key.", valueName: "key=value"))
  var settings: [String] = []
  @Flag(help: "Print JSON.") var json = false

  func configuration() throws(Failure) -> ServiceConfiguration {
    var flags: [String: String] = [:]
    for setting in settings {
      let parts = setting.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else {
        throw Failure(.configuration, "config.value", "--set takes key=value, not \(setting).")
      }
      flags[String(parts[0])] = String(parts[1])
    }
    if let socket { flags["socket"] = socket }
    return try ServiceConfiguration(file: config, flags: flags)
  }
}

/// How a command ended for whoever called it.
enum Ending {
  static let failed = ExitCode(1)
  static let attention = ExitCode(2)
}

/// Runs a command and says a failure in one sentence with its repair.
func reporting(_ body: () async throws -> Void) async throws {
  do {
    try await body()
  } catch let failure as Failure {
    Console.error(failure)
    throw Ending.failed
  }
}
