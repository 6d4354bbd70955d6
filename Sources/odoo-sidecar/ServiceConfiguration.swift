import Configuration
import Core
import Foundation

/// One key of the service's configuration.
struct ConfigurationKey {
  /// As the file has it; the environment has `ODOO_SIDECAR_` and the same in capitals.
  let name: String
  let standard: String
  let help: String

  var environmentName: String { "ODOO_SIDECAR_" + name.uppercased() }

  // swift-format-ignore
  static let all: [ConfigurationKey] = [
    ConfigurationKey(name: "backoff_base_seconds", standard: "5", help: "First pause after a failed attempt."),
    ConfigurationKey(name: "backoff_cap_seconds", standard: "900", help: "Longest pause between attempts."),
    ConfigurationKey(name: "ca_file", standard: "", help: "PEM file with further certificate authorities to trust."),
    ConfigurationKey(name: "log_days", standard: "90", help: "How long the log of exchanges is kept."),
    ConfigurationKey(name: "log_format", standard: "text", help: "text or json, to standard error."),
    ConfigurationKey(name: "log_level", standard: "info", help: "debug, info, warning or error."),
    ConfigurationKey(name: "log_megabytes", standard: "2048", help: "How large the log of exchanges may grow."),
    ConfigurationKey(name: "lookup_wait_seconds", standard: "120", help: "After a lost answer, how much later a look-up that finds nothing counts."),
    ConfigurationKey(name: "maximum_age_hours", standard: "72", help: "How long a document waits for better weather."),
    ConfigurationKey(name: "odoo_users", standard: "", help: "Users of the machine (names or uids, comma) under which Odoo runs."),
    ConfigurationKey(name: "operators", standard: "", help: "Users who may use every command; root and the service's own always may."),
    ConfigurationKey(name: "parallel_per_connection", standard: "16", help: "Requests under way at once for one connection."),
    ConfigurationKey(name: "procountor_client_id", standard: "", help: "Client id at Procountor, for connectors that have none of their own."),
    ConfigurationKey(name: "procountor_client_secret_file", standard: "", help: "File with the client secret at Procountor (mode 0600)."),
    ConfigurationKey(name: "proxy", standard: "", help: "HTTP proxy for partner calls, for example http://proxy:3128."),
    ConfigurationKey(name: "socket", standard: "/run/odoo-sidecar/sidecar.sock", help: "The Unix socket."),
    ConfigurationKey(name: "socket_mode", standard: "0660", help: "File mode of the socket."),
    ConfigurationKey(name: "state_directory", standard: "/var/lib/odoo-sidecar", help: "Where ledger and log are kept."),
    ConfigurationKey(name: "vault_key_file", standard: "/etc/odoo-sidecar/vault.key", help: "The key that seals credentials (mode 0600)."),
  ]
}

/// The settings of the service: flag > environment > file > default; unknown keys are errors.
struct ServiceConfiguration {
  enum Origin: String {
    case flag, environment, file, `default`
  }
  struct Value {
    let key: ConfigurationKey
    let text: String
    let origin: Origin
  }

  static let standardFile = "/etc/odoo-sidecar/config.json"

  let values: [Value]
  let file: String?

  /// Reads flags, the environment and the file.
  ///
  /// - Parameters:
  ///   - file: a JSON object of keys and texts or numbers; nil takes the standard file if it exists.
  ///   - flags: what the command line says, by key.
  /// - Throws: `.configuration` `config.unreadable`, `config.unknown_key`.
  init(file: String?, flags: [String: String]) throws(Failure) {
    let path = file ?? (FileManager.default.fileExists(atPath: Self.standardFile) ? Self.standardFile : nil)
    let providers = try Self.providers(path, flags)
    var values: [Value] = []
    for key in ConfigurationKey.all {
      let found = providers.lazy.compactMap { origin, reader in
        reader.string(forKey: ConfigKey(key.name)).map { Value(key: key, text: $0, origin: origin) }
      }.first
      values.append(found ?? Value(key: key, text: key.standard, origin: .default))
    }
    self.values = values
    self.file = path
  }

  private static func providers(_ path: String?, _ flags: [String: String]) throws(Failure) -> [(Origin, ConfigReader)]
  {
    let file = try path.map { path throws(Failure) in try contents(of: path) } ?? JSONObject()
    try refuseUnknown(path, file, flags)
    let given = flags.map { (AbsoluteConfigKey([$0.key]), ConfigValue(.string($0.value), isSecret: false)) }
    let kept = file.members.map { key, value in
      (AbsoluteConfigKey([key]), ConfigValue(.string(value.stringValue ?? value.text), isSecret: false))
    }
    return [
      (.flag, reader(given)),
      (.environment, ConfigReader(provider: InMemoryProvider(values: environment()))),
      (.file, reader(kept)),
    ]
  }

  private static func reader(_ values: [(AbsoluteConfigKey, ConfigValue)]) -> ConfigReader {
    ConfigReader(provider: InMemoryProvider(values: Dictionary(values, uniquingKeysWith: { $1 })))
  }

  private static func contents(of path: String) throws(Failure) -> JSONObject {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(.configuration, "config.unreadable", "The file \(path) cannot be read.")
    }
    guard let object = (try? JSON(parsing: data))?.objectValue else {
      throw Failure(.configuration, "config.unreadable", "The file \(path) is not a JSON object.")
    }
    return object
  }

  /// Our variables under our key names; systemd's own `STATE_DIRECTORY` and `CREDENTIALS_DIRECTORY` count as well.
  private static func environment() -> [AbsoluteConfigKey: ConfigValue] {
    let all = ProcessInfo.processInfo.environment
    var found: [AbsoluteConfigKey: ConfigValue] = [:]
    if let directory = all["STATE_DIRECTORY"] {
      found[["state_directory"]] = ConfigValue(.string(directory), isSecret: false)
    }
    if let credentials = all["CREDENTIALS_DIRECTORY"] {
      found[["vault_key_file"]] = ConfigValue(.string(credentials + "/vault.key"), isSecret: false)
      let secret = credentials + "/procountor_client_secret"
      if FileManager.default.fileExists(atPath: secret) {
        found[["procountor_client_secret_file"]] = ConfigValue(.string(secret), isSecret: false)
      }
    }
    for key in ConfigurationKey.all {
      if let text = all[key.environmentName] {
        found[AbsoluteConfigKey([key.name])] = ConfigValue(.string(text), isSecret: false)
      }
    }
    return found
  }

  private static func refuseUnknown(_ path: String?, _ file: JSONObject, _ flags: [String: String]) throws(Failure) {
    let known = Set(ConfigurationKey.all.map(\.name))
    var given = flags.keys.map { ($0, "--set") }
    let prefix = "ODOO_SIDECAR_"
    let outside = ["ODOO_SIDECAR_SOCKET", "ODOO_SIDECAR_BIN"] + KillPoint.variables
    for name in ProcessInfo.processInfo.environment.keys where name.hasPrefix(prefix) && !outside.contains(name) {
      given.append((String(name.dropFirst(prefix.count)).lowercased(), "the environment"))
    }
    given += file.keys.map { ($0, path ?? "") }
    if let (key, place) = given.first(where: { !known.contains($0.0) }) {
      throw Failure(
        .configuration,
        "config.unknown_key",
        "The key \(key) in \(place) is unknown.",
        hint: "Known keys: \(ConfigurationKey.all.map(\.name).joined(separator: ", "))."
      )
    }
  }

  subscript(name: String) -> String { values.first { $0.key.name == name }?.text ?? "" }

  /// - Throws: `.configuration` `config.value` when the value is no whole number of the range.
  func number(_ name: String, _ range: ClosedRange<Int>) throws(Failure) -> Int {
    guard let number = Int(self[name]), range.contains(number) else {
      throw Failure(
        .configuration,
        "config.value",
        "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound), it is \(self[name])."
      )
    }
    return number
  }
}
