import ArgumentParser
import Core

struct EntryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "entry",
    abstract: "The ledger: what became of each document.",
    subcommands: [List.self, Show.self, Retry.self, Ignore.self, Resolve.self, Reconcile.self]
  )

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List documents.")
    @OptionGroup var options: CommonOptions
    @Option(help: "proposed, pending, sending, delivered, settled, quarantined or dropped.") var state: String?
    @Option(help: "For example procuros.order.send.") var flow: String?
    @Option(help: "Only documents held back for this cause.") var cause: String?
    @Option(help: "Only ids after this one.") var after: Int = 0
    @Option(help: "Most rows, 1 to 500.") var limit: Int = 100

    func run() async throws {
      try await reporting {
        let params = JSON.record([
          ("state", state.map(JSON.string)), ("flow", flow.map(JSON.string)), ("cause", cause.map(JSON.string)),
          ("after", .int(after)), ("limit", .int(limit)),
        ])
        let answer = try await ServiceClient.with(options) { try await $0.call("entry/list", params) }
        if options.json {
          print(answer.text)
        } else {
          let columns = ["id", "state", "status", "flow", "record_name", "external_id", "attempts", "cause_text"]
          Console.table(
            columns,
            (answer["entries"]?.arrayValue ?? []).map { row in columns.map { Console.cell(row[$0]) } }
          )
        }
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show one document with its requests and its log.")
    @OptionGroup var options: CommonOptions
    @Argument var id: Int

    func run() async throws {
      try await reporting {
        let answer = try await ServiceClient.with(options) { try await $0.call("entry/show", ["entry": .int(id)]) }
        print(options.json ? answer.text : answer.prettyText)
      }
    }
  }

  struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Send again what was held back.")
    @OptionGroup var options: CommonOptions
    @Argument(help: "Ids; none with --cause.") var ids: [Int] = []
    @Option(help: "All documents held back for this cause.") var cause: String?

    func run() async throws {
      try await reporting {
        let params = JSON.record([("entries", .array(ids.map(JSON.int))), ("cause", cause.map(JSON.string))])
        let answer = try await ServiceClient.with(options) { try await $0.call("entry/retry", params) }
        print(options.json ? answer.text : "\(Console.cell(answer["retried"])) will be sent again")
      }
    }
  }

  struct Ignore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Set documents aside, with the reason.")
    @OptionGroup var options: CommonOptions
    @Argument var ids: [Int]
    @Option(help: "Why, kept with the document.") var reason: String

    func run() async throws {
      try await reporting {
        let params: JSON = ["entries": .array(ids.map(JSON.int)), "reason": .string(reason)]
        let answer = try await ServiceClient.with(options) { try await $0.call("entry/ignore", params) }
        print(options.json ? answer.text : "\(Console.cell(answer["ignored"])) set aside")
      }
    }
  }

  struct Reconcile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "After a restore: look up what was open, then let work go on."
    )
    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await reporting {
        let answer = try await ServiceClient.with(options) { try await $0.call("entry/reconcile") }
        print(options.json ? answer.text : "\(Console.cell(answer["in_doubt"])) documents are being looked up")
      }
    }
  }

  struct Resolve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say whether a document in doubt has arrived.")
    @OptionGroup var options: CommonOptions
    @Argument var id: Int
    @Flag(inversion: .prefixedNo, help: "Whether the partner has it.") var sent: Bool
    @Option(name: .customLong("id"), help: "The partner's id, when it has it.") var externalID: String?
    @Option(help: "How you know; kept with the document.") var reason: String

    func run() async throws {
      try await reporting {
        let params = JSON.record([
          ("entry", .int(id)), ("sent", .bool(sent)), ("external_id", externalID.map(JSON.string)),
          ("reason", .string(reason)),
        ])
        let answer = try await ServiceClient.with(options) { try await $0.call("entry/resolve", params) }
        print(options.json ? answer.text : "now \(Console.cell(answer["entry"]?["state"]))")
      }
    }
  }
}
