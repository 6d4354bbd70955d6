import Core
import Engine
import Odoo
import Storage

/// `session/hello`: who asks, for which database, and whether anything may be sent for it.
enum SessionHello {
  static let version = 1

  static func handle(_ call: Call) async throws(Failure) -> JSON {
    try checkVersion(call)
    guard let wire = call.params["database"], !wire.isNull else { return try greetOperator(call) }
    let identity = try identity(wire)
    try await refuseSecondRoad(identity, call)
    let (row, others) = try await call.host.environment.store.database(
      identity,
      road: "addon",
      at: call.host.environment.time.now()
    )
    // The one that was here first is the original; a copy that said hello later does not stop it.
    let elder = others.first { $0.id < row.id }
    let readOnly = readOnly(wire, elder)
    call.host.catalogues.of(row.id).use(registry: call.params["odoo"]?["registry"]?.stringValue)
    try await promote(call, row.id)
    call.host.environment.readOnly.set(row.id, readOnly != nil)
    call.session.greet(
      Session.Identity(
        database: row.id,
        readOnly: readOnly,
        user: call.params["user"]?["id"]?.intValue,
        companies: (call.params["companies"]?.arrayValue ?? []).compactMap(\.intValue)
      )
    )
    return answer(call, status: readOnly.map(status) ?? "ok", looksLike: elder, message: readOnly?.message)
  }

  private static func checkVersion(_ call: Call) throws(Failure) {
    guard let low = call.params["protocol"]?["min"]?.intValue, let high = call.params["protocol"]?["max"]?.intValue
    else { throw .parameter("protocol", "an object with min and max") }
    guard (low...max(low, high)).contains(version) else {
      throw Failure(
        .protocol,
        "session.version",
        "The other side speaks protocol \(low) to \(high), this sidecar speaks \(version).",
        hint: low > version ? "Upgrade the sidecar." : "Upgrade the addon `sidecar` in Odoo."
      )
    }
  }

  private static func greetOperator(_ call: Call) throws(Failure) -> JSON {
    guard call.session.role == .operator else { throw .forbidden("session/hello without a database") }
    call.session.greet(Session.Identity(database: nil, readOnly: nil, user: nil, companies: []))
    return answer(call, status: "ok", looksLike: nil, message: nil)
  }

  private static func identity(_ wire: JSON) throws(Failure) -> DatabaseIdentity {
    guard let uuid = wire["uuid"]?.stringValue, let name = wire["name"]?.stringValue else {
      throw .parameter("database", "an object with uuid and name")
    }
    return DatabaseIdentity(
      uuid: uuid,
      name: name,
      oid: wire["oid"]?.intValue.map(Int64.init),
      systemIdentifier: wire["system_identifier"]?.stringValue
    )
  }

  /// A neutralised database, or one that shares its uuid with another that was here first, sends nothing.
  private static func readOnly(_ wire: JSON, _ elder: DatabaseRow?) -> Issue? {
    if wire["neutralized"]?.boolValue == true {
      return Issue(
        "database.neutralized",
        "This database is neutralized (a test copy); nothing is sent from it.",
        repair: "Work in the production database, or make this one a production database first."
      )
    }
    guard let other = elder else { return nil }
    return Issue(
      "database.copy",
      "This looks like a copy of the database \(other.identity.name); nothing is sent from it.",
      repair: "If this is the real one now, the administrator runs `odoo-sidecar odoo adopt`.",
      params: ["database": other.identity.name]
    )
  }

  private static func status(_ issue: Issue) -> String { issue.code == "database.copy" ? "copy" : "neutralized" }

  /// A database that is worked with over HTTP would be written twice.
  private static func refuseSecondRoad(_ identity: DatabaseIdentity, _ call: Call) async throws(Failure) {
    let others = try await call.host.environment.store.odooConnections()
    guard let other = others.first(where: { $0.uuid == identity.uuid }) else { return }
    throw Failure(
      .configuration,
      "odoo.road_is_http",
      "The sidecar works with \(other.name) over HTTP (\(other.url)); a database has one road only.",
      hint: "The administrator runs `odoo-sidecar odoo remove \(other.database)` before the addon is used."
    )
  }

  /// Revisions that a committed read shows become current.
  private static func promote(_ call: Call, _ database: Int64) async throws(Failure) {
    var promoted = false
    for connection in call.params["connections"]?.arrayValue ?? [] {
      guard let key = connection["key"]?.stringValue, let revision = connection["revision"]?.intValue else { continue }
      if try await call.host.environment.store.promote(database: database, key: key, revision: revision) {
        promoted = true
        try await call.host.ledger.connectionMended(database: database, key: key)
      }
    }
    if promoted { call.host.outbox.wake() }
  }

  private static func answer(_ call: Call, status: String, looksLike: DatabaseRow?, message: String?) -> JSON {
    .record([
      ("protocol", .int(version)),
      ("server", .record([("name", "odoo-sidecar"), ("version", .string(Sidecar.version))])),
      ("connectors", .array(call.host.environment.connectors.map { .string($0.id) })),
      (
        "database",
        .record([
          ("status", .string(status)), ("looks_like", JSON(looksLike?.identity.name)), ("message", JSON(message)),
        ])
      ),
      ("warnings", []),
    ])
  }
}
