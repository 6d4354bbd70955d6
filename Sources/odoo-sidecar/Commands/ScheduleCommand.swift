import ArgumentParser
import Core

struct ScheduleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule",
    abstract: "When streams run by themselves, for databases without the addon.",
    subcommands: [List.self, Set.self, Pause.self, Resume.self, Remove.self, Run.self]
  )

  /// Which stream of which connection.
  struct Stream: ParsableArguments {
    @OptionGroup var place: DatabaseOptions
    @Argument(help: "Key or name of the connection.") var connection: String
    @Argument(help: "A stream, for example bills; * for all that come in, in their order.") var stream: String = "*"

    func params(_ more: [(String, JSON?)] = []) -> JSON {
      place.params([("connection", .string(connection)), ("stream", .string(stream))] + more)
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List schedules with their last and next runs.",
      discussion: "Exit status 2 when something keeps one of them from running."
    )
    @OptionGroup var options: CommonOptions
    @OptionGroup var place: DatabaseOptions

    func run() async throws {
      try await reporting {
        let answer = try await ServiceClient.with(options) { try await $0.call("schedule/list", place.params([])) }
        if options.json { print(answer.text) } else { ScheduleTable.show(answer) }
        if !ScheduleTable.isWell(answer) { throw Ending.attention }
      }
    }
  }

  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Set when a stream runs.",
      discussion: """
        --every 15m, or --cron "30 6 * * mon-fri" --zone Europe/Helsinki. A time that clocks skip is made up for at once, \
        one that comes twice runs once. Runs that were missed are made up for by one.
        """
    )
    @OptionGroup var options: CommonOptions
    @OptionGroup var stream: Stream
    @Option(help: "Seconds, or a number with s, m, h or d.") var every: String?
    @Option(help: "Minute, hour, day of the month, month, day of the week.") var cron: String?
    @Option(help: "Time zone of --cron as the IANA names it.") var zone = "UTC"

    func run() async throws {
      try await reporting {
        let params = stream.params([
          ("every", try every.map { text throws(Failure) in .int(try Interval.seconds(text)) }),
          ("cron", cron.map(JSON.string)), ("zone", .string(zone)),
        ])
        let answer = try await ServiceClient.with(options) { try await $0.call("schedule/set", params) }
        let next = Console.cell(answer["schedule"]?["next_at"])
        print(
          options.json
            ? answer.text : "\(stream.stream) runs \(ScheduleTable.rhythm(answer["schedule"])), next at \(next)"
        )
      }
    }
  }

  struct Pause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Keep a stream from running by itself.")
    @OptionGroup var options: CommonOptions
    @OptionGroup var stream: Stream

    func run() async throws {
      try await reporting {
        let answer = try await ServiceClient.with(options) { try await $0.call("schedule/pause", stream.params()) }
        print(options.json ? answer.text : "\(stream.stream) is paused")
      }
    }
  }

  struct Resume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Let a paused stream run again.")
    @OptionGroup var options: CommonOptions
    @OptionGroup var stream: Stream

    func run() async throws {
      try await reporting {
        let answer = try await ServiceClient.with(options) { try await $0.call("schedule/resume", stream.params()) }
        let next = Console.cell(answer["schedule"]?["next_at"])
        print(options.json ? answer.text : "\(stream.stream) runs again, next at \(next)")
      }
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Forget a schedule.")
    @OptionGroup var options: CommonOptions
    @OptionGroup var stream: Stream

    func run() async throws {
      try await reporting {
        let answer = try await ServiceClient.with(options) { try await $0.call("schedule/remove", stream.params()) }
        print(options.json ? answer.text : "\(stream.stream) runs only when asked for")
      }
    }
  }

  struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Run a stream now, whatever its schedule says.",
      discussion:
        "What was fetched comes into Odoo in the background. Exit status 1 when it failed, 2 while it goes on."
    )
    @OptionGroup var options: CommonOptions
    @OptionGroup var stream: Stream
    @Flag(help: "Only say what would be created, changed or held; nothing is written.") var dryRun = false
    @Option(help: "Seconds to wait for the end.") var wait = 60

    func run() async throws {
      try await reporting {
        let params = stream.params([("dry_run", dryRun ? true : nil), ("deadline_ms", .int(wait * 1000))])
        let answer = try await ServiceClient.with(options) { try await $0.call("schedule/run", params) }
        guard !options.json else { return print(answer.text) }
        guard !dryRun else { return print(answer.prettyText) }
        print("\(stream.stream): \(ScheduleTable.job(answer))")
        if answer["state"] == "failed" { throw Ending.failed }
        if answer["state"] != "done" { throw Ending.attention }
      }
    }
  }
}
