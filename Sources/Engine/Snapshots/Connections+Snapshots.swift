package import Core
package import Storage

extension Connections {
  /// Reads something of the partner's own settings and keeps it in place of what was read before.
  ///
  /// `revision` is the one that the asker sees, newer ones are left aside; nil for the newest.
  ///
  /// - Throws: `.protocol` `snapshot.unknown`; `.configuration` for a connection that is not known or complete; what the
  ///   partner answers.
  package func fetch(_ name: String, database: Int64, key: String, revision: Int? = nil)
    async throws(Failure) -> SnapshotRow
  {
    let (connector, settings) = try await seen(database: database, key: key, revision: revision)
    guard connector.snapshots.contains(name) else { throw .unknownSnapshot(name, connector) }
    let http = transport(database, connector, settings, flow: "\(connector.id).connection.fetch")
    let content: JSON
    do throws(Failure) {
      content = try await connector.snapshot(name, settings, http)
    } catch {
      throw environment.redacted(error, settings)
    }
    let row = SnapshotRow(
      database: database,
      connection: key,
      name: name,
      fetchedAt: environment.time.now(),
      content: content
    )
    try await environment.store.keep(row)
    return row
  }
}

extension Connector {
  fileprivate func snapshot(_ name: String, _ settings: Settings, _ http: PartnerTransport)
    async throws(Failure) -> JSON
  {
    try await snapshot(name, try client(settings, http))
  }
}

extension Failure {
  static func unknownSnapshot(_ name: String, _ connector: any Connector) -> Failure {
    Failure(
      .protocol,
      "snapshot.unknown",
      "\(connector.label) has nothing to fetch that is called \(name).",
      hint: "Upgrade the sidecar, or the addon that asked."
    )
  }
}
