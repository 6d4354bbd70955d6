package import Core
package import Storage

/// What became of one document of a request; `protocol/specification.md` section 4 has the meaning of each status.
package struct Outcome: Sendable {
  package enum Status: String, Sendable {
    case sent, accepted, received, fetched, sending, waiting, issues, rejected, refused, confirm
    case alreadySent = "already_sent"
    case inDoubt = "in_doubt"
  }
  package var status: Status
  package var model: String
  package var record: Int
  package var recordName: String
  package var entry: Entry?
  package var changed = false
  package var issues: [Issue] = []
  /// What the partner told of the record and is still to be applied, one unit each; of a `PullFlow` only.
  package var arrivals: [Pulled] = []
  /// Entries of records that were sent first because others of the request needed them, and settled with it.
  package var needed: [Int64] = []

  /// A document that came in with an answer about a record.
  package struct Pulled: Sendable, Equatable {
    package let entry: Int64
    /// The flow that applies it, and the unit to name to `flow/run`.
    package let flow: String
    package let unit: String
  }

  init(_ status: Status, _ model: String, _ record: Int, _ name: String, issues: [Issue] = []) {
    self.status = status
    self.model = model
    self.record = record
    recordName = name
    self.issues = issues
  }

  init(_ entry: Entry, _ status: Status? = nil) {
    self.init(
      status ?? entry.outcome,
      entry.subject.model,
      entry.subject.record,
      entry.recordName,
      issues: entry.issues
    )
    self.entry = entry
  }
}

extension Entry {
  /// How the entry stands, in the words of an outcome.
  package var outcome: Outcome.Status {
    switch state {
    case .delivered, .settled:
      subject.arrival != nil ? .received : status == Outcome.Status.accepted.rawValue ? .accepted : .sent
    case .sending: inDoubtSince == nil ? .sending : .inDoubt
    case .pending, .proposed: .waiting
    case .quarantined: inDoubtSince != nil ? .inDoubt : failure?.kind == .response ? .rejected : .issues
    case .dropped: .refused
    }
  }
}
