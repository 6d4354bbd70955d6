package import Core

/// Where a document stands. `design`: proposed → pending → sending → delivered → settled; off the road quarantined, dropped.
package enum EntryState: String, Sendable, Codable, CaseIterable {
  case proposed, pending, sending, delivered, settled, quarantined, dropped

  /// True once the partner has it: content may no longer be replaced.
  package var isAccepted: Bool { self == .delivered || self == .settled }
}

/// Which document an entry is about, whatever its revision.
package struct EntrySubject: Sendable, Hashable {
  /// `DatabaseRow.id`.
  package var database: Int64
  package var company: Int
  /// Key (UUID) of the connection.
  package var connection: String
  package var flow: String
  package var model: String
  /// Id of the record in Odoo; of a document that came in, 0 until Odoo has it.
  package var record: Int
  /// The partner's id of a document that came in; nil for one that goes out.
  package var arrival: String?

  package init(
    database: Int64,
    company: Int,
    connection: String,
    flow: String,
    model: String,
    record: Int,
    arrival: String? = nil
  ) {
    self.database = database
    self.company = company
    self.connection = connection
    self.flow = flow
    self.model = model
    self.record = record
    self.arrival = arrival
  }
}

/// How a request behaves when it is sent a second time.
package enum RepeatRule: String, Sendable, Codable {
  /// The partner recognises it by its own key; send again.
  case safe
  /// Ask the partner by business key first.
  case lookup
  /// A person decides, with the evidence on screen.
  case never
}

/// One request of a delivery, with the exact bytes that (will) have left.
package struct Step: Sendable, Equatable {
  package enum State: String, Sendable, Codable {
    case open, sending, done
  }
  package var index: Int
  package var name: String
  package var body: [UInt8]
  /// SHA-256 of `body`, lower-case hexadecimal.
  package var hash: String
  package var repeatRule: RepeatRule
  package var state: State
  /// What the step brought, for the steps after it and for look-ups.
  package var result: JSON?

  package init(
    index: Int,
    name: String,
    body: [UInt8],
    hash: String,
    repeatRule: RepeatRule,
    state: State = .open,
    result: JSON? = nil
  ) {
    self.index = index
    self.name = name
    self.body = body
    self.hash = hash
    self.repeatRule = repeatRule
    self.state = state
    self.result = result
  }
}

/// One row of the ledger.
package struct Entry: Sendable, Equatable {
  /// Whether the partner was told what became of a document that came in.
  package enum Report: String, Sendable, Codable {
    case due, done
  }
  package var id: Int64
  /// Grows with every change of any entry; the mirror pages by it and `Store.change` compares it.
  package var seq: Int64
  package var subject: EntrySubject
  package var revision: Int
  package var recordName: String
  /// `create_date` of the record as Odoo said it; another one later means the id was reissued.
  package var recordCreated: String?
  package var state: EntryState
  /// Since when nobody knows whether the partner has it; nil when that is known.
  package var inDoubtSince: Timestamp?
  /// How many look-ups have found nothing since then.
  package var lookups: Int
  /// SHA-256 over the payload, lower-case hexadecimal; equal content has an equal hash.
  package var hash: String
  /// What settle needs beyond the receipt (line numbers, settings of the document), written by the flow.
  package var context: JSON
  package var issues: [Issue]
  package var failure: Failure?
  /// Key and sentence that entries with one cause share; nil while nothing is wrong.
  package var cause: String?
  package var causeText: String?
  package var externalID: String?
  package var number: String?
  /// The partner's id of what a document that came in is about; given when it is kept, like the subject.
  package var about: String?
  /// What `Outcome.status` says of it (`sent`, `accepted`, `waiting`, `issues` …).
  package var status: String
  /// Nil while there is nothing to tell the partner.
  package var report: Report?
  /// The entry whose document the partner must have first; nil when this one may leave.
  package var waitsFor: Int64?
  package var attempts: Int
  package var nextAttemptAt: Timestamp?
  package var createdAt: Timestamp
  package var updatedAt: Timestamp
  package var sentAt: Timestamp?
  package var settledAt: Timestamp?
  package var user: Int?
  package var correlation: String

  package init(subject: EntrySubject, revision: Int, recordName: String, correlation: String, at now: Timestamp) {
    id = 0
    seq = 0
    self.subject = subject
    self.revision = revision
    self.recordName = recordName
    recordCreated = nil
    state = .pending
    inDoubtSince = nil
    lookups = 0
    hash = ""
    context = .null
    issues = []
    failure = nil
    cause = nil
    causeText = nil
    externalID = nil
    number = nil
    about = nil
    status = "waiting"
    report = nil
    waitsFor = nil
    attempts = 0
    nextAttemptAt = nil
    createdAt = now
    updatedAt = now
    sentAt = nil
    settledAt = nil
    user = nil
    self.correlation = correlation
  }
}

/// Which entries to list; nil members do not narrow.
package struct EntryQuery: Sendable {
  package var database: Int64?
  package var states: Set<EntryState>?
  package var connection: String?
  package var flow: String?
  package var model: String?
  package var record: Int?
  package var cause: String?
  /// Only entries whose next attempt (or look-up) is due at this moment: `nextAttemptAt` is set and not later. Settled
  /// and dropped ones never are.
  package var dueAt: Timestamp?
  package var inDoubt: Bool?
  /// True for documents that came in, false for those that go out.
  package var arriving: Bool?
  package var report: Entry.Report?
  /// Only entries that wait for the document of this entry.
  package var waitsFor: Int64?
  /// True for entries that wait for another document.
  package var isWaiting: Bool?
  /// Only documents that came in about one of these, by the partner's ids.
  package var about: [String]?
  /// Only ids greater than this.
  package var after: Int64
  package var limit: Int

  package init(database: Int64? = nil, states: Set<EntryState>? = nil, after: Int64 = 0, limit: Int = 200) {
    self.database = database
    self.states = states
    self.after = after
    self.limit = limit
  }
}
