package import Core
import Storage

/// The connections of all databases: staged with a save, current once Odoo has committed.
package struct Connections: Sendable {
  /// Staged settings that no committed read has shown for this long are dropped.
  private static let patience = Duration.seconds(600)

  let environment: Environment

  package init(_ environment: Environment) { self.environment = environment }

  /// Keeps settings and new secrets as a staged revision; an absent secret stays what it was, an empty one goes.
  ///
  /// `source` is the connection that this one was duplicated from: what it holds and may be copied is taken along.
  ///
  /// - Returns: which secrets are set, here or in the service's own configuration.
  /// - Throws: `.protocol` `connection.unknown_connector`; `.configuration` `setting.invalid` for a value of another kind
  ///   than its setting. Settings that this connector does not have are kept and not looked at: an addon may be newer.
  package func stage(
    database: Int64,
    content: JSON,
    secrets: JSONObject,
    revision: Int,
    copying source: String? = nil
  ) async throws(Failure) -> [String: Bool] {
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
    if let source {
      let copied = try await self.copied(from: source, to: key, connector, database: database)
      sealed.merge(copied) { own, _ in own }
    }
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
    let standing = configured(connector.id)
    let shared = connector.settings.filter { $0.kind == .secret && standing.contains($0.key) }.map(\.key)
    return Dictionary((sealed.keys + shared).map { ($0, true) }, uniquingKeysWith: { first, _ in first })
  }

  /// The settings of a connector that the service's own configuration fills where a connection says nothing.
  package func configured(_ connector: String) -> [String] {
    (environment.credentials[connector] ?? [:]).filter { !$0.value.isEmpty }.keys.sorted()
  }

  /// The secrets that go along with a duplicate, sealed for their new place; none of a connection that is not known.
  private func copied(from source: String, to key: String, _ connector: any Connector, database: Int64)
    async throws(Failure) -> [String: [UInt8]]
  {
    var row = try await environment.store.connection(database: database, key: source, staged: false)
    if row == nil { row = try await environment.store.connection(database: database, key: source, staged: true) }
    guard let row, row.content["connector"]?.stringValue == connector.id else { return [:] }
    var copied: [String: [UInt8]] = [:]
    for setting in connector.settings where setting.kind == .secret && setting.isCopied {
      guard let sealed = row.secrets[setting.key] else { continue }
      let secret = try environment.vault.open(sealed, name: Self.place(database, source, setting.key))
      copied[setting.key] = try environment.vault.seal(secret, name: Self.place(database, key, setting.key))
    }
    return copied
  }

  /// The settings of a connection with its connector.
  ///
  /// - Throws: `.configuration` `connection.unknown` when it was never saved here.
  package func open(database: Int64, key: String)
    async throws(Failure) -> (connector: any Connector, settings: Settings)
  {
    try await opened(try await environment.store.connection(database: database, key: key, staged: false))
  }

  private func opened(_ row: ConnectionRow?)
    async throws(Failure) -> (connector: any Connector, settings: Settings)
  {
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
    var snapshots: [String: JSON] = [:]
    for name in connector.snapshots {
      let kept = try await environment.store.snapshot(database: row.database, connection: row.key, name: name)
      snapshots[name] = kept?.content
    }
    let settings = Settings(
      connection: row.content,
      secrets: secrets,
      declared: connector.settings,
      standing: environment.credentials[connector.id] ?? [:],
      snapshots: snapshots
    )
    return (connector, settings)
  }

  /// A connection as somebody sees it who has saved this revision, perhaps just now; nil for the newest.
  func seen(database: Int64, key: String, revision: Int?)
    async throws(Failure) -> (connector: any Connector, settings: Settings)
  {
    try await opened(try await newest(database: database, key: key) { $0 <= revision ?? .max })
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
    let (connector, settings) = try await seen(database: database, key: key, revision: revision)
    let http = transport(database, connector, settings, flow: "\(connector.id).connection.test")
    return await connector.test(settings, http).map { step in
      var step = step
      step.message = Redaction.redact(step.message, settings.secretValues + environment.tokens.values)
      return step
    }
  }

  /// The way to the partner for something that a person waits for and that is about no document.
  func transport(_ database: Int64, _ connector: any Connector, _ settings: Settings, flow: String)
    -> PartnerTransport
  {
    let subject = EntrySubject(
      database: database,
      company: settings.company,
      connection: settings.key,
      flow: flow,
      model: "",
      record: 0
    )
    let logged = LoggedTransport(
      environment,
      subject: subject,
      correlation: Correlation.new(),
      secrets: settings.secretValues
    )
    return PartnerTransport(environment, connector, settings, logged: logged, isClick: true)
  }

  static func place(_ database: Int64, _ key: String, _ name: String) -> String {
    "\(database)/\(key)/\(name)"
  }
}
