package import Core
package import Odoo
package import Storage

/// What an administrator says of an Odoo over HTTP.
package struct OdooEntry: Sendable {
  package var url: String
  /// Nil for the only one, or the one that an address of Odoo Online means.
  package var database: String?
  package var login: String
  /// API key or password.
  package var key: String
  /// Nil for the best.
  package var dialect: DialectName?
  /// Nil to ask Odoo.
  package var keyExpires: Timestamp?

  package init(
    url: String,
    database: String?,
    login: String,
    key: String,
    dialect: DialectName? = nil,
    keyExpires: Timestamp? = nil
  ) {
    self.url = url
    self.database = database
    self.login = login
    self.key = key
    self.dialect = dialect
    self.keyExpires = keyExpires
  }
}

extension OdooConnections {
  /// Signs in, and keeps how; an Odoo that is known gets the new key.
  ///
  /// - Throws: whatever keeps us out, in which case nothing is kept; `.configuration` `odoo.road_is_addon`.
  package func add(_ entry: OdooEntry) async throws(Failure) -> OdooConnectionRow {
    let address = try OdooAddress(entry.url)
    let (version, name, signedIn) = try await enter(entry, address)
    let uuid = await uuid(signedIn.dialect)
    try await refuseSecondRoad(name, uuid: uuid, signedIn.dialect)
    let identity = DatabaseIdentity(uuid: address.url, name: name, oid: nil, systemIdentifier: nil)
    let now = environment.time.now()
    let database = try await environment.store.database(identity, road: "http", at: now).row.id
    var keyExpires = entry.keyExpires
    if keyExpires == nil { keyExpires = await end(signedIn) }
    let row = OdooConnectionRow(
      database: database,
      url: address.url,
      name: name,
      login: entry.login,
      dialect: signedIn.dialect.name.rawValue,
      isDialectFixed: entry.dialect != nil,
      version: version.text,
      key: try environment.vault.seal(entry.key, name: Self.place(database)),
      keyExpires: keyExpires,
      isExpiryGiven: entry.keyExpires != nil,
      uuid: uuid,
      checkedAt: now
    )
    try await environment.store.keep(row)
    forget(database)
    mended(database)
    return row
  }

  private func enter(_ entry: OdooEntry, _ address: OdooAddress)
    async throws(Failure) -> (version: OdooVersion, database: String, signedIn: OdooSignIn)
  {
    do throws(Failure) {
      let detection = OdooDetection(address, http: environment.http)
      let version = try await detection.version()
      let name = if let named = entry.database { named } else { try await detection.database() }
      let account = OdooAccount(url: address.url, database: name, login: entry.login, key: entry.key)
      return (version, name, try await OdooSignIn(account, version, wanted: entry.dialect, http: environment.http))
    } catch {
      throw address.explain(error)
    }
  }

  /// The connections that the sidecar signs in with, ascending by database.
  package func list() async throws(Failure) -> [OdooConnectionRow] { try await environment.store.odooConnections() }

  /// Forgets key, connections and their secrets; the ledger keeps what was done.
  ///
  /// - Returns: how many connections went along.
  package func remove(_ database: Int64, _ ledger: Ledger) async throws(Failure) -> Int {
    _ = try await row(database)
    let connections = try await environment.store.connections(database: database)
    for connection in connections {
      try await environment.store.removeConnection(database: database, key: connection.key)
      try await ledger.connectionRemoved(database: database, key: connection.key)
    }
    _ = try await environment.store.removeOdooConnection(database: database)
    forget(database)
    return connections.count
  }

  /// What cannot be seen is no reason to refuse an Odoo that lets us in.
  private func end(_ signedIn: OdooSignIn) async -> Timestamp? {
    try? await OdooKey.end(signedIn.dialect, user: signedIn.user)
  }

  /// Only administrators may read it.
  private func uuid(_ dialect: any OdooDialect) async -> String? {
    let answer = try? await dialect.call(
      "ir.config_parameter",
      "get_param",
      ids: nil,
      arguments: ["key": "database.uuid"],
      context: [:]
    )
    return answer?.stringValue
  }

  private func refuseSecondRoad(_ name: String, uuid: String?, _ dialect: any OdooDialect) async throws(Failure) {
    let others = try await environment.store.databases().filter { $0.road == "addon" }
    let isKnown = others.contains { uuid == nil ? $0.identity.name == name : $0.identity.uuid == uuid }
    // Uninstalled since, it is in nobody's way.
    if isKnown, try await hasAddon(dialect) { throw .roadIsAddon(name) }
  }

  func hasAddon(_ dialect: any OdooDialect) async throws(Failure) -> Bool {
    do throws(Failure) {
      _ = try await dialect.call(
        "sidecar.connection",
        "fields_get",
        ids: nil,
        arguments: ["allfields": ["name"], "attributes": ["type"]],
        context: [:]
      )
      return true
    } catch {
      // No right to it is a sign of it, too.
      if error.code == "odoo.field_missing" { return false }
      guard error.kind == .data else { throw error }
      return true
    }
  }
}
