package import Core
package import Odoo
import Storage

extension FlowRunner {
  /// Domains that Odoo is asked about together.
  private static let probeGroup = 64
  /// Odoo's `write_date` is the start of a transaction on another clock; a change this much older still counts as new.
  private static let overlap = Duration.seconds(60)

  /// Looks at the records that keep documents back and sends again those whose records were changed since.
  ///
  /// One read per model tells which changed, whatever the number of documents; only those documents are collected anew.
  /// What came in and misses a counterpart goes on once that is linked, or once a record changed that may be it.
  package func probe(_ request: FlowRequest, odoo: any OdooGateway) async throws(Failure) -> [Outcome] {
    try await watch(try await heldForData(request), request, odoo)
    let held = try await heldForData(request)
    guard !held.isEmpty else { return [] }
    let linked = try await linked(behind: held, odoo)
    let changed = try await changes(behind: held, odoo)
    let found = try await findings(behind: held, odoo)
    let due = held.filter { entry in
      entry.probedRows.contains { row in
        changed[row].map { $0 + Self.overlap > entry.updatedAt } ?? false
      } || entry.probedDomains.contains { found.contains($0) } || entry.missing.contains { linked.contains($0) }
    }
    for entry in due where entry.subject.arrival != nil {
      try await applyAgain(entry, isLinked: entry.missing.contains { linked.contains($0) })
    }
    let sent = due.filter { $0.subject.arrival == nil }
    guard !sent.isEmpty else { return [] }
    let flow = try await open(request)
    var again = request
    again.ids = sent.prefix(flow.declaration.pageSize(flow.settings)).map(\.subject.record)
    again.confirmed = true
    return try await run(again, odoo: odoo)
  }

  /// A document that came in waits for Odoo once more.
  func applyAgain(_ entry: Entry, isLinked: Bool = false) async throws(Failure) {
    try await ledger.update(entry.id) { entry in
      guard entry.isHeldForData else { return false }
      if isLinked { entry.followLinks() }
      entry.wait()
      return true
    }
  }

  /// The domains that find a record by now, of those that documents wait for.
  private func findings(behind held: [Entry], _ odoo: any OdooGateway) async throws(Failure) -> Set<ProbedDomain> {
    let now = environment.time.now()
    return try await findings(of: Set(held.filter { $0.looksAgain(at: now) }.flatMap(\.probedDomains)), odoo)
  }

  func findings(of asked: Set<ProbedDomain>, _ odoo: any OdooGateway) async throws(Failure) -> Set<ProbedDomain> {
    var found: Set<ProbedDomain> = []
    for (model, probed) in Dictionary(grouping: asked, by: \.model).sorted(by: { $0.key < $1.key }) {
      let all = probed.sorted { $0.text < $1.text }
      for start in stride(from: 0, to: all.count, by: Self.probeGroup) {
        let group = all[start..<min(start + Self.probeGroup, all.count)]
        found.formUnion(try await findings(model, among: group, odoo))
      }
    }
    return found
  }

  /// Mostly nothing was mended, and one question about all of them tells so; else the half that finds something is halved
  /// again.
  private func findings(_ model: String, among probed: ArraySlice<ProbedDomain>, _ odoo: any OdooGateway)
    async throws(Failure) -> [ProbedDomain]
  {
    let domains = probed.compactMap { (try? JSON(parsing: $0.text))?.arrayValue }
    guard !domains.isEmpty else { return [] }
    let empty = JSON.object(JSONObject())
    let records = try await odoo.search(model, domain: .either(domains), fields: empty, order: nil, limit: 1)
    guard !records.isEmpty else { return [] }
    guard probed.count > 1 else { return Array(probed) }
    let middle = probed.startIndex + probed.count / 2
    let first = try await findings(model, among: probed[..<middle], odoo)
    return first + (try await findings(model, among: probed[middle...], odoo))
  }

  /// The documents of the request's connection that records in Odoo keep back, those of its flow unless all are meant.
  func heldForData(_ request: FlowRequest, allFlows: Bool = false) async throws(Failure) -> [Entry] {
    var query = EntryQuery(database: request.database, states: [.quarantined], limit: 500)
    query.connection = request.connection
    query.flow = allFlows ? nil : request.flow
    var held: [Entry] = []
    while true {
      let page = try await environment.store.entries(query)
      held += page.filter(\.isHeldForData)
      guard page.count == query.limit, let last = page.last else { return held }
      query.after = last.id
    }
  }

  /// When each of the rows was last written.
  private func changes(behind held: [Entry], _ odoo: any OdooGateway) async throws(Failure) -> [OdooRow: Timestamp] {
    var ids: [String: Set<Int>] = [:]
    for row in held.flatMap(\.probedRows) { ids[row.model, default: []].insert(row.id) }
    var written: [OdooRow: Timestamp] = [:]
    for (model, ids) in ids.sorted(by: { $0.key < $1.key }) {
      let read = try await odoo.read(model, ids: ids.sorted(), fields: ["write_date": nil], committed: false)
      for record in read.records {
        guard let id = record["id"]?.intValue, let moment = record["write_date"]?.stringValue else { continue }
        written[OdooRow(model: model, id: id)] = Timestamp(text: moment)
      }
    }
    return written
  }
}

/// What must find a record for a document to go on.
struct ProbedDomain: Hashable {
  let model: String
  let text: String
}

extension Entry {
  /// The rows of Odoo whose change may have repaired the document: the document itself and what its issues name.
  fileprivate var probedRows: [OdooRow] {
    let named = issues.compactMap { issue -> OdooRow? in
      guard case .field(let model, let record, _) = issue.probe else { return nil }
      return OdooRow(model: model, id: record)
    }
    // A document that came in may have no record yet.
    return (subject.record == 0 ? [] : [OdooRow(model: subject.model, id: subject.record)]) + named
  }

  var probedDomains: [ProbedDomain] {
    issues.compactMap { issue in
      guard case .domain(let model, let domain) = issue.probe else { return nil }
      return ProbedDomain(model: model, text: domain.text)
    }
  }

  /// A domain that finds something although the document stays held is looked at ever more seldom.
  func looksAgain(at now: Timestamp) -> Bool {
    let pause = Duration.seconds(30 * (1 << min(max(attempts, 1), 7)))
    return now - updatedAt >= min(pause, .seconds(3600)) || attempts <= 1
  }
}
