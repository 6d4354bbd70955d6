import ArgumentParser
import Core

struct OdooCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "odoo",
    abstract: "The Odoo databases this sidecar serves.",
    subcommands: [Add.self, Test.self, List.self, Remove.self, Adopt.self]
  )

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List databases and which of them look like copies.",
      discussion: "Exit status 2 when one looks like a copy, or does not let us in over HTTP: nothing is sent from it."
    )
    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await reporting {
        let (answer, odoos) = try await ServiceClient.with(options) { client in
          (
            try await client.call("database/list"),
            try await client.call("odoo/list")["odoos"]?.arrayValue ?? []
          )
        }
        let rows = answer["databases"]?.arrayValue ?? []
        if options.json {
          print(JSON.record([("databases", .array(rows)), ("odoos", .array(odoos))]).text)
        } else {
          let columns = ["id", "name", "uuid", "road", "first_seen", "copy_of"]
          let over = ["login", "dialect", "version", "state"]
          let lines = rows.map { row in
            let odoo = odoos.first { $0["id"] == row["id"] }
            return columns.map { Console.cell(row[$0]) } + over.map { Console.cell(odoo?[$0]) }
          }
          Console.table(columns + over, lines)
          for odoo in odoos where !OdooLine.isFine(odoo) { print(OdooLine.text(odoo)) }
        }
        let isTrouble = odoos.contains { !OdooLine.isFine($0) }
        if isTrouble || rows.contains(where: { $0["copy_of"]?.isNull == false }) { throw Ending.attention }
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
