import Core
import Engine
import Odoo
import Storage

/// `link/candidates`: what a record of the partner's, of which Odoo has no counterpart, may be there.
enum LinkCandidates {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let (connection, missing, others) = try await asked(call)
    let row = try await call.databaseRow()
    let database = row.id
    let (_, settings) = try await call.host.connections.open(database: database, key: connection)
    let odoo = try await call.gateway(row, settings, scope: "link")
    let found = try await call.host.runner.candidates(
      for: missing,
      database: database,
      connection: connection,
      odoo: odoo
    )
    // Who names a kind need not know its model.
    var named = missing
    named.model = try await call.host.runner.model(of: missing, database: database, connection: connection)
    return .record([
      ("missing", named.json), ("candidates", .array(found.map(\.json))), ("others", .array(others.map(\.json))),
    ])
  }

  /// What the caller names, or what a document misses: the first of it, and the others.
  private static func asked(_ call: Call) async throws(Failure) -> (String, Issue.Missing, [Issue.Missing]) {
    guard let id = try call.optionalInt("entry") else {
      let externalID = try call.text("external_id")
      let name = try call.optionalText("name") ?? externalID
      let missing = Issue.Missing(kind: try call.text("kind"), externalID: externalID, name: name, model: "")
      return (try await call.connection(of: try await call.database()).key, missing, [])
    }
    let entry = try await call.entry(Int64(id))
    var missing = entry.issues.compactMap(\.missing)
    if let kind = try call.optionalText("kind") { missing.removeAll { $0.kind != kind } }
    guard let first = missing.first else {
      throw Failure(
        .data,
        "link.nothing_missing",
        "\(entry.recordName) misses no record in Odoo.",
        hint: "Read what is wrong with it: odoo-sidecar entry show \(id)."
      )
    }
    return (entry.subject.connection, first, Array(missing.dropFirst()))
  }
}

extension FlowRunner.Candidate {
  var json: JSON {
    .record([("record", .int(record)), ("name", .string(name)), ("reason", .string(reason))])
  }
}
