import Core
import Engine
import Storage

/// `entry/resolve`: a person says whether a document in doubt has arrived.
enum EntryResolve {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let entry = try await call.entry(Int64(try call.int("entry")))
    guard let sent = call.params["sent"]?.boolValue else { throw .parameter("sent", "true or false") }
    if !sent { try call.refuseCopy() }
    let resolved = try await call.host.ledger.resolve(
      entry.id,
      sent: sent,
      externalID: try call.optionalText("external_id"),
      number: try call.optionalText("number"),
      reason: try call.text("reason")
    )
    call.host.outbox.wake()
    return .record([("entry", resolved.json)])
  }
}
