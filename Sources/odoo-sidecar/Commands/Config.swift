import ArgumentParser
import Core

struct Config: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The configuration of the service.",
    subcommands: [Check.self]
  )

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print each value and where it comes from.")
    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await reporting {
        let configuration = try options.configuration()
        _ = try OperatorLog.logger(configuration)
        if options.json {
          let values = configuration.values.map { value in
            (value.key.name, JSON.record([("value", .string(value.text)), ("origin", .string(value.origin.rawValue))]))
          }
          print(JSON.record(values).text)
        } else {
          Console.table(
            ["key", "value", "origin", "meaning"],
            configuration.values.map {
              [$0.key.name, $0.text.isEmpty ? "-" : $0.text, $0.origin.rawValue, $0.key.help]
            }
          )
        }
      }
    }
  }
}
