package import Core
package import Storage

/// Rows of a partner's master data: kept once, decided by a person, done once.
extension Ledger {
  /// Keeps rows for a person to look at, who sees them in this order; one that was decided on stands as it stands.
  ///
  /// - Parameters:
  ///   - items: as the partner lists them; a parent was kept before.
  ///   - subject: of the flow that takes them.
  ///   - correlation: of the fetch.
  /// - Returns: of each whether it is new, known, or known with other content.
  /// - Throws: what the store throws.
  func propose(_ items: [ImportItem], _ subject: EntrySubject, correlation: String) async throws(Failure) -> [Kept] {
    let rows = try await items.atOnce { (item) async throws(Failure) in
      ProposedRow(item, subject, parentLink: try await parentLink(item, subject))
    }
    let at = time.now()
    let added = try await store.insert(rows.map { ($0.entry(correlation: correlation, at: at), $0.step) })
    return try await Array(zip(rows, added)).atOnce { (row, entry) async throws(Failure) in
      entry == nil ? try await proposeAgain(row) : .new
    }
  }

  private func proposeAgain(_ row: ProposedRow) async throws(Failure) -> Kept {
    while let known = try await store.newest(row.subject), known.isProposedAgain(as: row.step.hash) {
      var entry = known
      entry.propose(row.item, hash: row.step.hash, parentLink: row.parentLink)
      entry.updatedAt = time.now()
      if try await store.change(entry, steps: [row.step]) != nil { return .again }
    }
    return .known
  }

  private func parentLink(_ item: ImportItem, _ subject: EntrySubject) async throws(Failure) -> String? {
    guard let parent = item.parent else { return nil }
    var subject = subject
    subject.arrival = parent
    return try await store.newest(subject)?.link
  }

  /// What a person decided about a row.
  package enum Accepted: Sendable, Equatable {
    /// It is done with the next transaction that comes to it.
    case accepted(Entry)
    /// It waits for a person, as before or again.
    case open(Entry)
    /// Somebody was quicker, or it is gone.
    case refused(Entry)
    case unknown
  }

  /// Takes a decision; nil for *Do nothing*, which also takes back what is not done yet.
  ///
  /// - Throws: `.data` `import.no_record` for an update of nothing; what the store throws.
  package func accept(_ id: Int64, database: Int64, _ decision: Decision?, user: Int?)
    async throws(Failure) -> Accepted
  {
    guard decision?.action != .update || decision?.record != nil else {
      throw Failure(.data, "import.no_record", "Update with id needs the record to update.", hint: "Choose the record.")
    }
    let edited = try await edited(id) { entry in
      guard entry.subject.database == database, entry.isDecidable else { return false }
      guard let decision else {
        guard entry.state != .proposed else { return false }
        entry.takeBack()
        return true
      }
      guard entry.decision != decision || entry.state != .pending else { return false }
      entry.accept(decision, user: user)
      return true
    }
    guard let entry = edited?.entry, entry.subject.database == database else { return .unknown }
    guard entry.isDecidable else { return .refused(entry) }
    return entry.state == .proposed ? .open(entry) : .accepted(entry)
  }
}

/// A row on its way into the ledger.
private struct ProposedRow: Sendable {
  let item: ImportItem
  let subject: EntrySubject
  let parentLink: String?
  let step: Step

  init(_ item: ImportItem, _ subject: EntrySubject, parentLink: String?) {
    var subject = subject
    subject.arrival = item.externalID
    let body = item.body
    self.item = item
    self.subject = subject
    self.parentLink = parentLink
    step = Step(index: 0, name: "arrival", body: body, hash: sha256(body), repeatRule: .safe)
  }

  func entry(correlation: String, at now: Timestamp) -> Entry {
    var entry = Entry(subject: subject, revision: 1, recordName: item.title, correlation: correlation, at: now)
    entry.propose(item, hash: step.hash, parentLink: parentLink)
    return entry
  }
}

extension Entry {
  /// True for a row of master data that a person may still decide about.
  fileprivate var isDecidable: Bool {
    guard subject.arrival != nil, context["title"] != nil else { return false }
    return state == .proposed || state == .pending || state == .quarantined
  }

  /// True when the partner's words count anew: it changed before anybody decided, or came back.
  fileprivate func isProposedAgain(as hash: String) -> Bool {
    switch state {
    case .proposed: self.hash != hash
    case .dropped: status == Entry.linked || status == Entry.withdrawn
    case .pending, .sending, .delivered, .settled, .quarantined: false
    }
  }
}

extension ImportItem {
  fileprivate var body: [UInt8] { JSON.record([("type", .string(title)), ("content", content)]).bytes }
}
