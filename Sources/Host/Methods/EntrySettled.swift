import Core
import Engine
import Storage

/// `entry/settled`: Odoo has committed what these deliveries wrote.
enum EntrySettled {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let ids = try call.ints("entries").map(Int64.init)
    return .record([("settled", .int(try await call.host.ledger.settled(ids, database: try await call.database())))])
  }
}
