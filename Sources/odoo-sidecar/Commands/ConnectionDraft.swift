import ArgumentParser
import Core
import Foundation

/// What people say of a connection on the command line: settings as `key=value`, secrets by file or asked for.
struct ConnectionChanges: ParsableArguments {
  @Option(name: .customLong("set"), help: ArgumentHelp("A setting; empty to clear it.", valueName: "key=value"))
  var settings: [String] = []
  @Option(name: .customLong("secret"), help: "A secret to ask for, or to read from standard input.")
  var secrets: [String] = []
  @Option(
    name: .customLong("secret-file"),
    help: ArgumentHelp("A secret from a file that you alone can read.", valueName: "key=path")
  )
  var secretFiles: [String] = []
  @Option(help: "Name of the connection.") var name: String?
  @Option(help: "Id of the company in Odoo.") var company: Int?
  @Option(help: "production or test.") var environment: String?
  @Option(help: "Language of documents, for example de_DE.") var language: String?
  @Option(help: "Day from which documents are fetched, like 2026-01-31.") var fetchFrom: String?
  @Option(help: "Day from which documents are sent.") var sendFrom: String?

  /// The connection with what was said put in.
  ///
  /// - Parameters:
  ///   - connection: as `connection/save` takes it.
  ///   - declared: the settings of its connector, of `connector/describe`.
  /// - Returns: the connection, to be saved.
  /// - Throws: `.configuration` `setting.unknown`, `setting.invalid`, `setting.secret`.
  func applied(to connection: JSON, _ declared: [JSON]) throws(Failure) -> JSON {
    var object = connection.objectValue ?? JSONObject()
    if let name { object["name"] = .string(name) }
    if let company { object["company_id"] = .int(company) }
    if let environment { object["environment"] = .string(environment) }
    if let language { object["language"] = .string(language) }
    if let fetchFrom { object["fetch_from"] = .string(fetchFrom) }
    if let sendFrom { object["send_from"] = .string(sendFrom) }
    var values = object["settings"]?.objectValue ?? JSONObject()
    for setting in settings {
      let (key, text) = try Self.pair(setting)
      guard let known = declared.first(where: { $0["key"]?.stringValue == key }) else {
        throw Self.unknown(key, declared, secret: false)
      }
      guard known["type"] != "secret" else {
        throw Failure(
          .configuration,
          "setting.secret",
          "\(key) is a secret; on the command line every user of the machine could read it.",
          hint: "Use --secret \(key), or --secret-file \(key)=PATH."
        )
      }
      values[key] = try Self.value(text, known)
    }
    object["settings"] = .object(values)
    return .object(object)
  }

  func readSecrets(_ declared: [JSON]) throws(Failure) -> JSON {
    var read = JSONObject()
    for key in secrets { read[key] = .string(try SecretInput.read(file: nil, key)) }
    for entry in secretFiles {
      let (key, path) = try Self.pair(entry)
      read[key] = .string(try SecretInput.read(file: path, key))
    }
    for key in read.keys where !declared.contains(where: { $0["key"]?.stringValue == key && $0["type"] == "secret" }) {
      throw Self.unknown(key, declared, secret: true)
    }
    return .object(read)
  }

  private static func pair(_ text: String) throws(Failure) -> (String, String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw Failure(.configuration, "config.value", "A setting is given as key=value, not \(parts[0]).")
    }
    return (parts[0], parts[1])
  }

  private static func value(_ text: String, _ setting: JSON) throws(Failure) -> JSON? {
    guard !text.isEmpty else { return .null }
    switch setting["type"]?.stringValue {
    case "boolean":
      guard ["true", "yes", "1", "false", "no", "0"].contains(text) else { throw wrong(setting, "true or false") }
      return .bool(["true", "yes", "1"].contains(text))
    case "integer", "record":
      guard let number = Int(text) else {
        throw wrong(setting, setting["type"] == "record" ? "the id of a record" : "a whole number")
      }
      return .int(number)
    default: return .string(text)
    }
  }

  private static func wrong(_ setting: JSON, _ wanted: String) -> Failure {
    Failure(.configuration, "setting.invalid", "\(Console.cell(setting["label"])) is not \(wanted).")
  }

  private static func unknown(_ key: String, _ declared: [JSON], secret: Bool) -> Failure {
    let known = declared.filter { ($0["type"] == "secret") == secret }.compactMap { $0["key"]?.stringValue }
    return Failure(
      .configuration,
      "setting.unknown",
      "The connector has no \(secret ? "secret" : "setting") \(key).",
      hint: "It has: \(known.joined(separator: ", "))."
    )
  }
}

/// A connection as `connection/list` has it, to be saved again.
struct ConnectionDraft {
  let key: String
  let database: JSON
  let revision: Int
  /// As `connection/save` takes it.
  let content: JSON

  /// The connection of that key, or of that name where only one has it.
  static func find(_ wanted: String, _ client: ServiceClient) async throws(Failure) -> ConnectionDraft {
    let all = try await client.call("connection/list")["connections"]?.arrayValue ?? []
    let named = all.filter { $0["name"]?.stringValue == wanted }
    let only = named.count == 1 ? named.first : nil
    guard let row = all.first(where: { $0["key"]?.stringValue == wanted }) ?? only, var object = row.objectValue else {
      throw Failure(
        .configuration,
        "connection.unknown",
        named.isEmpty ? "There is no connection \(wanted)." : "Several connections are called \(wanted).",
        hint: named.isEmpty ? "List them with `odoo-sidecar connection list`." : "Name one by its key."
      )
    }
    for name in ["database", "revision", "staged_revision", "secrets"] { object[name] = nil }
    return ConnectionDraft(
      key: row["key"]?.stringValue ?? wanted,
      database: row["database"] ?? .null,
      revision: row["revision"]?.intValue ?? 0,
      content: .object(object)
    )
  }

  /// What names a connection to the service: a key counts as it stands, also one that only its database still knows.
  static func named(_ wanted: String, in database: String?, _ client: ServiceClient) async throws(Failure) -> JSON {
    guard database == nil, let draft = try? await find(wanted, client) else {
      return .record([("key", .string(wanted)), ("database", database.map(JSON.string))])
    }
    return .record([("key", .string(draft.key)), ("database", draft.database.isNull ? nil : draft.database)])
  }

  /// Saves it as the next revision.
  func save(_ content: JSON, secrets: JSON = [:], _ client: ServiceClient) async throws(Failure) -> JSON {
    let databases = try await client.call("database/list")["databases"]?.arrayValue ?? []
    let row = databases.first { $0["id"] == database || $0["name"] == database || $0["uuid"] == database }
    guard row?["road"] != "addon" else {
      throw Failure(
        .configuration,
        "connection.in_odoo",
        "The connections of \(Console.cell(row?["name"])) are kept in Odoo.",
        hint: "Change them there."
      )
    }
    return try await client.call(
      "connection/save",
      .record([
        ("database", database.isNull ? nil : database), ("connection", content), ("secrets", secrets),
        ("revision", .int(revision + 1)),
      ])
    )
  }

  static func settings(_ connector: String, _ client: ServiceClient) async throws(Failure) -> [JSON] {
    try await client.call("connector/describe", ["connector": .string(connector)])["settings"]?.arrayValue ?? []
  }
}
