import ArgumentParser
import Core
import Engine
import Foundation
import Storage

struct VaultCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vault",
    abstract: "The key that seals credentials.",
    subcommands: [Init.self, Rotate.self]
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

  struct Rotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rotate",
      abstract: "Seal all credentials with a new key; the service must be stopped.",
      discussion: """
        The former key is kept beside the new one: what was backed up before opens with it alone. Interrupted, the command \
        is run again and goes on where it was.
        """
    )
    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await reporting {
        let configuration = try options.configuration()
        let file = VaultKeyFile(configuration["vault_key_file"])
        _ = try file.open()
        let store = try await SQLiteStore.open(directory: configuration["state_directory"], now: Timestamp(.now))
        let counts = try await resealed(store, file)
        let former = try file.replace(at: Timestamp(.now))
        print("\(counts.renewed) credentials are sealed with the new key in \(file.path)")
        print("keep a copy of it apart from the backups")
        print("the former key is kept as \(former); delete it once no backup needs it")
        guard counts.left > 0 else { return }
        print("\(counts.left) credentials open with neither key and must be entered again")
        throw Ending.attention
      }
    }

    private func resealed(_ store: SQLiteStore, _ file: VaultKeyFile)
      async throws(Failure) -> (renewed: Int, left: Int)
    {
      let outcome: Result<(renewed: Int, left: Int), Failure>
      do throws(Failure) {
        let (present, next) = (try file.open(), try file.openNext())
        outcome = .success(try await store.reseal { present.resealed($0, with: next) })
      } catch {
        outcome = .failure(error)
      }
      await store.close()
      return try outcome.get()
    }
  }
}
