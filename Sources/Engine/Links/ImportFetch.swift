import Core
import Storage

/// Fetches one kind of the partner's master data into the ledger, page by page, for a person to look at.
struct ImportFetch: Sendable {
  /// Pages of one fetch; more than this is a partner whose cursor walks in circles.
  private static let maxPages = 10_000

  let environment: Environment
  let ledger: Ledger
  let account: Account
  let flow: String
  /// What to tell of it: `total` only where the partner says it.
  private(set) var counts: [String: Int] = ["fetched": 0, "known": 0]
  private(set) var isOver = false
  private var cursor: String?
  private var pages = 0
  private var seen: Set<String> = []

  init(environment: Environment, ledger: Ledger, account: Account, flow: String) {
    self.environment = environment
    self.ledger = ledger
    self.account = account
    self.flow = flow
  }

  /// Takes the next page; after the last one, what the partner does not list any more is not proposed any more.
  ///
  /// - Throws: what the partner or the store answers; what was kept stays, and a repeat keeps nothing twice.
  mutating func page() async throws(Failure) {
    pages += 1
    guard pages <= Self.maxPages else { throw .endlessImport }
    try await account.mayCall(environment)
    let page: ImportPage
    do throws(Failure) {
      let http = account.http("import", environment)
      page = try await account.connector.imports(flow, after: cursor, account.settings, http)
    } catch {
      throw account.noted(error, environment)
    }
    KillPoint.reach("import.page")
    try await keep(page)
    if let total = page.total { counts["total"] = total }
    guard let next = page.next else {
      try await forgetUnseen()
      isOver = true
      return
    }
    guard next != cursor else { throw .endlessImport }
    cursor = next
  }

  private mutating func keep(_ page: ImportPage) async throws(Failure) {
    guard let importer = account.connector.importer(flow) else { throw .unknownFlow(flow) }
    seen.formUnion(page.items.map(\.externalID))
    let subject = account.subject(flow, importer.model)
    // Parents first: a child asks for its parent's id.
    for items in [page.items.filter { $0.parent == nil }, page.items.filter { $0.parent != nil }] {
      let kept = try await ledger.propose(items, subject, correlation: account.correlation)
      counts["fetched", default: 0] += kept.count { $0 != .known }
      counts["known", default: 0] += kept.count { $0 == .known }
    }
  }

  private func forgetUnseen() async throws(Failure) {
    var query = EntryQuery(database: account.database, states: [.proposed], limit: 500)
    query.connection = account.settings.key
    query.flow = flow
    while true {
      let page = try await environment.store.entries(query)
      for entry in page where !(entry.subject.arrival.map(seen.contains) ?? true) {
        try await ledger.update(entry.id) { $0.state == .proposed && $0.withdraw() }
      }
      guard page.count == query.limit, let last = page.last else { return }
      query.after = last.id
    }
  }
}

extension Failure {
  fileprivate static let endlessImport = Failure(
    .response,
    "import.endless",
    "The partner's list does not end."
  )
}
