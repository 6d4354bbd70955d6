import Core
import Storage

extension Intake {
  /// What one round of reports came to.
  struct Reported: Sendable, Equatable {
    var success = 0
    var failure = 0
    /// Failures that stay with us, as the connection's settings want it.
    var kept = 0
    /// Documents that could not be built.
    var problems = 0
  }

  /// Tells the partner what became of every document it was not told of yet.
  ///
  /// - Parameters:
  ///   - account: the connection.
  ///   - failures: false when the partner shall hear of successes only.
  /// - Returns: how many of what.
  /// - Throws: what the partner or the store answers; what was told is kept as told.
  func report(_ account: Account, failures: Bool) async throws(Failure) -> Reported {
    var reported = Reported()
    var query = EntryQuery(database: account.database, limit: InboxReport.pageSize / 2)
    query.connection = account.settings.key
    query.report = .due
    while true {
      let due = try await environment.store.entries(query)
      reported.problems += try await tellProblems(due.filter { $0.subject.arrival == nil }, account)
      let page = due.filter { $0.subject.arrival != nil }
      let told = page.filter { failures || $0.state == .settled }
      reported.kept += page.count - told.count
      if !told.isEmpty { try await tell(told, account, &reported) }
      guard due.count == query.limit, let last = due.last else { return reported }
      query.after = last.id
    }
  }

  /// Tells of documents that could not be built, each problem once; for a partner that does not care they are done.
  private func tellProblems(_ entries: [Entry], _ account: Account) async throws(Failure) -> Int {
    var count = 0
    for entry in entries {
      if account.connector.hearsProblems, let problem = Problem(entry) {
        try await account.mayCall(environment)
        do throws(Failure) {
          try await account.connector.tell(problem, account.settings, account.http("report", environment))
        } catch {
          throw account.noted(error, environment)
        }
        count += 1
      }
      try await ledger.update(entry.id) { now in
        guard now.report == .due else { return false }
        now.report = .done
        return true
      }
    }
    return count
  }

  private func tell(_ entries: [Entry], _ account: Account, _ reported: inout Reported) async throws(Failure) {
    let only = account.connector.streams.first?.stream ?? InboxItem.onlyStream
    let streams = Dictionary(grouping: entries) { $0.stream ?? only }
    for (stream, entries) in streams.sorted(by: { $0.key < $1.key }) {
      try await tell(entries, to: stream, account, &reported)
    }
  }

  private func tell(_ entries: [Entry], to stream: String, _ account: Account, _ reported: inout Reported)
    async throws(Failure)
  {
    try await account.mayCall(environment)
    let taken: Set<String>
    do throws(Failure) {
      let reports = entries.compactMap(\.inboxReport)
      taken = try await account.connector.report(
        reports,
        to: stream,
        account.settings,
        account.http("report", environment)
      )
    } catch {
      throw account.noted(error, environment)
    }
    KillPoint.reach("report.answered")
    for entry in entries where entry.subject.arrival.map(taken.contains) ?? false {
      let success = entry.state == .settled
      // What changed meanwhile is to be told again.
      try await ledger.update(entry.id) { now in
        guard now.report == .due, (now.state == .settled) == success else { return false }
        now.report = .done
        return true
      }
      if success { reported.success += 1 } else { reported.failure += 1 }
      let text = "The partner was told that \(entry.recordName) \(success ? "was taken" : "could not be taken")."
      await EngineLog(environment).write(entry, .info, success ? "report.success" : "report.failure", text)
    }
  }
}

extension Entry {
  /// What the partner is told of this document.
  fileprivate var inboxReport: InboxReport? {
    guard let id = subject.arrival else { return nil }
    guard state != .settled else { return InboxReport(externalID: id) }
    let errors = issues.filter { $0.severity == .error }
    let reason = errors.isEmpty ? causeText ?? failure?.message : errors.map(\.message).joined(separator: " ")
    var context: [String: String] = [:]
    for (index, issue) in errors.enumerated() where issue.path != nil { context["path\(index + 1)"] = issue.path }
    return InboxReport(
      externalID: id,
      fault: failure?.kind == .internal || failure?.kind == .protocol ? .internal : .data,
      reason: reason ?? "Set aside by a person.",
      context: context
    )
  }
}
