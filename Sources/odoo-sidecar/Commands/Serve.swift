import ArgumentParser
import Core
import Foundation
import Logging
import ServiceLifecycle

/// The service itself.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the service until it is told to stop (TERM or INT).",
    discussion: "On TERM waiting clicks are answered, requests to partners get 8 seconds, and the process ends."
  )
  @OptionGroup var options: CommonOptions

  func run() async throws {
    try await reporting {
      let configuration = try options.configuration()
      let service = try await Service(configuration)
      try await service.run()
    }
  }
}
