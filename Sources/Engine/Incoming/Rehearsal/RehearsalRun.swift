import Core
import Odoo
import Storage

/// One rehearsal of a connection.
struct RehearsalRun {
  /// Pages of one stream; more than this is a partner whose cursor walks in circles.
  private static let maxPages = 10_000

  let environment: Environment
  let ledger: Ledger
  private(set) var account: Account
  /// What of the partner's own settings was read anew.
  private var refreshed: Set<String> = []
  let odoo: RehearsalOdoo

  init(_ environment: Environment, _ ledger: Ledger, _ account: Account, _ odoo: RehearsalOdoo) {
    (self.environment, self.ledger, self.account, self.odoo) = (environment, ledger, account, odoo)
  }

  mutating func go(through stream: StreamDeclaration, limit: Int, _ rehearsal: inout Rehearsal) async throws(Failure) {
    var run = StreamRun(stream)
    if let broken = rehearsal.streams.first(where: { $0.standing != .done && stream.dependsOn.contains($0.stream) }) {
      run.skip(because: broken.because ?? broken.stream)
      rehearsal.streams.append(run)
      return
    }
    do throws(Failure) {
      try await refresh(stream)
      let listed = try await list(stream, limit - rehearsal.documents.count, &rehearsal)
      var fetched = Intake.Fetched()
      for item in listed { try await look(at: item, stream.stream, &fetched, &rehearsal) }
      run.end(fetched)
    } catch {
      guard !error.endsAttempt else { throw error }
      run.fail(account.noted(error, environment))
    }
    rehearsal.streams.append(run)
  }

  /// The partner's own settings are read anew as before a fetch: of yesterday's ones much would seem to be missing.
  private mutating func refresh(_ stream: StreamDeclaration) async throws(Failure) {
    for name in stream.snapshots(account.settings) where !refreshed.contains(name) {
      try await account.mayCall(environment)
      _ = try await Connections(environment).fetch(name, database: account.database, key: account.settings.key)
      account = try await account.reopened(environment)
      refreshed.insert(name)
    }
  }

  /// The partner's list from its mark on, each document once.
  private func list(_ stream: StreamDeclaration, _ limit: Int, _ rehearsal: inout Rehearsal)
    async throws(Failure) -> [InboxItem]
  {
    let since = try await environment.store.mark(
      database: account.database,
      connection: account.settings.key,
      stream: stream.stream
    )
    var (cursor, items): (String?, [InboxItem]) = (nil, [])
    for _ in 0..<Self.maxPages {
      try await account.mayCall(environment)
      let page = try await account.connector.page(
        of: stream.stream,
        after: cursor,
        since: since?.value,
        account.settings,
        account.http("rehearse", environment)
      )
      items += page.items.filter { item in !items.contains { $0.arrival.externalID == item.arrival.externalID } }
      guard items.count <= limit else {
        rehearsal.isCut = true
        return Array(items.prefix(limit))
      }
      guard let next = page.next, next != cursor else { return items }
      cursor = next
    }
    return items
  }

  private func look(at item: InboxItem, _ stream: String, _ fetched: inout Intake.Fetched, _ rehearsal: inout Rehearsal)
    async throws(Failure)
  {
    guard item.isLatest, !item.isWithdrawn, let flow = item.flow.flatMap(account.connector.receiver) else {
      fetched.leftAlone += 1
      return
    }
    var subject = account.subject(flow.id, flow.model)
    subject.arrival = item.arrival.externalID
    let known = try await current(item, subject)
    if let known, known.state.isAccepted || known.state == .dropped {
      fetched.known += 1
      rehearsal.documents.append(
        line(item, stream, flow, .unchanged, record: known.subject.record, name: known.recordName)
      )
      return
    }
    fetched.new += 1
    rehearsal.documents.append(try await apply(item, stream, flow))
  }

  /// What the ledger has of this very version.
  private func current(_ item: InboxItem, _ subject: EntrySubject) async throws(Failure) -> Entry? {
    guard item.supersedes, let about = item.arrival.about else { return try await environment.store.newest(subject) }
    let versions = try await ledger.versions(of: about, subject)
    if let last = versions.lastAccepted { return last.version == item.arrival.externalID ? last : nil }
    return versions.last { $0.version == item.arrival.externalID && $0.isGivenUp }
  }

  private func apply(_ item: InboxItem, _ stream: String, _ flow: any ReceivingFlow)
    async throws(Failure) -> Rehearsal.Document
  {
    odoo.begin()
    do throws(Failure) {
      let known = try await odoo.claimed(item.arrival.externalID, flow: flow.id, connection: account.settings.key)
      if let known { return line(item, stream, flow, .unchanged, record: known.record) }
      let applied = try await flow.apply(item.arrival, odoo, account.settings)
      // It calls for nothing in Odoo.
      guard applied.leftAloneBecause == nil else { return line(item, stream, flow, .unchanged) }
      return line(
        item,
        stream,
        flow,
        odoo.deed(flow.model),
        record: applied.record,
        name: applied.recordName,
        applied.warnings
      )
    } catch {
      guard !error.endsAttempt else { throw error }
      if error == .endsRehearsal { return line(item, stream, flow, odoo.deedSoFar(flow.model)) }
      let told = account.noted(error, environment)
      let issues = told.issues.isEmpty ? [Issue(told.code, told.message, repair: told.hint)] : told.issues
      return line(item, stream, flow, .held, issues)
    }
  }

  private func line(
    _ item: InboxItem,
    _ stream: String,
    _ flow: any ReceivingFlow,
    _ deed: Rehearsal.Deed,
    record: Int? = nil,
    name: String? = nil,
    _ issues: [Issue] = []
  ) -> Rehearsal.Document {
    // What would be created has no id yet.
    let record = record.flatMap { $0 > 0 ? $0 : nil }
    return Rehearsal.Document(
      stream: stream,
      flow: flow.id,
      externalID: item.arrival.externalID,
      title: item.arrival.title,
      deed: deed,
      record: record,
      recordName: record == nil ? nil : name,
      issues: issues
    )
  }
}
