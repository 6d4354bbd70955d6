package import Core
import Storage

/// The connections of all databases: staged with a save, current once Odoo has committed.
package struct Connections: Sendable {
  private let environment: Environment

  package init(_ environment: Environment) { self.environment = environment }

  /// Keeps settings and new secrets as a staged revision; an absent secret stays what it was, an empty one goes.
  ///
  /// - Returns: which secrets are set.
  /// - Throws: `.protocol` `connection.unknown_connector`; `.configuration` `setting.invalid` for a value of another kind
  ///   than its setting. Settings that this connector does not have are kept and not looked at: an addon may be newer.
  package func stage(database: Int64, content: JSON, secrets: JSONObject, revision: Int)
    async throws(Failure) -> [String: Bool]
  {
    let key = content["key"]?.stringValue ?? ""
    guard let connector = environment.connector(content["connector"]?.stringValue ?? "") else {
      throw Failure(
        .protocol,
        "connection.unknown_connector",
        "This sidecar has no connector \(content["connector"]?.stringValue ?? "").",
        hint: "Upgrade the sidecar, or choose one of: \(environment.connectors.map(\.id).joined(separator: ", "))."
      )
    }
    for setting in connector.settings { try setting.check(content["settings"]?[setting.key]) }
    var sealed = try await environment.store.connection(database: database, key: key, staged: true)?.secrets ?? [:]
    for (name, value) in secrets.members {
      guard connector.settings.contains(where: { $0.key == name && $0.kind == .secret }) else {
        throw Failure(.protocol, "connection.unknown_secret", "\(connector.label) has no secret \(name).")
      }
      let text = value.stringValue ?? ""
      sealed[name] = text.isEmpty ? nil : try environment.vault.seal(text, name: Self.place(database, key, name))
    }
    try await environment.store.stage(
      ConnectionRow(
        database: database,
        key: key,
        revision: revision,
        staged: true,
        savedAt: environment.time.now(),
        content: content,
        secrets: sealed
      )
    )
    return Dictionary(sealed.keys.map { ($0, true) }, uniquingKeysWith: { first, _ in first })
  }

  /// The settings of a connection with its connector.
  ///
  /// - Throws: `.configuration` `connection.unknown` when it was never saved here.
  package func open(database: Int64, key: String, staged: Bool = false)
    async throws(Failure) -> (connector: any Connector, settings: Settings)
  {
    guard let row = try await environment.store.connection(database: database, key: key, staged: staged) else {
      throw Failure(
        .configuration,
        "connection.unknown",
        "The sidecar does not know this connector.",
        hint: "Open the connector in Odoo and save it once."
      )
    }
    guard let connector = environment.connector(row.content["connector"]?.stringValue ?? "") else {
      throw Failure(.configuration, "connection.unknown_connector", "The connector's code is not in this sidecar.")
    }
    var secrets: [String: String] = [:]
    for (name, sealed) in row.secrets {
      secrets[name] = try environment.vault.open(sealed, name: Self.place(database, key, name))
    }
    return (connector, Settings(connection: row.content, secrets: secrets, declared: connector.settings))
  }

  /// Tries the connection step by step, with staged settings where there are any.
  package func test(database: Int64, key: String) async throws(Failure) -> [TestStep] {
    let (connector, settings) = try await open(database: database, key: key, staged: true)
    let subject = EntrySubject(
      database: database,
      company: settings.company,
      connection: key,
      flow: "\(connector.id).connection.test",
      model: "",
      record: 0
    )
    let http = LoggedTransport(
      environment,
      subject: subject,
      correlation: Correlation.new(),
      secrets: settings.secretValues
    )
    return await connector.test(settings, http).map { step in
      var step = step
      step.message = Redaction.redact(step.message, settings.secretValues)
      return step
    }
  }

  private static func place(_ database: Int64, _ key: String, _ name: String) -> String {
    "\(database)/\(key)/\(name)"
  }
}
