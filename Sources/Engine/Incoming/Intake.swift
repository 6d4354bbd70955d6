import Core
import Storage

/// Takes what a partner has for us into the ledger, all pages of it, and tells the partner what became of it.
///
/// Pages are read to the end before anything is reported: a report shortens the list that a cursor walks over
/// (`reference` D-01). Odoo is not asked; documents are applied by the tick.
struct Intake: Sendable {
  /// Pages of one fetch; more than this is a partner whose cursor walks in circles.
  private static let maxPages = 10_000
  /// How often a list that moves while it is read is read in one fetch.
  private static let maxPasses = 4

  let environment: Environment
  let ledger: Ledger

  /// What one fetch brought.
  struct Fetched: Sendable, Equatable {
    var new = 0
    var known = 0
    var again = 0
    /// Kinds that nobody here takes, and versions that were replaced.
    var leftAlone = 0
    var kinds: Set<String> = []

    /// A list is read from its beginning once more: what is known there is not known twice.
    mutating func beginPass() { (known, leftAlone) = (0, 0) }

    static func += (sum: inout Fetched, more: Fetched) {
      sum.new += more.new
      sum.known += more.known
      sum.again += more.again
      sum.leftAlone += more.leftAlone
      sum.kinds.formUnion(more.kinds)
    }
  }

  /// Reads everything the partner has for us in one stream and keeps it.
  ///
  /// - Throws: what the partner or the store answers, `.transport` `inbox.moving` for a list that never held still; what was
  ///   kept stays, and a repeat keeps nothing twice.
  func fetch(_ stream: String, _ account: Account) async throws(Failure) -> Fetched {
    let since = try await environment.store.mark(
      database: account.database,
      connection: account.settings.key,
      stream: stream
    )
    var fetched = Fetched()
    var before = ListPass()
    for _ in 0..<Self.maxPasses {
      var pass = ListPass()
      fetched.beginPass()
      try await read(stream, since: since?.value, account, &pass, &fetched)
      guard pass.heldStill || pass.isSame(as: before) else {
        before = pass
        continue
      }
      if let mark = pass.mark { try await move(stream, to: mark, account) }
      return fetched
    }
    throw Failure(
      .transport,
      "inbox.moving",
      "The partner's list changed each time that it was read.",
      hint: "What was found is kept. It is read again by itself."
    )
  }

  private func read(
    _ stream: String,
    since mark: String?,
    _ account: Account,
    _ pass: inout ListPass,
    _ fetched: inout Fetched
  ) async throws(Failure) {
    var cursor: String?
    for _ in 0..<Self.maxPages {
      let page = try await page(of: stream, after: cursor, since: mark, account)
      KillPoint.reach("intake.page")
      for item in page.items { try await keep(item, account, &fetched, from: stream) }
      KillPoint.reach("intake.kept")
      if let mark = pass.take(page) { try await move(stream, to: mark, account) }
      guard let next = page.next else { return }
      guard next != cursor else { break }
      cursor = next
    }
    throw Failure(.response, "inbox.endless", "The partner's list of documents does not end.")
  }

  private func page(of stream: String, after cursor: String?, since mark: String?, _ account: Account)
    async throws(Failure) -> InboxPage
  {
    try await account.mayCall(environment)
    do throws(Failure) {
      return try await account.connector.page(
        of: stream,
        after: cursor,
        since: mark,
        account.settings,
        account.http("fetch", environment)
      )
    } catch {
      throw account.noted(error, environment)
    }
  }

  /// Says how far the partner's list is known; everything before it is stored.
  private func move(_ stream: String, to mark: String, _ account: Account) async throws(Failure) {
    let row = MarkRow(
      database: account.database,
      connection: account.settings.key,
      stream: stream,
      value: mark,
      at: environment.time.now()
    )
    try await environment.store.keep(row)
  }

  /// Keeps one document in the ledger, or leaves it alone.
  func keep(_ item: InboxItem, _ account: Account, _ fetched: inout Fetched, from stream: String? = nil)
    async throws(Failure)
  {
    guard item.isLatest, let flow = item.flow, let receiver = account.connector.receiver(flow) else {
      fetched.leftAlone += 1
      if item.isLatest { fetched.kinds.insert(item.arrival.type) }
      return
    }
    var subject = account.subject(flow, receiver.model)
    subject.arrival = item.arrival.externalID
    guard !item.isWithdrawn else {
      fetched.leftAlone += 1
      if item.supersedes, let about = item.arrival.about {
        subject = try await ledger.versions(of: about, subject).lastAccepted?.subject ?? subject
      }
      return try await note(subject, nil)
    }
    switch try await ledger.keep(item, &subject, from: stream, correlation: account.correlation) {
    case .new:
      fetched.new += 1
      try await tell(subject, account, "arrival.received", "was received.")
    case .again:
      fetched.again += 1
      try await tell(subject, account, "arrival.again", "was sent once more.")
    case .known:
      fetched.known += 1
      // Another version would be another document.
      if !item.supersedes { try await note(subject, item.arrival.hash) }
    }
  }

  /// What the partner says of a document that is there already.
  private func note(_ subject: EntrySubject, _ hash: String?) async throws(Failure) {
    guard let entry = try await ledger.note(subject, listedAs: hash) else { return }
    let warning = entry.partnerWarnings.last
    let text = warning?.message ?? entry.causeText ?? "The partner took \(entry.recordName) back."
    let (level, code): (LogRow.Level, String) = (
      warning == nil ? .info : .dataIssue, warning?.code ?? "arrival.withdrawn"
    )
    await EngineLog(environment).write(entry, level, code, text)
  }

  /// The log keeps each document whole, as it came.
  private func tell(_ subject: EntrySubject, _ account: Account, _ code: String, _ what: String)
    async throws(Failure)
  {
    guard let entry = try await environment.store.newest(subject) else { return }
    let log = EngineLog(environment)
    var line = log.line(entry, .info, code, "\(entry.recordName) \(what)")
    line.audit = entry.audit(.read, run: account.correlation)
    let body = try await environment.store.steps(of: entry.id).first?.body ?? []
    line.response = ExchangeHalf(headers: [], body: String(decoding: body, as: UTF8.self), truncated: false)
    await log.write([line])
  }
}
