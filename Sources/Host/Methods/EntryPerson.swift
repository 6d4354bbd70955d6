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

/// `entry/retry`: send again what was held back, one by one or a whole cause.
enum EntryRetry {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    var count = 0
    for id in try await call.chosen() {
      if try await call.host.ledger.retry(id) { count += 1 }
    }
    call.host.outbox.wake()
    return .record([("retried", .int(count))])
  }
}

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

/// `entry/resolve`: a person says whether a document in doubt has arrived.
enum EntryResolve {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let entry = try await call.entry(Int64(try call.int("entry")))
    guard let sent = call.params["sent"]?.boolValue else { throw .parameter("sent", "true or false") }
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
      reason: try call.text("reason"),
      correlation: try call.optionalText("correlation_id") ?? Correlation.new()
    )
    return .record([("entry", entry.json)])
  }
}

extension Call {
  /// The entries a call names: by id, or all held back for one cause.
  func chosen() async throws(Failure) -> [Int64] {
    guard let cause = try optionalText("cause") else {
      var ids: [Int64] = []
      for id in try ints("entries") { ids.append(try await entry(Int64(id)).id) }
      return ids
    }
    var query = EntryQuery(database: try await scope(), states: [.quarantined, .pending], limit: 500)
    query.cause = cause
    var ids: [Int64] = []
    while true {
      let page = try await host.environment.store.entries(query)
      ids += page.map(\.id)
      guard page.count == query.limit, let last = page.last else { return ids }
      query.after = last.id
    }
  }
}
