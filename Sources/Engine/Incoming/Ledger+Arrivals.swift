import Core
import Storage

/// Documents that come in: kept whole and once, whatever becomes of them.
extension Ledger {
  /// What the ledger did with a document that the partner listed.
  enum Kept: Sendable, Equatable {
    /// It was not there before.
    case new
    /// It is there and stands as it stood.
    case known
    /// It is there, and the partner has it for us once more: it is applied again.
    case again
  }

  /// Keeps a document that the partner has for us.
  ///
  /// - Parameters:
  ///   - item: as the partner lists it.
  ///   - subject: of the flow that takes it; its `arrival` is the partner's id. Afterwards that under which it is kept.
  ///   - stream: of the connector that lists it; nil for what a click or a pull asked for.
  ///   - correlation: of the fetch.
  /// - Returns: whether it is new, known or there once more.
  /// - Throws: what the store throws.
  func keep(_ item: InboxItem, _ subject: inout EntrySubject, from stream: String?, correlation: String)
    async throws(Failure) -> Kept
  {
    if item.supersedes, let about = item.arrival.about {
      return try await keepNewest(item, about: about, &subject, from: stream, correlation: correlation)
    }
    let kept = try await settle(item, subject, stream, correlation)
    if kept != .known, let older = item.replaces { try await retire(older, subject, by: item.arrival.externalID) }
    return kept
  }

  /// The same; `version` is the partner's id of the version where the ledger cannot know it by that.
  func settle(
    _ item: InboxItem,
    _ subject: EntrySubject,
    _ stream: String?,
    _ correlation: String,
    version: String? = nil
  ) async throws(Failure) -> Kept {
    let steps = [item.arrival.step]
    while true {
      guard let known = try await store.newest(subject) else {
        var entry = Entry(
          subject: subject,
          revision: 1,
          recordName: item.arrival.title,
          correlation: correlation,
          at: time.now()
        )
        entry.arrive(item, from: stream)
        if let version { entry.context = entry.context.setting(Entry.versionKey, to: .string(version)) }
        if try await store.insert(entry, steps: steps) != nil { return .new }
        continue
      }
      var entry = known
      let isOther = known.hash != item.arrival.hash
      guard entry.comesAgain(item, isOther: isOther) else { return .known }
      entry.updatedAt = time.now()
      if try await store.change(entry, steps: isOther && !known.state.isAccepted ? steps : nil) != nil {
        return entry.state == .pending ? .again : .known
      }
    }
  }

  /// An older version that Odoo does not have is not applied any more.
  private func retire(_ older: String, _ subject: EntrySubject, by newer: String) async throws(Failure) {
    var subject = subject
    subject.arrival = older
    guard let entry = try await store.newest(subject) else { return }
    try await retire(entry.id, by: newer)
  }

  /// The document that an entry keeps, with the version it replaces as far as Odoo has it.
  func arrival(_ entry: Entry) async throws(Failure) -> Arrival {
    let body = try await store.steps(of: entry.id).first.flatMap { try? JSON(parsing: $0.body) }
    guard let body, let content = body["content"], let id = entry.subject.arrival else {
      throw Failure(.internal, "arrival.unreadable", "The ledger cannot read back what \(entry.recordName) says.")
    }
    return Arrival(
      externalID: id,
      type: body["type"]?.stringValue ?? "",
      content: content,
      number: entry.number,
      replaces: try await version(before: entry),
      about: entry.about,
      decision: entry.decision
    ).having(entry.context[Arrival.statusKey]?.stringValue)
  }

  /// The partner took a document back, or changed it after Odoo has it: nothing is undone, but it is said.
  ///
  /// - Parameters:
  ///   - subject: of the document.
  ///   - hash: of the document as it is listed now; nil for one that was taken back.
  /// - Returns: the entry, when it says something else now.
  /// - Throws: what the store throws.
  func note(_ subject: EntrySubject, listedAs hash: String?) async throws(Failure) -> Entry? {
    guard let known = try await store.newest(subject) else { return nil }
    let edit = try await edited(known.id) { entry in
      guard let hash else { return entry.withdraw() }
      // What was rebuilt from Odoo after a restore has no content to compare with.
      return entry.hash.isEmpty ? false : entry.isListed(changed: entry.hash != hash)
    }
    return edit.flatMap { $0.changed ? $0.entry : nil }
  }

  /// Walks the chain of replaced versions to the one that was applied.
  private func version(before entry: Entry) async throws(Failure) -> Arrival.Version? {
    var subject = entry.subject
    var older = entry.context["replaces"]?.stringValue
    var seen: Set<String> = []
    while let id = older, seen.insert(id).inserted {
      subject.arrival = id
      guard let found = try await store.newest(subject) else { return nil }
      if found.state.isAccepted {
        return Arrival.Version(externalID: id, record: found.subject.record, recordName: found.recordName)
      }
      older = found.context["replaces"]?.stringValue
    }
    return nil
  }
}

extension Arrival {
  /// Where an entry keeps the partner's word.
  static let statusKey = "partner_status"

  fileprivate func having(_ status: String?) -> Arrival {
    var arrival = self
    arrival.status = status
    return arrival
  }

  /// The document whole, as the ledger keeps it.
  fileprivate var body: JSON { .record([("type", .string(type)), ("content", content)]) }

  var hash: String { sha256(body.bytes) }

  fileprivate var step: Step {
    Step(index: 0, name: "arrival", body: body.bytes, hash: hash, repeatRule: .safe)
  }

  /// What people call it until Odoo has a name for it: `ORDER 4711`.
  var title: String { [type, number].compactMap(\.self).joined(separator: " ") }
}

extension Entry {
  private static let streamKey = "stream"

  /// The stream of the connector that listed it; nil for the only one, and for what a click or a pull asked for.
  package internal(set) var stream: String? {
    get { context[Self.streamKey]?.stringValue }
    set {
      context = context.setting(Self.streamKey, to: newValue == InboxItem.onlyStream ? nil : newValue.map(JSON.string))
    }
  }

  fileprivate mutating func arrive(_ item: InboxItem, from stream: String?) {
    self.stream = stream
    externalID = item.arrival.externalID
    about = item.arrival.about
    take(item)
    wait()
  }

  private mutating func take(_ item: InboxItem) {
    hash = item.arrival.hash
    number = item.arrival.number
    recordName = item.arrival.title
    context = context.setting("replaces", to: item.replaces.map(JSON.string))
    context = context.setting(Arrival.statusKey, to: item.arrival.status.map(JSON.string))
  }

  /// - Returns: whether anything is different now.
  fileprivate mutating func comesAgain(_ item: InboxItem, isOther: Bool) -> Bool {
    switch state {
    case .delivered:
      return false
    case .settled:
      // The partner lists it although it is in Odoo: it was not told, or forgot.
      guard report != .due else { return false }
      report = .due
      return true
    case .quarantined, .dropped:
      // Told of the failure, it would not list it; somebody sends it once more. What was withdrawn is listed again.
      guard isOther || report == .done || status == Self.withdrawn else { return false }
    case .proposed, .pending, .sending:
      guard isOther else { return false }
    }
    if isOther { take(item) }
    wait()
    return true
  }

  /// Waits to be applied to Odoo; nothing of it goes to the outbox.
  mutating func wait() {
    state = .pending
    status = Outcome.Status.waiting.rawValue
    failure = nil
    issues = []
    report = nil
    nextAttemptAt = nil
    nameCause()
  }

  mutating func apply(_ applied: Applied, at now: Timestamp) {
    subject.record = applied.record
    recordName = applied.recordName
    state = .delivered
    status = Outcome.Status.received.rawValue
    failure = nil
    issues = applied.warnings
    context = context.setting(
      "facts",
      to: applied.facts.isEmpty ? nil : .record(applied.facts.sorted { $0.key < $1.key }.map { ($0, .string($1)) })
    )
    sentAt = now
    nextAttemptAt = nil
    nameCause()
  }

  /// What somebody must mend in Odoo keeps the document back.
  mutating func hold(_ found: [Issue]) {
    state = .quarantined
    status = Outcome.Status.issues.rawValue
    failure = nil
    issues = found
    report = .due
    nextAttemptAt = nil
    nameCause()
  }
}
