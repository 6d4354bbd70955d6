import ArgumentParser
import Core

extension OdooCommand {
  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Reach a database over HTTP, without the addon; for a known one, give a new key.",
      discussion: """
        The API key comes from --key-file, from standard input, or is asked for. Dialect and series are found out. \
        Nothing is kept unless Odoo lets us in.
        """
    )
    @OptionGroup var options: CommonOptions
    @Argument(help: "Address of the Odoo, for example https://example.odoo.com.") var url: String
    @Option(help: "Name of the database; may be left away where there is only one.") var database: String?
    @Option(help: "Login of the integration user.") var login: String
    @Option(help: "File with the API key, readable by you alone.") var keyFile: String?
    @Option(help: "Day on which the key ends, like 2027-03-31; left away, Odoo is asked.") var keyExpires: String?
    @Option(help: "json2, jsonrpc or xmlrpc; left away, the best one.") var dialect: String?

    func run() async throws {
      try await reporting {
        let params = JSON.record([
          ("url", .string(url)), ("name", database.map(JSON.string)), ("login", .string(login)),
          ("secret", .string(try SecretInput.read(file: keyFile, "API key"))),
          ("key_expires", keyExpires.map(JSON.string)), ("dialect", dialect.map(JSON.string)),
        ])
        let answer = try await ServiceClient.with(options) { try await $0.call("odoo/add", params) }
        guard !options.json else { return print(answer.text) }
        let cell = { (name: String) in Console.cell(answer[name]) }
        print("\(cell("name")) at \(cell("url")): Odoo \(cell("version")) over \(cell("dialect")), as \(cell("login"))")
        if let issue = answer["issue"], !issue.isNull { print("REPAIR \(Console.cell(issue["message"]))") }
        print("Look at everything it needs with `odoo-sidecar odoo test --database \(cell("name"))`.")
      }
    }
  }

  struct Test: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Look at everything that a database over HTTP needs: address, key, clock, rights.",
      discussion: "Exit status 1 when it does not work, 2 when it soon will not."
    )
    @OptionGroup var options: CommonOptions
    @Option(help: "Name, address or number of the database; needed where there are several.") var database: String?

    func run() async throws {
      try await reporting {
        let params = JSON.record([("database", database.map(Self.chosen))])
        let answer = try await ServiceClient.with(options) { try await $0.call("odoo/test", params) }
        let steps = answer["steps"]?.arrayValue ?? []
        if options.json {
          print(answer.text)
        } else {
          for step in steps {
            let mark = step["ok"] != true ? "FAILED" : step["warning"] == true ? "REPAIR" : "ok    "
            print("\(mark) \(Console.cell(step["step"])): \(Console.cell(step["message"]))")
          }
        }
        if answer["ok"] != true { throw Ending.failed }
        if steps.contains(where: { $0["warning"] == true }) { throw Ending.attention }
      }
    }

    static func chosen(_ text: String) -> JSON { Int(text).map(JSON.int) ?? .string(text) }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Forget the key and the connections of a database over HTTP.",
      discussion: "The ledger keeps what was done. What still waits for it goes to a person."
    )
    @OptionGroup var options: CommonOptions
    @Argument(help: "Name, address or number of the database.") var database: String

    func run() async throws {
      try await reporting {
        let params = JSON.record([("database", Test.chosen(database))])
        let answer = try await ServiceClient.with(options) { try await $0.call("odoo/remove", params) }
        let text = "\(database) is removed, with \(Console.cell(answer["connections"])) connections"
        print(options.json ? answer.text : text)
      }
    }
  }
}
