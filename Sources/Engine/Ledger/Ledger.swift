package import Core
package import Storage

/// What became of each document: opens entries, keeps what happens to them, never sends anything itself.
///
/// Every decision is taken on a row that is read first and written only if it did not move meanwhile; a lost race is
/// simply decided again.
package struct Ledger: Sendable {
  let store: any Store
  let time: any TimeSource
  let waiters = Waiters()

  package init(store: any Store, time: any TimeSource) {
    self.store = store
    self.time = time
  }

  /// What the ledger says to a document that somebody wants to send.
  package enum Opened: Sendable {
    /// It is in the outbox now.
    case queued(Entry)
    /// It has issues and waits for a person.
    case held(Entry)
    /// The partner has it; `changed` when the content differs today.
    case already(Entry, changed: Bool)
    /// It is under way (or in doubt) with the same content.
    case underWay(Entry)
    /// It is under way (or in doubt) with other content.
    case conflict(Entry)
    /// The partner refused exactly this content before, or a person set it aside.
    case closed(Entry)
    /// The record behind the entry is another one than then.
    case otherRecord(Entry)
  }

  /// Opens the entry of a document: the bytes of every request are on disk when this returns.
  func open(_ document: OpenedDocument) async throws(Failure) -> Opened {
    while true {
      guard let newest = try await store.newest(document.subject) else {
        if let opened = try await insert(document, revision: 1) { return opened }
        continue
      }
      if let opened = try await decide(document, newest) { return opened }
    }
  }

  /// Nil when the row moved meanwhile.
  private func decide(_ document: OpenedDocument, _ entry: Entry) async throws(Failure) -> Opened? {
    if let then = entry.recordCreated, let now = document.recordCreated, then != now { return .otherRecord(entry) }
    let changed = entry.hash != document.hash
    switch entry.state {
    case .delivered, .settled:
      guard document.opensRevision(after: entry) else { return .already(entry, changed: changed) }
      return try await insert(document, revision: entry.revision + 1)
    case .sending:
      return changed ? .conflict(entry) : .underWay(entry)
    case .dropped:
      return .closed(entry)
    case .quarantined where entry.inDoubtSince != nil:
      return changed ? .conflict(entry) : .underWay(entry)
    case .quarantined where !changed && entry.failure?.kind == .response && document.draft.isSendable:
      // The same document with another customer's id is another request.
      guard document.needs.map(\.externalID) != entry.needs.map(\.externalID) else { return .closed(entry) }
      return try await replace(document, entry)
    case .pending where !changed && document.draft.isSendable && entry.staysQueued(for: document):
      return .queued(entry)
    case .quarantined, .pending, .proposed:
      return try await replace(document, entry)
    }
  }

  private func insert(_ document: OpenedDocument, revision: Int) async throws(Failure) -> Opened? {
    var entry = Entry(
      subject: document.subject,
      revision: revision,
      recordName: document.recordName,
      correlation: document.correlation,
      at: time.now()
    )
    entry.fill(document, at: time.now())
    waiters.expect(entry.waitsFor)
    return try await store.insert(entry, steps: document.steps).map(Self.opened)
  }

  private func replace(_ document: OpenedDocument, _ old: Entry) async throws(Failure) -> Opened? {
    let isPartlyAccepted = try await store.steps(of: old.id).contains { $0.state == .done }
    if isPartlyAccepted, old.hash != document.hash { return .conflict(old) }
    var entry = old
    entry.fill(document, at: time.now())
    if isPartlyAccepted { entry.keepTaken(of: old) }
    waiters.expect(entry.waitsFor)
    guard let written = try await store.change(entry, steps: isPartlyAccepted ? nil : document.steps) else {
      return nil
    }
    await followed(written, since: old)
    return Self.opened(written)
  }

  /// Those that wait for a document follow what becomes of it; what fails here is seen to by the worker's next look.
  func followed(_ entry: Entry, since old: Entry) async {
    guard waiters.mayWait(for: entry.id), entry.hasMoved(since: old) else { return }
    guard (try? await follow(entry)) != nil, entry.state.isAccepted else { return }
    waiters.forget(entry.id)
  }

  private static func opened(_ entry: Entry) -> Opened {
    entry.state == .pending ? .queued(entry) : .held(entry)
  }

  /// Reads an entry, changes it and writes it back, again and again until nobody was in between.
  ///
  /// - Parameters:
  ///   - id: the entry.
  ///   - steps: replace the entry's steps together with the change.
  ///   - edit: changes the entry; false leaves everything as it is.
  /// - Returns: the entry as it is now; nil when there is none.
  /// - Throws: what the store throws.
  @discardableResult
  package func update(_ id: Int64, steps: [Step]? = nil, _ edit: @Sendable (inout Entry) -> Bool)
    async throws(Failure) -> Entry?
  {
    try await edited(id, steps: steps, edit)?.entry
  }

  /// The same, and whether it was this edit that changed the entry.
  func edited(_ id: Int64, steps: [Step]? = nil, _ edit: @Sendable (inout Entry) -> Bool)
    async throws(Failure) -> (entry: Entry, changed: Bool)?
  {
    while true {
      guard let old = try await store.entry(id) else { return nil }
      var entry = old
      guard edit(&entry) else { return (old, false) }
      entry.updatedAt = time.now()
      guard let written = try await store.change(entry, steps: steps) else { continue }
      await followed(written, since: old)
      return (written, true)
    }
  }

  /// Odoo has committed: both sides know. What Odoo could not take stays the tick's.
  package func settled(_ ids: [Int64], database: Int64) async throws(Failure) -> Int {
    var count = 0
    for id in ids {
      let now = time.now()
      KillPoint.reach("settled.beginning")
      let edited = try await edited(id) { entry in
        guard entry.subject.database == database, entry.state == .delivered, entry.unwritten == nil else {
          return false
        }
        entry.state = .settled
        entry.settledAt = now
        if entry.subject.arrival != nil { entry.report = .due }
        return true
      }
      if edited?.changed == true { count += 1 }
    }
    KillPoint.reach("settled.done")
    return count
  }
}

/// A mapped document on its way into the ledger.
struct OpenedDocument: Sendable {
  var subject: EntrySubject
  var recordName: String
  var recordCreated: String?
  var draft: Draft
  var hash: String
  var rule: ContentRule
  var correlation: String
  var user: Int?
  var urgent: Bool
  /// What it needs, with the ids that are in its bytes and the entries that it waits for.
  var needs: [StoredNeed] = []

  /// True when this would go out as a further revision of what the partner has.
  func opensRevision(after entry: Entry) -> Bool {
    rule == .revisions && draft.isSendable && entry.hash != hash
  }

  var steps: [Step] {
    draft.requests.enumerated().map { index, request in
      Step(
        index: index,
        name: request.name,
        body: request.body,
        hash: sha256(request.body),
        repeatRule: request.repeatRule
      )
    }
  }
}

extension Entry {
  /// Takes the content of a document that nothing was accepted of yet.
  mutating func fill(_ document: OpenedDocument, at now: Timestamp) {
    recordName = document.recordName
    recordCreated = document.recordCreated
    // What the partner may have is the former content; of another one it says nothing.
    let isDoubted = wasInDoubt && hash == document.hash
    let before = context
    hash = document.hash
    context = document.draft.context
    needs = document.needs
    waitsFor = document.needs.first(where: \.isOpen)?.entry
    wasInDoubt = isDoubted
    waitsSince = now
    issues = document.draft.issues
    correlation = document.correlation
    user = document.user
    updatedAt = now
    failure = nil
    inDoubtSince = nil
    lookups = 0
    if document.draft.isSendable {
      state = .pending
      status = "waiting"
      nextAttemptAt = now
    } else {
      state = .quarantined
      status = "issues"
      nextAttemptAt = nil
    }
    noteProblem(after: before)
    nameCause()
  }

  /// The partner has the first requests of it already: what it said of them stays, and what they needed is settled.
  fileprivate mutating func keepTaken(of old: Entry) {
    needs = old.needs
    waitsFor = nil
    context = context.setting(Self.receiptKey, to: old.context[Self.receiptKey])
    let warnings = old.issues.filter { $0.severity == .warning }
    issues += warnings.filter { !issues.contains($0) }
  }

  /// True when those that wait for it must look at it again.
  fileprivate func hasMoved(since old: Entry) -> Bool {
    state != old.state || (inDoubtSince == nil) != (old.inDoubtSince == nil) || (failure == nil) != (old.failure == nil)
      || (state == .quarantined && issues != old.issues)
  }

  /// Gives the entry the key and sentence it shares with others of the same cause.
  mutating func nameCause() {
    if let issue = issues.first(where: { $0.severity == .error }) {
      cause = [issue.code, issue.model, issue.record.map(String.init), issue.field, issue.missing?.key]
        .compactMap(\.self).joined(separator: "|")
      causeText = issue.message
    } else if let failure {
      cause = [failure.kind.rawValue, failure.code, failure.status.map(String.init), subject.connection]
        .compactMap(\.self).joined(separator: "|")
      causeText = failure.message
    } else {
      cause = nil
      causeText = nil
    }
  }
}
