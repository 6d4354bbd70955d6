import ArgumentParser
import Core

struct VaultCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vault",
    abstract: "The key that seals credentials.",
    subcommands: [Init.self]
  )

  struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "init",
      abstract: "Make the key file; an existing one is never replaced."
    )
    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await reporting {
        let path = try options.configuration()["vault_key_file"]
        try VaultKeyFile(path).create()
        print("made \(path); keep a copy apart from the backups, without it credentials must be entered again")
      }
    }
  }
}
