import Core
import Engine
import Odoo
import Storage

/// `odoo/add`: signs in to an Odoo over HTTP and keeps how; a known one gets the new key.
enum OdooAdd {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    var dialect: DialectName?
    if let name = try call.optionalText("dialect") {
      dialect = DialectName(rawValue: name)
      guard dialect != nil else {
        throw .parameter("dialect", "one of \(DialectName.allCases.map(\.rawValue).joined(separator: ", "))")
      }
    }
    var expires: Timestamp?
    if let day = try call.optionalText("key_expires") {
      expires = Timestamp(text: "\(day)T00:00:00Z")
      guard expires != nil else { throw .parameter("key_expires", "a day like 2027-03-31") }
    }
    let row = try await call.host.odoos.add(
      OdooEntry(
        url: try call.text("url"),
        database: try call.optionalText("name"),
        login: try call.text("login"),
        key: try call.text("secret"),
        dialect: dialect,
        keyExpires: expires
      )
    )
    return row.json(at: call.host.environment.time.now())
  }
}

extension OdooConnectionRow {
  /// Never the key.
  func json(at now: Timestamp) -> JSON {
    .record([
      ("id", .int(Int(database))), ("url", .string(url)), ("name", .string(name)), ("login", .string(login)),
      ("dialect", .string(dialect)), ("version", .string(version)), ("key_expires", Timestamp.json(keyExpires)),
      ("checked_at", .string(checkedAt.text)), ("state", .string(state)), ("message", JSON(message)),
      ("issue", keyWarning(at: now)?.json ?? .null),
    ])
  }
}
