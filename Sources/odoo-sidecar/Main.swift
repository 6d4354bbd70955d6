import ArgumentParser
import Core
import Host

@main
struct Main: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "odoo-sidecar",
    abstract: "Connects Odoo with its trading partners: a local service, and the commands that look after it.",
    discussion: "Exit status: 0 done, 1 failed, 2 done but something needs attention.",
    subcommands: [
      Serve.self, Demo.self, Doctor.self, Status.self, Config.self, ConnectionCommand.self, EntryCommand.self,
      LinkCommand.self, LogCommand.self, MappingCommand.self, MarkCommand.self, OdooCommand.self, ScheduleCommand.self,
      Backup.self, Restore.self, VaultCommand.self, Simulate.self, Version.self,
    ]
  )
}

struct Version: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Print the version.")
  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    print(json ? JSON.record([("version", .string(Sidecar.version))]).text : "odoo-sidecar \(Sidecar.version)")
  }
}
