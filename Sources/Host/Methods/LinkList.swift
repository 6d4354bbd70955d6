import Core
import Engine
import Storage

/// `link/list`: which record of an Odoo over HTTP is which of a partner's.
enum LinkList {
  /// Rows in one answer.
  private static let limit = 500

  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let database = try await call.remoteDatabase(.linksInOdoo)
    var query = LinkQuery(database: database.id)
    query.connection = try await call.chosenConnection(of: database.id)
    query.kind = try call.optionalText("kind")
    query.externalIDs = try call.optionalText("external_id").map { [$0] }
    query.isArrival = false
    query.after = Int64(try call.optionalInt("after") ?? 0)
    query.limit = min(max(try call.optionalInt("limit") ?? limit, 1), limit)
    let links = try await call.host.environment.store.links(query)
    return .record([
      ("links", .array(links.map(\.json))),
      ("next", JSON(links.count == query.limit ? links.last.map { Int($0.id) } : nil)),
    ])
  }
}

extension LinkRow {
  var json: JSON {
    .record([
      ("id", .int(Int(id))), ("connection", .string(connection)), ("kind", .string(kind)),
      ("external_id", .string(externalID)), ("origin", .string(origin.rawValue)), ("model", .string(model)),
      ("record", .int(record)), ("record_name", JSON(recordName)), ("number", JSON(number)), ("status", JSON(status)),
      ("entry", JSON(entry == 0 ? nil : Int(entry))), ("at", .string(at.text)),
    ])
  }
}

extension Failure {
  static let linksInOdoo = Failure(
    .data,
    "link.in_odoo",
    "The links of this database stand in its Odoo, not here.",
    hint: "Set them in Odoo, in the lists of the connector."
  )
}
