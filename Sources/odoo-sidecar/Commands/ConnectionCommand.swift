import ArgumentParser
import Core

struct ConnectionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "connection",
    abstract: "The configured partner accounts.",
    subcommands: [
      Add.self, Settings.self, Set.self, Validate.self, Draft.self, List.self, Test.self, Remove.self,
    ]
  )

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List connections, and which secrets are set.")
    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await reporting {
        let answer = try await ServiceClient.with(options) { try await $0.call("connection/list") }
        if options.json {
          print(answer.text)
        } else {
          let rows = (answer["connections"]?.arrayValue ?? []).map { row in
            ["key", "connector", "name", "company_id", "state", "revision"].map { Console.cell(row[$0]) }
              + [(row["secrets"]?.objectValue?.keys ?? []).joined(separator: ",")]
          }
          Console.table(["key", "connector", "name", "company", "state", "revision", "secrets set"], rows)
        }
      }
    }
  }

  struct Test: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Test a connection step by step.")
    @OptionGroup var options: CommonOptions
    @Option(help: "Name or uuid of the Odoo database.") var database: String?
    @Argument(help: "Key or name of the connection.") var key: String

    func run() async throws {
      try await reporting {
        let answer = try await ServiceClient.with(options) { client in
          try await client.call("connection/test", try await ConnectionDraft.named(key, in: database, client))
        }
        if options.json {
          print(answer.text)
        } else {
          for step in answer["steps"]?.arrayValue ?? [] {
            print(
              "\(step["ok"] == true ? "ok    " : "FAILED") \(Console.cell(step["step"])): \(Console.cell(step["message"]))"
            )
          }
        }
        if answer["ok"] != true { throw Ending.failed }
      }
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Forget the settings and secrets of a connection whose Odoo database is gone.",
      discussion: "The ledger keeps what was sent. What still waits for it goes to a person."
    )
    @OptionGroup var options: CommonOptions
    @Option(help: "Name or uuid of the Odoo database.") var database: String?
    @Argument(help: "Key or name of the connection.") var key: String

    func run() async throws {
      try await reporting {
        let answer = try await ServiceClient.with(options) { client in
          try await client.call("connection/remove", try await ConnectionDraft.named(key, in: database, client))
        }
        print(options.json ? answer.text : "\(key) is removed")
      }
    }
  }
}
