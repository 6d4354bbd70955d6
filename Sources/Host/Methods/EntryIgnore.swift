import Core
import Engine
import Storage

/// `entry/ignore`: set aside, with the reason.
enum EntryIgnore {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let reason = try call.text("reason")
    var count = 0
    for id in try await call.chosen() {
      if try await call.host.ledger.ignore(id, reason: reason) { count += 1 }
    }
    return .record([("ignored", .int(count))])
  }
}
