import ArgumentParser
import Core
import Engine

struct MappingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mapping",
    abstract: "The mapping tables: which Odoo field becomes which field of the partner.",
    subcommands: [List.self, Show.self]
  )

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the tables.")
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
      let names = connectors.flatMap(\.mappings).map(\.name)
      print(json ? JSON.array(names.map(JSON.string)).text : names.joined(separator: "\n"))
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print one table as Markdown.")
    @Argument(help: "For example procuros-order, see `mapping list`.") var name: String

    func run() async throws {
      try await reporting {
        guard let table = connectors.flatMap(\.mappings).first(where: { $0.name == name }) else {
          throw Failure(
            .data,
            "mapping.unknown",
            "There is no table \(name).",
            hint: "See `odoo-sidecar mapping list`."
          )
        }
        print(table.markdown)
      }
    }
  }
}
