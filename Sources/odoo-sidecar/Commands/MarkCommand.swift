import ArgumentParser
import Core

struct MarkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark",
    abstract: "How far each of the partners' lists is known.",
    subcommands: [List.self, Set.self]
  )

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List high-water marks, one line a member.")
    @OptionGroup var options: CommonOptions
    @OptionGroup var place: DatabaseOptions
    @Option(help: "Key or name of a connection.") var connection: String?

    func run() async throws {
      try await reporting {
        let params = place.params([("connection", connection.map(JSON.string))])
        let answer = try await ServiceClient.with(options) { try await $0.call("mark/list", params) }
        guard !options.json else { return print(answer.text) }
        Console.table(
          ["connection", "stream", "member", "value", "moved"],
          (answer["marks"]?.arrayValue ?? []).flatMap(Self.rows)
        )
      }
    }

    private static func rows(_ mark: JSON) -> [[String]] {
      let (place, moved) = ([mark["connection"], mark["stream"]].map(Console.cell), Console.cell(mark["at"]))
      guard let members = mark["members"]?.objectValue?.members else {
        return [place + ["-", Console.cell(mark["value"]), moved]]
      }
      return members.map { place + [$0.key, cell($0.value), moved] }
    }

    /// What was seen lately may be hundreds of records: how many says enough, `--json` names them.
    private static func cell(_ value: JSON) -> String {
      value.objectValue.map { "\($0.members.count) records" } ?? Console.cell(value)
    }
  }

  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say from where a list is read next time.",
      discussion: """
        What came in before is known by its id and does not come in twice. Without a value the list is read from its \
        beginning.
        """
    )
    @OptionGroup var options: CommonOptions
    @OptionGroup var place: DatabaseOptions
    @Argument(help: "Key or name of the connection.") var connection: String
    @Argument(help: "The stream, see `mark list`.") var stream: String
    @Argument(help: "For example 2026-03-05T10:00:00Z.") var value: String?
    @Option(help: "The member of the mark that is set; the others stay.") var member: String?

    func run() async throws {
      try await reporting {
        let params = place.params([
          ("connection", .string(connection)), ("stream", .string(stream)), ("value", value.map(JSON.string)),
          ("member", member.map(JSON.string)),
        ])
        let answer = try await ServiceClient.with(options) { try await $0.call("mark/set", params) }
        guard !options.json else { return print(answer.text) }
        let mark = answer["mark"]?["value"]?.stringValue
        print(mark.map { "\(stream) is read from \($0)" } ?? "\(stream) is read from its beginning")
      }
    }
  }
}
