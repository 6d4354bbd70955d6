import Core
import Storage

extension Ledger {
  private static let page = 500

  /// True when opening this document would put it into the outbox, or back: only then what it needs is seen to.
  func takes(_ document: OpenedDocument) async throws(Failure) -> Bool {
    guard let entry = try await store.newest(document.subject) else { return true }
    if let then = entry.recordCreated, let now = document.recordCreated, then != now { return false }
    let isSame = entry.hash == document.hash && document.draft.isSendable
    switch entry.state {
    case .delivered, .settled: return document.opensRevision(after: entry)
    case .sending, .dropped: return false
    case .quarantined where entry.inDoubtSince != nil: return false
    // Refused with the ids it had: whether they are others now is seen when they are found.
    case .quarantined where isSame && entry.failure?.kind == .response: return !document.draft.needs.isEmpty
    case .pending where isSame && entry.staysQueued(for: document): return false
    case .quarantined, .pending, .proposed:
      return try await !store.steps(of: entry.id).contains { $0.state == .done }
    }
  }

  /// A record that waits to be sent has got the partner's id another way, for example from a person: it is not sent any
  /// more, and those that wait for it go on.
  func learn(_ subject: EntrySubject, externalID: String, number: String?) async throws(Failure) {
    guard let known = try await store.newest(subject), known.isUnsent else { return }
    let now = time.now()
    try await update(known.id) { entry in
      guard entry.isUnsent else { return false }
      entry.take(Receipt(externalID: externalID, number: number, message: "known from Odoo"), last: true, at: now)
      entry.state = .settled
      entry.settledAt = now
      return true
    }
  }

  /// Whoever waits for this document follows what became of it.
  ///
  /// - Returns: those that are different now.
  @discardableResult
  func follow(_ needed: Entry) async throws(Failure) -> [Entry] {
    var changed: [Entry] = []
    var query = EntryQuery(limit: Self.page)
    query.waitsFor = needed.id
    while true {
      let page = try await store.entries(query)
      for entry in page { if let after = try await follow(entry.id, needed) { changed.append(after) } }
      guard page.count == query.limit, let last = page.last else { return changed }
      query.after = last.id
    }
  }

  /// The same for one that waits; nil when nothing is different.
  ///
  /// What is needed may end between the look at it and this: it is looked at again afterwards, as whoever ends it looks
  /// for those that wait after it is written. So one of the two sees the other.
  func follow(_ id: Int64, _ needed: Entry) async throws(Failure) -> Entry? {
    var (needed, changed) = (needed, Entry?.none)
    waiters.expect(needed.id)
    while true {
      let (seen, now) = (needed, time.now())
      let edited = try await edited(id) { $0.follow(seen, at: now) }
      if let edited, edited.changed { changed = edited.entry }
      guard let current = try await store.entry(needed.id), current.seq != needed.seq else { return changed }
      needed = current
    }
  }

  /// Those that wait for a document which has ended, or was held back, without them: the service was killed in between.
  ///
  /// - Returns: those that are different now.
  func followAll() async throws(Failure) -> [Entry] {
    var changed: [Entry] = []
    var needed: [Int64: Entry] = [:]
    var query = EntryQuery(states: [.pending, .quarantined], limit: Self.page)
    query.isWaiting = true
    while true {
      let page = try await store.entries(query)
      for entry in page {
        guard let id = entry.waitsFor else { continue }
        if needed[id] == nil { needed[id] = try await store.entry(id) }
        guard let found = needed[id] else { continue }
        if let after = try await follow(entry.id, found) { changed.append(after) }
      }
      guard page.count == query.limit, let last = page.last else { return changed }
      query.after = last.id
    }
  }
}

extension Entry {
  /// Nothing of it has left, or it was refused.
  fileprivate var isUnsent: Bool {
    inDoubtSince == nil && [.pending, .quarantined, .dropped].contains(state)
  }

  /// True when a document that waits in the outbox with this very content stays as it is.
  func staysQueued(for document: OpenedDocument) -> Bool {
    !document.urgent || (failure == nil && waitsFor == nil)
  }
}
