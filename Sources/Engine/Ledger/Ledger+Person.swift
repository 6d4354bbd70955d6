package import Core
package import Storage

/// What a person decides about an entry; each decision is kept with its reason.
extension Ledger {
  /// Sends again what was held back; nothing that may have arrived is sent blindly.
  ///
  /// - Returns: whether the entry goes again, or, where Odoo's data is at fault, can be sent once that is mended.
  package func retry(_ id: Int64) async throws(Failure) -> Bool {
    let now = time.now()
    let steps = try await store.steps(of: id)
    let edited = try await edited(id) { entry in
      guard entry.mayRetry, !steps.isEmpty else { return false }
      return entry.retry(at: now)
    }
    return edited?.changed ?? false
  }

  package func ignore(_ id: Int64, reason: String) async throws(Failure) -> Bool {
    let edited = try await edited(id) { entry in
      guard [.pending, .quarantined, .proposed].contains(entry.state), entry.inDoubtSince == nil else { return false }
      return entry.drop(reason)
    }
    return edited?.changed ?? false
  }

  /// A person says whether a document in doubt has arrived.
  ///
  /// - Throws: `.data` `entry.not_in_doubt` when nobody doubts.
  package func resolve(_ id: Int64, sent: Bool, externalID: String?, number: String?, reason: String)
    async throws(Failure) -> Entry
  {
    let now = time.now()
    guard let before = try await store.entry(id), before.inDoubtSince != nil else {
      throw Failure(.data, "entry.not_in_doubt", "This document is not in doubt.", hint: "Reload the page.")
    }
    let entry = try await update(id) { entry in
      guard entry.inDoubtSince != nil else { return false }
      entry.context = entry.context.setting(
        "resolved",
        to: .record([("sent", .bool(sent)), ("reason", .string(reason))])
      )
      guard sent else {
        entry.wasInDoubt = true
        return entry.retry(at: now)
      }
      entry.take(Receipt(externalID: externalID, number: number, message: reason), last: true, at: now)
      return true
    }
    return entry ?? before
  }

  /// New settings are current: what waited for the administrator goes again at once.
  package func connectionMended(database: Int64, key: String) async throws(Failure) {
    let now = time.now()
    var query = EntryQuery(database: database, states: [.pending], limit: 500)
    query.connection = key
    while true {
      let page = try await store.entries(query)
      for entry in page where entry.failure?.kind == .configuration {
        try await update(entry.id) { entry in
          guard entry.state == .pending, entry.failure?.kind == .configuration else { return false }
          entry.nextAttemptAt = now
          return true
        }
      }
      guard page.count == query.limit, let last = page.last else { return }
      query.after = last.id
    }
  }

  /// The connection is gone: what waits for it is shown to a person instead of waiting for ever.
  package func connectionRemoved(database: Int64, key: String) async throws(Failure) {
    let now = time.now()
    var query = EntryQuery(database: database, states: [.pending, .sending], limit: 500)
    query.connection = key
    while true {
      let page = try await store.entries(query)
      for entry in page {
        try await update(entry.id) { entry in
          guard entry.state == .pending || entry.state == .sending else { return false }
          entry.failure = .connectionRemoved
          return entry.state == .sending ? entry.askPerson(since: now) : entry.quarantine(.connectionRemoved)
        }
      }
      guard page.count == query.limit, let last = page.last else { return }
      query.after = last.id
    }
  }

  /// A document that went to the partner by another way: kept as delivered, never sent by us.
  package func elsewhere(
    _ subject: EntrySubject,
    recordName: String,
    number: String,
    externalID: String? = nil,
    reason: String,
    correlation: String
  )
    async throws(Failure) -> Entry
  {
    let now = time.now()
    while true {
      if let known = try await store.newest(subject) {
        guard !known.state.isAccepted, known.state != .sending, known.inDoubtSince == nil else {
          throw Failure(
            .data,
            "entry.already",
            "\(recordName) is already \(known.state.rawValue).",
            hint: "Reload the page."
          )
        }
        var entry = known
        entry.goneElsewhere(number, externalID, reason, at: now)
        if let written = try await store.change(entry, steps: nil) {
          await followed(written, since: known)
          return written
        }
      } else {
        var entry = Entry(subject: subject, revision: 1, recordName: recordName, correlation: correlation, at: now)
        entry.goneElsewhere(number, externalID, reason, at: now)
        if let written = try await store.insert(entry, steps: []) { return written }
      }
    }
  }
}

extension Entry {
  var mayRetry: Bool {
    switch state {
    case .quarantined: inDoubtSince == nil && (!needsMending || subject.arrival != nil)
    case .dropped: true
    case .pending: failure != nil
    default: false
    }
  }

  /// True when Odoo's data is at fault: only a document read again can go.
  private var needsMending: Bool { failure == nil && issues.contains { $0.severity == .error } }

  fileprivate mutating func retry(at now: Timestamp) -> Bool {
    guard subject.arrival == nil else {
      waitsSince = now
      // The partner may have a newer version by now: it is asked before Odoo is.
      readsAgain = true
      wait()
      return true
    }
    if needsMending {
      state = .quarantined
      status = Outcome.Status.issues.rawValue
      nameCause()
      return true
    }
    state = .pending
    waitsSince = now
    status = Outcome.Status.waiting.rawValue
    failure = nil
    issues.removeAll { $0.severity == .error }
    inDoubtSince = nil
    lookups = 0
    nextAttemptAt = now
    nameCause()
    return true
  }

  fileprivate mutating func drop(_ reason: String) -> Bool {
    state = .dropped
    status = "ignored"
    cause = nil
    causeText = reason
    nextAttemptAt = nil
    if subject.arrival != nil { report = .due }
    return true
  }

  fileprivate mutating func goneElsewhere(
    _ number: String,
    _ externalID: String?,
    _ reason: String,
    at now: Timestamp
  ) {
    take(Receipt(externalID: externalID, number: number, message: reason), last: true, at: now)
    context = context.setting("elsewhere", to: .string(reason))
    issues = []
  }
}

extension Failure {
  static let connectionRemoved = Failure(
    .configuration,
    "connection.removed",
    "The connector was deleted while the document waited.",
    hint: "Send it again with another connector, or mark it as sent elsewhere."
  )
}
