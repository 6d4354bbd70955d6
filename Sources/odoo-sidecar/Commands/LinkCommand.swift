import ArgumentParser
import Core

struct LinkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link",
    abstract: "Which record of Odoo is which of a partner's, for databases without the addon.",
    subcommands: [List.self, Set.self, Remove.self, Candidates.self]
  )

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List links.")
    @OptionGroup var options: CommonOptions
    @OptionGroup var place: DatabaseOptions
    @Option(help: "Key or name of a connection.") var connection: String?
    @Option(help: "For example procurify.account_code.") var kind: String?
    @Option(name: .customLong("id"), help: "Only this id of the partner's.") var externalID: String?
    @Option(help: "Only rows after this one.") var after: Int = 0
    @Option(help: "Most rows, 1 to 500.") var limit: Int = 100

    func run() async throws {
      try await reporting {
        let params = place.params([
          ("connection", connection.map(JSON.string)), ("kind", kind.map(JSON.string)),
          ("external_id", externalID.map(JSON.string)), ("after", .int(after)), ("limit", .int(limit)),
        ])
        let answer = try await ServiceClient.with(options) { try await $0.call("link/list", params) }
        guard !options.json else { return print(answer.text) }
        let columns = ["id", "kind", "external_id", "number", "model", "record", "record_name", "origin"]
        Console.table(columns, (answer["links"]?.arrayValue ?? []).map { row in columns.map { Console.cell(row[$0]) } })
        if let next = answer["next"]?.intValue { print("more with --after \(next)") }
      }
    }
  }

  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say which record of Odoo one of the partner's is.",
      discussion: "Documents that were held for it go on by themselves."
    )
    @OptionGroup var options: CommonOptions
    @OptionGroup var place: DatabaseOptions
    @Argument(help: "Key or name of the connection.") var connection: String
    @Argument(help: "For example procurify.account_code.") var kind: String
    @Argument(help: "The partner's id.") var externalID: String
    @Argument(help: "Id of the record in Odoo.") var record: Int

    func run() async throws {
      try await reporting {
        let params = place.params([
          ("connection", .string(connection)), ("kind", .string(kind)), ("external_id", .string(externalID)),
          ("record", .int(record)),
        ])
        let answer = try await ServiceClient.with(options) { try await $0.call("link/set", params) }
        let link = answer["link"]
        print(
          options.json
            ? answer.text
            : "\(externalID) is \(Console.cell(link?["record_name"])) (\(Console.cell(link?["model"])) \(record))"
        )
      }
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Forget a link; both records stay.")
    @OptionGroup var options: CommonOptions
    @OptionGroup var place: DatabaseOptions
    @Argument(help: "Key or name of the connection.") var connection: String
    @Argument(help: "For example procurify.account_code.") var kind: String
    @Argument(help: "The partner's id.") var externalID: String

    func run() async throws {
      try await reporting {
        let params = place.params([
          ("connection", .string(connection)), ("kind", .string(kind)), ("external_id", .string(externalID)),
        ])
        let answer = try await ServiceClient.with(options) { try await $0.call("link/remove", params) }
        print(options.json ? answer.text : "\(externalID) is not linked any more")
      }
    }
  }

  struct Candidates: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Look for records of Odoo that one of the partner's may be, each with the reason."
    )
    @OptionGroup var options: CommonOptions
    @OptionGroup var place: DatabaseOptions
    @Option(help: "A held document: everything that it misses.") var entry: Int?
    @Option(help: "Key or name of the connection, with --kind and --id.") var connection: String?
    @Option(help: "For example procurify.account_code.") var kind: String?
    @Option(name: .customLong("id"), help: "The partner's id.") var externalID: String?

    func run() async throws {
      try await reporting {
        let params = place.params([
          ("entry", entry.map(JSON.int)), ("connection", connection.map(JSON.string)), ("kind", kind.map(JSON.string)),
          ("external_id", externalID.map(JSON.string)),
        ])
        let answer = try await ServiceClient.with(options) { try await $0.call("link/candidates", params) }
        print(options.json ? answer.text : answer.prettyText)
      }
    }
  }
}
