import Core
import Engine
import Storage

/// `entry/elsewhere`: the document went to the partner by another way and is never sent by us.
enum EntryElsewhere {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let subject = EntrySubject(
      database: try await call.database(),
      company: try call.int("company_id"),
      connection: try call.text("connection"),
      flow: try call.text("flow"),
      model: try call.text("model"),
      record: try call.int("record")
    )
    let entry = try await call.host.ledger.elsewhere(
      subject,
      recordName: try call.optionalText("record_name") ?? "\(subject.record)",
      number: try call.text("number"),
      externalID: try call.optionalText("external_id").flatMap { $0.isEmpty ? nil : $0 },
      reason: try call.text("reason"),
      correlation: try call.optionalText("correlation_id") ?? Correlation.new()
    )
    return .record([("entry", entry.json)])
  }
}
