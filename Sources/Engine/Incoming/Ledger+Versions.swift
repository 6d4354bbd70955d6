import Core
import Storage

/// Documents of which each version comes under an id of its own (`InboxItem.supersedes`): only the newest is of interest.
extension Ledger {
  /// Keeps the newest version of a document and drops those that Odoo does not have and need not have any more.
  ///
  /// A version that comes back after another one was applied is applied once more, as a version of its own.
  ///
  /// - Parameters:
  ///   - item: as the partner lists it.
  ///   - about: the document, whatever its version.
  ///   - subject: of the flow; afterwards that under which the version is kept.
  ///   - stream: of the connector.
  ///   - correlation: of the fetch.
  /// - Returns: whether it is new, known or there once more.
  /// - Throws: what the store throws.
  func keepNewest(
    _ item: InboxItem,
    about: String,
    _ subject: inout EntrySubject,
    from stream: String?,
    correlation: String
  ) async throws(Failure) -> Kept {
    let versions = try await versions(of: about, subject)
    guard let same = versions.last(where: { $0.version == item.arrival.externalID }) else {
      let kept = try await settle(item, subject, stream, correlation)
      try await retire(versions, by: item)
      return kept
    }
    subject = same.subject
    let isGivenUp = same.state == .dropped && same.isGivenUp && !same.isOvertaken(by: versions.lastAccepted)
    if same.state == .dropped, !isGivenUp { return try await reopen(same, versions, item) }
    if same.state.isAccepted, let last = versions.lastAccepted, last.version != same.version {
      return try await keepAgain(item, versions, &subject, from: stream, correlation: correlation)
    }
    if !isGivenUp { try await retire(versions.filter { $0.id != same.id }, by: item) }
    return .known
  }

  /// The versions of a document, oldest first.
  func versions(of about: String, _ subject: EntrySubject) async throws(Failure) -> [Entry] {
    var query = EntryQuery(database: subject.database, limit: 500)
    (query.connection, query.about, query.flow) = (subject.connection, [about], subject.flow)
    var found: [Entry] = []
    while true {
      let page = try await store.entries(query)
      found += page
      guard page.count == query.limit, let last = page.last else { return found }
      query.after = last.id
    }
  }

  private func reopen(_ same: Entry, _ versions: [Entry], _ item: InboxItem) async throws(Failure) -> Kept {
    let edit = try await edited(same.id) { entry in
      guard entry.state == .dropped else { return false }
      entry.wait()
      return true
    }
    try await retire(versions.filter { $0.id != same.id }, by: item)
    return edit?.changed == true ? .again : .known
  }

  private func keepAgain(
    _ item: InboxItem,
    _ versions: [Entry],
    _ subject: inout EntrySubject,
    from stream: String?,
    correlation: String
  ) async throws(Failure) -> Kept {
    var item = item
    let version = item.arrival.externalID
    let times = versions.count { $0.version == version }
    item.arrival.externalID = "\(version)#\(times + 1)"
    subject.arrival = item.arrival.externalID
    let kept = try await settle(item, subject, stream, correlation, version: version)
    try await retire(versions, by: item)
    return kept
  }

  private func retire(_ versions: [Entry], by newer: InboxItem) async throws(Failure) {
    for version in versions where !version.state.isAccepted && version.state != .dropped {
      try await retire(version.id, by: newer.arrival.externalID)
    }
  }

  /// A version that Odoo does not have is not applied any more.
  func retire(_ id: Int64, by newer: String) async throws(Failure) {
    try await update(id) { entry in
      guard !entry.state.isAccepted, entry.state != .dropped else { return false }
      entry.state = .dropped
      entry.status = Entry.replaced
      entry.cause = nil
      entry.causeText = "The partner replaced this version by \(newer)."
      entry.report = nil
      return true
    }
  }
}

extension Entry {
  /// The status of a version that a newer one took the place of before Odoo had it.
  static let replaced = "replaced"
  /// The status of a document that called for nothing in Odoo.
  static let leftAlone = "left_alone"
  static let versionKey = "version"

  /// The partner's id of this version; of one that came back it is kept apart, for the ledger knows an id once.
  var version: String? { context[Self.versionKey]?.stringValue ?? subject.arrival }

  /// True for what called for nothing when it came, while Odoo has got another version since.
  func isOvertaken(by last: Entry?) -> Bool {
    status == Self.leftAlone && last.map { ($0.sentAt ?? $0.createdAt) > updatedAt } ?? false
  }

  /// True for what a person set aside, or what called for nothing.
  var isGivenUp: Bool { state == .dropped && status != Self.replaced && status != Self.withdrawn }
}

extension [Entry] {
  /// What Odoo has of a document: the version that was applied last.
  var lastAccepted: Entry? {
    filter(\.state.isAccepted).max { ($0.sentAt ?? $0.createdAt, $0.id) < ($1.sentAt ?? $1.createdAt, $1.id) }
  }
}
