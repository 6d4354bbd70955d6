import ArgumentParser
import Core

struct LogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "What was said: runs and exchanges, secrets taken out.",
    subcommands: [List.self, Show.self]
  )

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List log lines.")
    @OptionGroup var options: CommonOptions
    @Option(help: "Only lines about this document.") var entry: Int?
    @Option(help: "info, data_issue or response_error.") var level: String?
    @Option(help: "Only lines after this one.") var after: Int = 0
    @Option(help: "Most rows, 1 to 500.") var limit: Int = 100

    func run() async throws {
      try await reporting {
        let params = JSON.record([
          ("entry", entry.map(JSON.int)), ("level", level.map(JSON.string)), ("after", .int(after)),
          ("limit", .int(limit)),
        ])
        let answer = try await ServiceClient.with(options) { try await $0.call("log/list", params) }
        if options.json {
          print(answer.text)
        } else {
          let columns = ["id", "at", "level", "record_name", "code", "status", "message"]
          Console.table(
            columns,
            (answer["logs"]?.arrayValue ?? []).map { row in columns.map { Console.cell(row[$0]) } }
          )
        }
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show one line with the exact bytes both ways.")
    @OptionGroup var options: CommonOptions
    @Argument var id: Int

    func run() async throws {
      try await reporting {
        let answer = try await ServiceClient.with(options) { try await $0.call("log/show", ["log": .int(id)]) }
        print(options.json ? answer.text : answer.prettyText)
      }
    }
  }
}
