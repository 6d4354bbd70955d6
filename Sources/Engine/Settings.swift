package import Core

/// One setting a connector asks for; the addon draws a field from it.
package struct Setting: Sendable, Equatable {
  package enum Kind: String, Sendable {
    case text, url, gln, secret, choice, boolean, integer
    /// A record of Odoo, by its id.
    case record
  }
  package struct Choice: Sendable, Equatable {
    package let value: String
    package let label: String
  }
  package var key: String
  package var kind: Kind
  package var label: String
  package var help: String
  package var required: Bool
  package var standard: String?
  package var choices: [Choice]
  /// Odoo's model of a `record`.
  package var model: String?
  /// False for a secret that belongs to one account and is not taken along when a connection is duplicated.
  package var isCopied: Bool

  package init(
    _ key: String,
    _ kind: Kind,
    _ label: String,
    help: String = "",
    required: Bool = false,
    default standard: String? = nil,
    choices: [(String, String)] = [],
    model: String? = nil,
    isCopied: Bool = true
  ) {
    self.key = key
    self.kind = kind
    self.label = label
    self.help = help
    self.required = required
    self.standard = standard
    self.choices = choices.map { Choice(value: $0.0, label: $0.1) }
    self.model = model
    self.isCopied = isCopied
  }

  /// The default as the wire has values of this kind.
  var standardValue: JSON? {
    standard.map { kind == .boolean ? .bool($0 == "true") : .string($0) }
  }
}

/// The settings of one connection with its secrets opened; lives as long as one delivery, never stored or printed.
package struct Settings: Sendable {
  /// The wire's `Connection`.
  package let connection: JSON
  private let secrets: [String: String]
  private let declared: [Setting]
  /// What the service's own configuration says where the connection says nothing, by setting.
  private let standing: [String: String]
  private let snapshots: [String: JSON]

  package init(
    connection: JSON,
    secrets: [String: String],
    declared: [Setting],
    standing: [String: String] = [:],
    snapshots: [String: JSON] = [:]
  ) {
    self.connection = connection
    let known = Set(declared.filter { $0.kind == .secret }.map(\.key))
    self.secrets = standing.filter { known.contains($0.key) }.merging(secrets.filter { !$0.value.isEmpty }) { $1 }
    self.declared = declared
    self.standing = standing.filter { !known.contains($0.key) }
    self.snapshots = snapshots
  }

  package var key: String { connection["key"]?.stringValue ?? "" }
  package var name: String { connection["name"]?.stringValue ?? "" }
  package var company: Int { connection["company_id"]?.intValue ?? 0 }
  package var isValidated: Bool { connection["state"] == "validated" }
  /// *Send documents dated from*, `YYYY-MM-DD`.
  package var sendFrom: String? { connection["send_from"]?.stringValue }
  package var language: String? { connection["language"]?.stringValue }
  /// The plain settings by key, for mapping tables.
  package var values: [String: JSON] {
    var values: [String: JSON] = [:]
    for setting in declared { values[setting.key] = standing[setting.key].map(JSON.string) ?? setting.standardValue }
    for (key, value) in connection["settings"]?.objectValue?.members ?? [] where !value.isNull {
      if value != "" || standing[key] == nil { values[key] = value }
    }
    return values
  }

  /// What was last fetched of the partner's own settings under this name; nil before the first time.
  package func snapshot(_ name: String) -> JSON? { snapshots[name] }

  /// What must never appear in a log or an error.
  package var secretValues: [String] { secrets.values.filter { !$0.isEmpty } }

  package subscript(key: String) -> String? {
    switch values[key] {
    case .string(let text)?: text.isEmpty ? nil : text
    case .bool(let flag)?: flag ? "true" : "false"
    case .int(let number)?: String(number)
    default: nil
    }
  }

  /// A `boolean` setting; false when it was never set and has no default.
  package func isOn(_ key: String) -> Bool { values[key]?.boolValue ?? false }

  /// The id of a `record` setting; nil when none is chosen.
  package func record(_ key: String) -> Int? { values[key]?.intValue }

  /// - Throws: `.configuration` `setting.missing`, naming the setting by its label.
  package func required(_ key: String) throws(Failure) -> String {
    if let value = self[key] { return value }
    throw missing(key)
  }

  /// - Throws: `.configuration` `setting.missing` when the secret was never entered.
  package func secret(_ key: String) throws(Failure) -> String {
    if let value = secrets[key], !value.isEmpty { return value }
    throw missing(key)
  }

  private func missing(_ key: String) -> Failure {
    let label = declared.first { $0.key == key }?.label ?? key
    return Failure(
      .configuration,
      "setting.missing",
      "The connector \(name) has no \(label).",
      hint: "Enter \(label) on the connector and save."
    )
  }
}
