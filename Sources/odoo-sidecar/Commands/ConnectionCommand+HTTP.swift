import ArgumentParser
import Core
import Foundation

/// Connections of databases over HTTP: the command line is where their settings are made.
extension ConnectionCommand {
  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a connection for a database over HTTP, as a draft.",
      discussion: "With the addon, connections are made in Odoo."
    )
    @OptionGroup var options: ClientOptions
    @OptionGroup var changes: ConnectionChanges
    @Option(help: "Name, address or number of the database; needed where there are several.") var database: String?
    @Argument(help: "The connector, for example procurify.") var connector: String

    func run() async throws {
      try await reporting {
        let answer = try await options.with { client in
          let declared = try await ConnectionDraft.settings(connector, client)
          let new = JSON.record([
            ("key", .string(UUID().uuidString.lowercased())), ("connector", .string(connector)),
            ("name", .string(connector)), ("company_id", 1), ("environment", "production"), ("state", "draft"),
            ("send_from", .null), ("fetch_from", .null), ("settings", [:]),
          ])
          let draft = ConnectionDraft(
            key: Console.cell(new["key"]),
            database: database.map(OdooCommand.Test.chosen) ?? .null,
            revision: 0,
            content: new
          )
          let secrets = try changes.readSecrets(declared)
          return try await draft.save(try changes.applied(to: new, declared), secrets: secrets, client)
        }
        print(options.json ? answer.text : Console.cell(answer["key"]))
      }
    }
  }

  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Change settings and secrets of a connection of a database over HTTP."
    )
    @OptionGroup var options: ClientOptions
    @OptionGroup var changes: ConnectionChanges
    @Argument(help: "Key or name of the connection.") var key: String

    func run() async throws {
      try await reporting {
        let answer = try await options.with { client in
          let draft = try await ConnectionDraft.find(key, client)
          let declared = try await ConnectionDraft.settings(Console.cell(draft.content["connector"]), client)
          let secrets = try changes.readSecrets(declared)
          return try await draft.save(try changes.applied(to: draft.content, declared), secrets: secrets, client)
        }
        print(options.json ? answer.text : "\(key) is saved, revision \(Console.cell(answer["revision"]))")
      }
    }
  }

  struct Validate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Test a connection of a database over HTTP and let it work.",
      discussion:
        "Documents from today on are meant, unless --fetch-from or --send-from of `connection set` say otherwise."
    )
    @OptionGroup var options: ClientOptions
    @Flag(help: "Do not test first.") var untested = false
    @Argument(help: "Key or name of the connection.") var key: String

    func run() async throws {
      try await reporting {
        let answer = try await options.with { client in
          let draft = try await ConnectionDraft.find(key, client)
          if !untested { try await test(draft, client) }
          var content = draft.content.objectValue ?? JSONObject()
          content["state"] = "validated"
          let today = JSON.string(String(Timestamp(Date()).text.prefix(10)))
          for name in ["fetch_from", "send_from"] where content[name] ?? .null == .null { content[name] = today }
          return try await draft.save(.object(content), client)
        }
        print(options.json ? answer.text : "\(key) works from now on")
      }
    }

    private func test(_ draft: ConnectionDraft, _ client: ServiceClient) async throws {
      let params = JSON.record([("key", .string(draft.key)), ("database", draft.database)])
      let answer = try await client.call("connection/test", params)
      guard answer["ok"] != true else { return }
      let bad = answer["steps"]?.arrayValue?.first { $0["ok"] != true }
      throw Failure(
        .configuration,
        bad?["code"]?.stringValue ?? "protocol.error",
        Console.cell(bad?["message"]),
        hint: "Correct it with `connection set`, or use --untested."
      )
    }
  }

  struct Draft: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let a connection of a database over HTTP rest: nothing is fetched or sent."
    )
    @OptionGroup var options: ClientOptions
    @Argument(help: "Key or name of the connection.") var key: String

    func run() async throws {
      try await reporting {
        let answer = try await options.with { client in
          let draft = try await ConnectionDraft.find(key, client)
          var content = draft.content.objectValue ?? JSONObject()
          content["state"] = "draft"
          return try await draft.save(.object(content), client)
        }
        print(options.json ? answer.text : "\(key) rests")
      }
    }
  }
}
