import ArgumentParser
import Core

struct OdooCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "odoo",
    abstract: "The Odoo databases this sidecar serves.",
    subcommands: [List.self, Adopt.self]
  )

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List databases and which of them look like copies.",
      discussion: "Exit status 2 when one looks like a copy: nothing is sent from it."
    )
    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await reporting {
        let answer = try await ServiceClient.with(options) { try await $0.call("database/list") }
        let rows = answer["databases"]?.arrayValue ?? []
        if options.json {
          print(answer.text)
        } else {
          let columns = ["id", "name", "uuid", "road", "first_seen", "copy_of"]
          Console.table(columns, rows.map { row in columns.map { Console.cell(row[$0]) } })
        }
        if rows.contains(where: { $0["copy_of"]?.isNull == false }) { throw Ending.attention }
      }
    }
  }

  struct Adopt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say that a copy is the real database now.",
      discussion: "It takes over ledger, connections and log of the original, which then counts as the copy."
    )
    @OptionGroup var options: CommonOptions
    @Argument(help: "Its id, see `odoo list`.") var id: Int

    func run() async throws {
      try await reporting {
        let answer = try await ServiceClient.with(options) { try await $0.call("database/adopt", ["id": .int(id)]) }
        print(options.json ? answer.text : "\(Console.cell(answer["adopted"])) is the real database now")
      }
    }
  }
}
