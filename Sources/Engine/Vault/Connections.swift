package import Core
import Storage

/// The connections of all databases: staged with a save, current once Odoo has committed.
package struct Connections: Sendable {
  /// Staged settings that no committed read has shown for this long are dropped.
  private static let patience = Duration.seconds(600)

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
    // What the save before this one left: a staged row of the same revision is one that Odoo rolled back.
    var sealed = try await newest(database: database, key: key) { $0 < revision }?.secrets ?? [:]
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
  package func open(database: Int64, key: String)
    async throws(Failure) -> (connector: any Connector, settings: Settings)
  {
    try opened(try await environment.store.connection(database: database, key: key, staged: false))
  }

  private func opened(_ row: ConnectionRow?) throws(Failure) -> (connector: any Connector, settings: Settings) {
    guard let row else {
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
      secrets[name] = try environment.vault.open(sealed, name: Self.place(row.database, row.key, name))
    }
    return (connector, Settings(connection: row.content, secrets: secrets, declared: connector.settings))
  }

  /// The newest staged row whose revision may be seen, else the current one; Odoo may have rolled a newer one back.
  private func newest(database: Int64, key: String, where isSeen: (Int) -> Bool)
    async throws(Failure) -> ConnectionRow?
  {
    let staged = try await environment.store.staged(database: database, key: key)
    if let found = staged.last(where: { isSeen($0.revision) }) { return found }
    return try await environment.store.connection(database: database, key: key, staged: false)
  }

  /// Drops staged settings that this process has known for ten minutes, whatever the clock says meanwhile.
  ///
  /// - Returns: how many.
  @discardableResult
  package func dropAbandoned() async throws(Failure) -> Int {
    let staged = try await environment.store.staged(database: nil, key: nil)
    let abandoned = environment.stagings.over(staged, after: Self.patience, at: environment.time.steady())
    var count = 0
    for row in abandoned where try await environment.store.dropStaged(row) { count += 1 }
    return count
  }

  /// Tries the connection step by step, with staged settings where there are any.
  ///
  /// `revision` is the one that the asker sees, newer ones are left aside; nil for the newest.
  package func test(database: Int64, key: String, revision: Int? = nil) async throws(Failure) -> [TestStep] {
    let (connector, settings) = try opened(try await newest(database: database, key: key) { $0 <= revision ?? .max })
    let subject = EntrySubject(
      database: database,
      company: settings.company,
      connection: key,
      flow: "\(connector.id).connection.test",
      model: "",
      record: 0
    )
    let logged = LoggedTransport(
      environment,
      subject: subject,
      correlation: Correlation.new(),
      secrets: settings.secretValues
    )
    let http = PartnerTransport(environment, connector, settings, logged: logged, isClick: true)
    return await connector.test(settings, http).map { step in
      var step = step
      step.message = Redaction.redact(step.message, settings.secretValues + environment.tokens.values)
      return step
    }
  }

  private static func place(_ database: Int64, _ key: String, _ name: String) -> String {
    "\(database)/\(key)/\(name)"
  }
}
