import Core
import Engine
import Storage

/// `link/remove`: forgets which record of an Odoo over HTTP one of a partner's is; both records stay.
enum LinkRemove {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let database = try await call.remoteDatabase(.linksInOdoo)
    let (kind, externalID) = (try call.text("kind"), try call.text("external_id"))
    let count = try await call.host.environment.store.removeLinks(
      database: database.id,
      connection: try await call.connection(of: database.id).key,
      kind: kind,
      externalID: externalID
    )
    guard count > 0 else {
      throw Failure(
        .data,
        "link.unknown",
        "Nothing is linked to \(externalID) under \(kind).",
        hint: "See `odoo-sidecar link list`."
      )
    }
    return .record([("removed", .int(count))])
  }
}
