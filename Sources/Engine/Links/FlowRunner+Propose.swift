package import Core
package import Odoo
package import Storage

extension FlowRunner {
  /// A row of the partner's for a person to decide about.
  package struct Proposal: Sendable {
    package var entry: Entry
    package var values: JSON
    package var match: Match
  }

  /// One page of them.
  package struct ProposalPage: Sendable {
    package var rows: [Proposal]
    /// Entries that need no decision any more: somebody linked them meanwhile.
    package var dropped: [Int64]
    /// The last entry of this page, where another may follow.
    package var next: Int64?
  }

  /// The next page of rows that wait for a person, without those that were linked meanwhile.
  ///
  /// - Parameters:
  ///   - after: only entries with a greater id.
  ///   - limit: rows of one page, at most 200.
  ///   - matches: true to look in Odoo for what each may be; what is found is kept with the entry.
  ///   - request: the flow and connection; its `ids` mean nothing.
  ///   - odoo: the open transaction; nothing is written to it.
  /// - Returns: the rows, what was dropped, and where the next page begins.
  /// - Throws: an unknown flow or connection; what a search throws.
  package func propose(
    after: Int64,
    limit: Int,
    matches: Bool,
    _ request: FlowRequest,
    odoo: any OdooGateway
  ) async throws(Failure) -> ProposalPage {
    let account = try await Account(database: request.database, key: request.connection, environment)
    guard let flow = account.connector.importer(request.flow) else { throw .unknownFlow(request.flow) }
    var query = EntryQuery(database: request.database, states: [.proposed], after: after, limit: limit)
    query.connection = request.connection
    query.flow = request.flow
    let page = try await environment.store.entries(query)
    let links = Links(flow, request.connection, odoo)
    let linked = try await links.existing(page.flatMap { [$0.link, $0.parentLink] }.compactMap(\.self))
    var (open, dropped): ([Entry], [Int64]) = ([], [])
    for entry in page {
      if try await drop(entry, linked) { dropped.append(entry.id) } else { open.append(entry) }
    }
    var rows: [Proposal] = []
    for entry in open {
      let content = try await ledger.arrival(entry).content
      let row = flow.row(content, account.settings)
      rows.append(Proposal(entry: entry, values: row, match: entry.match ?? Match(.nothing, reason: "none")))
    }
    if matches { rows = try await matched(rows, flow, account.settings, odoo) }
    return ProposalPage(rows: rows, dropped: dropped, next: page.count == limit ? page.last?.id : nil)
  }

  /// - Returns: whether the row needs no decision any more.
  private func drop(_ entry: Entry, _ linked: [String: OdooReference]) async throws(Failure) -> Bool {
    var found = entry.link.flatMap { linked[$0] }
    if found == nil, entry.link == nil, let parent = entry.parentLink.flatMap({ linked[$0] }) {
      found = parent
    }
    guard let found else { return false }
    try await ledger.update(entry.id) { entry in
      entry.state == .proposed && entry.isLinked(to: found.record, found.model)
    }
    return true
  }

  // MARK: What each may be

  private func matched(_ rows: [Proposal], _ flow: any ImportFlow, _ settings: Settings, _ odoo: any OdooGateway)
    async throws(Failure) -> [Proposal]
  {
    var rows = rows
    let own = rows.indices.filter { rows[$0].entry.parent == nil }
    let found = try await Matcher(flow, settings, odoo).find(own.map { rows[$0].values })
    for (index, match) in zip(own, found) { rows[index].match = match }
    let near = Dictionary(
      own.compactMap { index in rows[index].entry.subject.arrival.map { ($0, rows[index].match.action) } },
      uniquingKeysWith: { first, _ in first }
    )
    for index in rows.indices where rows[index].entry.parent != nil {
      rows[index].match = Match(try await action(below: rows[index].entry, near), reason: "parent")
    }
    let ledger = ledger
    let kept = try await rows.atOnce { (row) async throws(Failure) in
      try await ledger.update(row.entry.id) { entry in
        guard entry.state == .proposed, entry.match != row.match else { return false }
        entry.match(row.match)
        return true
      }
    }
    for (index, entry) in kept.enumerated() { if let entry { rows[index].entry = entry } }
    return rows
  }

  /// What is proposed for a row that belongs to another: it is added where that one is.
  private func action(below entry: Entry, _ near: [String: Match.Action]) async throws(Failure) -> Match.Action {
    guard let parent = entry.parent else { return .nothing }
    if let action = near[parent] { return action == .add ? .add : .nothing }
    var subject = entry.subject
    subject.arrival = parent
    guard let above = try await environment.store.newest(subject) else { return .nothing }
    if let decision = above.decision { return decision.action == .add ? .add : .nothing }
    return above.match?.action == .add ? .add : .nothing
  }
}
