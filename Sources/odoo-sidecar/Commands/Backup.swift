import ArgumentParser
import Core
import Foundation
import Storage

struct Backup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Copy the ledger into a new file while the service works.",
    discussion: "Holds ledger and sealed credentials; not the vault key and not the log."
  )
  @OptionGroup var options: CommonOptions
  @Argument(help: "A file that does not exist yet.") var file: String

  func run() async throws {
    try await reporting {
      let path = URL(fileURLWithPath: file).standardizedFileURL.path
      let answer = try await ServiceClient.with(options) { client in
        try await client.call("service/backup", ["path": .string(path)])
      }
      print(options.json ? answer.text : "wrote \(path); keep the vault key elsewhere")
    }
  }
}

struct Restore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put a backup in the place of the ledger; the service must be stopped.",
    discussion: """
      The former ledger is kept beside it. After the start nothing is sent until `odoo-sidecar entry reconcile`: what was \
      under way at the time of the backup is looked up, and what was sent since is learned from Odoo and the partner.
      """
  )
  @OptionGroup var options: CommonOptions
  @Argument(help: "A file that `backup` wrote.") var file: String

  func run() async throws {
    try await reporting {
      let directory = try options.configuration()["state_directory"]
      let kept = try await SQLiteStore.restore(file, into: directory, at: Timestamp(.now))
      if let kept { print("the former ledger is kept as \(kept)") }
      print("restored; start the service, then run `odoo-sidecar entry reconcile`")
    }
  }
}
