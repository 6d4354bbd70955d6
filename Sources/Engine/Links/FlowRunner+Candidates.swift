package import Core
package import Odoo
import Storage

extension FlowRunner {
  /// A record of Odoo that one of the partner's may be.
  package struct Candidate: Sendable, Equatable {
    package let record: Int
    package let name: String
    /// The key that found it (`MatchKey.reason`), `archived` where only an archived one was found, `similar` for a name
    /// that shares words.
    package let reason: String
  }

  /// What a record of the partner's may be in Odoo.
  ///
  /// - Parameters:
  ///   - missing: the partner's record; its kind is one of the connector's `linkKinds`, its model means nothing.
  ///   - database: of the connection.
  ///   - connection: its key.
  ///   - odoo: where to look; nothing is written.
  /// - Returns: the records, best first.
  /// - Throws: `.data` `link.unknown_kind`; `.configuration` for a connection that is not known; what a search throws.
  package func candidates(
    for missing: Issue.Missing,
    database: Int64,
    connection: String,
    odoo: any OdooGateway
  ) async throws(Failure) -> [Candidate] {
    let (kind, settings) = try await kind(of: missing, database, connection)
    return try await Candidates(kind, settings, odoo).find(missing)
  }

  /// Where the counterpart of a record of the partner's would be.
  package func model(of missing: Issue.Missing, database: Int64, connection: String) async throws(Failure) -> String {
    try await kind(of: missing, database, connection).0.model
  }

  private func kind(of missing: Issue.Missing, _ database: Int64, _ connection: String)
    async throws(Failure) -> (LinkKind, Settings)
  {
    let (connector, settings) = try await Connections(environment).open(database: database, key: connection)
    guard let kind = connector.linkKinds.first(where: { $0.kind == missing.kind }) else {
      throw .unknownLinkKind(missing.kind, connector)
    }
    return (kind, settings)
  }
}

extension Failure {
  static func unknownLinkKind(_ kind: String, _ connector: any Connector) -> Failure {
    let known = connector.linkKinds.map(\.kind).joined(separator: ", ")
    return Failure(
      .data,
      "link.unknown_kind",
      "\(connector.label) links nothing that is called \(kind).",
      hint: known.isEmpty ? "It has nothing that people link." : "Its kinds are \(known)."
    )
  }
}
