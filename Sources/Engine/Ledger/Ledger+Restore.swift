package import Core
import Storage

/// After a backup was restored: what the ledger cannot know is learned from Odoo and from the partner.
extension Ledger {
  /// Puts what was open when the backup was taken in doubt and lets outgoing work go on.
  ///
  /// Entries that were waiting may have been sent since; each is looked up before it is sent again.
  ///
  /// - Returns: how many entries are in doubt now.
  /// - Throws: `.data` `ledger.not_restored` when there is nothing to reconcile.
  package func reconcile() async throws(Failure) -> Int {
    guard try await store.restoration().openSince != nil else {
      throw Failure(
        .data,
        "ledger.not_restored",
        "The ledger was not restored from a backup; nothing is to be reconciled."
      )
    }
    var count = 0
    var query = EntryQuery(states: [.pending, .sending], limit: 500)
    while true {
      let page = try await store.entries(query)
      for entry in page where try await doubtAfterRestore(entry) { count += 1 }
      guard page.count == query.limit, let last = page.last else { break }
      query.after = last.id
    }
    try await store.reconciled(at: time.now())
    return count
  }

  private func doubtAfterRestore(_ entry: Entry) async throws(Failure) -> Bool {
    let rule = try await store.steps(of: entry.id).first { $0.state != .done }?.repeatRule ?? .never
    let now = time.now()
    let after = try await update(entry.id) { entry in
      guard entry.state == .pending || entry.state == .sending else { return false }
      entry.failure = .restored
      entry.wasInDoubt = true
      switch rule {
      case .safe: return entry.wait(for: .restored, until: now)
      case .lookup: return entry.doubt(since: now, lookUpAt: now)
      case .never: return entry.askPerson(since: now)
      }
    }
    return after?.inDoubtSince != nil
  }

  /// Keeps a delivery that only Odoo remembers: its record carries the partner's id.
  ///
  /// - Returns: the entry, settled; the one that exists already where there is one.
  func rebuild(_ document: OpenedDocument, externalID: String?, number: String?) async throws(Failure) -> Entry {
    let now = time.now()
    while true {
      if let known = try await store.newest(document.subject), known.state.isAccepted { return known }
      let known = try await store.newest(document.subject)
      var entry =
        known
        ?? Entry(
          subject: document.subject,
          revision: 1,
          recordName: document.recordName,
          correlation: document.correlation,
          at: now
        )
      entry.recordCreated = document.recordCreated
      entry.take(Receipt(externalID: externalID, number: number, message: "known from Odoo"), last: true, at: now)
      entry.state = .settled
      entry.settledAt = now
      let written = known == nil ? try await store.insert(entry, steps: []) : try await store.change(entry, steps: nil)
      guard let written else { continue }
      if let known { await followed(written, since: known) }
      return written
    }
  }
}

extension Failure {
  static let restored = Failure(
    .transport,
    "ledger.restored",
    "The ledger was restored from a backup; whether the partner has the document is being looked up.",
    mayHaveArrived: true
  )
}
