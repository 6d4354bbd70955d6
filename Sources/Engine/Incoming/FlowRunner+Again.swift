import Core
import Storage

/// A document that a person retries is read from the partner anew: what is applied is the newest version.
extension FlowRunner {
  /// - Returns: the entry as it stands then: replaced by a newer version, held because it is gone, or as it was.
  /// - Throws: what the partner answers; the document waits, or is held, for that.
  func readAgain(_ entry: Entry, _ connector: any Connector, _ request: FlowRequest) async throws(Failure) -> Entry {
    guard let stream = entry.stream ?? connector.streams.first?.stream else { return try await read(entry) }
    let account = try await Account(
      database: entry.subject.database,
      key: entry.subject.connection,
      environment
    )
    let arrival = try await ledger.arrival(entry)
    let item: InboxItem?
    do throws(Failure) {
      let http = account.http("again", environment)
      item = try await connector.again(arrival.asListed(entry), from: stream, account.settings, http)
    } catch {
      throw account.noted(error, environment)
    }
    guard let item else { return try await gone(entry, connector, request) }
    guard item.flow != nil, item.arrival.externalID != entry.version else { return try await read(entry) }
    var fetched = Intake.Fetched()
    try await Intake(environment: environment, ledger: ledger).keep(item, account, &fetched, from: stream)
    return try await read(entry)
  }

  private func read(_ entry: Entry) async throws(Failure) -> Entry {
    let after = try await ledger.update(entry.id) { entry in
      guard entry.readsAgain else { return false }
      entry.readsAgain = false
      return true
    }
    return after ?? entry
  }

  /// Nothing is deleted in Odoo because the partner has it no longer; a person decides.
  private func gone(_ entry: Entry, _ connector: any Connector, _ request: FlowRequest)
    async throws(Failure) -> Entry
  {
    let issue = Issue(
      "\(connector.id).source_gone",
      "\(connector.label) does not have \(entry.recordName) any more, or does not show it to the integration.",
      recordName: entry.recordName,
      repair: "Ignore the document, or retry it once it is there again.",
      params: ["name": entry.recordName]
    )
    let after = try await ledger.update(entry.id) { entry in
      guard entry.state == .pending else { return false }
      entry.readsAgain = false
      entry.attempts += 1
      entry.hold([issue])
      return true
    }
    if let after {
      let audit = after.audit(.quarantined, run: request.correlation, user: request.user)
      await EngineLog(environment).write(after, .dataIssue, issue.code, issue.message, audit: audit)
    }
    return after ?? entry
  }
}

extension Entry {
  private static let againKey = "reads_again"

  /// True from a person's *Retry* until the partner was asked for the document once more.
  var readsAgain: Bool {
    get { context[Self.againKey]?.boolValue ?? false }
    set { context = context.setting(Self.againKey, to: newValue ? true : nil) }
  }
}

extension Arrival {
  /// Under the id that the partner's list has it by.
  fileprivate func asListed(_ entry: Entry) -> Arrival {
    var arrival = self
    arrival.externalID = entry.version ?? externalID
    return arrival
  }
}
