import Core
import Engine
import Storage

/// `database/adopt`: the copy is the real one now; it takes over ledger, connections and log of the original.
enum DatabaseAdopt {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let id = Int64(try call.int("id"))
    let store = call.host.environment.store
    let rows = try await store.databases()
    guard let copy = rows.first(where: { $0.id == id }), let original = copy.elder(in: rows) else {
      throw Failure(
        .data,
        "database.not_a_copy",
        "The database \(id) is not a copy of another one.",
        hint: "List them with `odoo-sidecar odoo list`."
      )
    }
    try await store.adopt(copy.identity, as: original.id)
    return .record([("adopted", .string(copy.identity.name)), ("id", .int(Int(original.id)))])
  }
}

extension DatabaseRow {
  /// The database of the same uuid that was here first.
  func elder(in rows: [DatabaseRow]) -> DatabaseRow? {
    rows.first { $0.identity.uuid == identity.uuid && $0.id < id }
  }

  func json(elder: DatabaseRow?) -> JSON {
    .record([
      ("id", .int(Int(id))), ("name", .string(identity.name)), ("uuid", .string(identity.uuid)),
      ("oid", JSON(identity.oid.map { Int($0) })), ("system_identifier", JSON(identity.systemIdentifier)),
      ("road", .string(road)), ("first_seen", .string(firstSeen.text)), ("copy_of", JSON(elder?.identity.name)),
    ])
  }
}
