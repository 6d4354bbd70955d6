import Core
import Engine
import Odoo
import Storage

/// `link/set`: says which record of an Odoo over HTTP one of a partner's is; documents held for it go on by themselves.
enum LinkSet {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let database = try await call.remoteDatabase(.linksInOdoo)
    let key = try await call.connection(of: database.id).key
    let (connector, settings) = try await call.host.connections.open(database: database.id, key: key)
    let kind = try call.text("kind")
    guard let model = connector.linkedModel(kind) else { throw .unknownKind(kind, connector) }
    let externalID = try call.text("external_id")
    let record = try call.int("record")
    let odoo = try await call.gateway(database, settings, scope: "link")
    var link = LinkRow(
      database: database.id,
      connection: key,
      kind: kind,
      externalID: externalID,
      origin: .person,
      model: model,
      record: record,
      at: call.host.environment.time.now()
    )
    link.recordName = try await name(of: record, model, odoo)
    let isNew = try await call.host.environment.store.keep(link)
    call.host.remote.wake()
    return .record([("changed", .bool(isNew)), ("link", link.json)])
  }

  private static func name(of record: Int, _ model: String, _ odoo: any OdooGateway) async throws(Failure) -> String {
    let tree: JSON = ["display_name": nil]
    let read = try await odoo.read(model, ids: [record], fields: tree, committed: false)
    guard let found = read.records.first else {
      throw Failure(
        .data,
        "link.record_gone",
        "There is no \(model) \(record) in this Odoo, or its user may not see it.",
        hint: "Look for candidates with `odoo-sidecar link candidates`."
      )
    }
    return found["display_name"]?.stringValue ?? "\(record)"
  }
}

extension Connector {
  /// The model whose records a kind of link names; nil for a kind that this connector does not have.
  func linkedModel(_ kind: String) -> String? {
    linkKinds.first { $0.kind == kind }?.model ?? imports.first { $0.link == kind }?.model
  }

  fileprivate var kindsOfLinks: [String] { (linkKinds.map(\.kind) + imports.map(\.link)).sorted() }
}

extension Failure {
  fileprivate static func unknownKind(_ kind: String, _ connector: any Connector) -> Failure {
    let known = connector.kindsOfLinks
    return Failure(
      .data,
      "link.unknown_kind",
      "\(connector.label) has no links of the kind \(kind).",
      hint: known.isEmpty ? "It links nothing." : "Use one of: \(known.joined(separator: ", "))."
    )
  }
}
