import Core
import Odoo
import Storage

/// One request to ask a partner about records, from the records to what is kept of its answers.
struct PullRound: Sendable {
  let flow: any PullFlow
  let account: Account
  private let request: FlowRequest
  private let environment: Environment
  private let ledger: Ledger

  /// - Throws: `.configuration` for a connection, and for settings, with which nobody can be asked; `.protocol` for an
  ///   unknown flow.
  init(_ request: FlowRequest, _ environment: Environment, _ ledger: Ledger) async throws(Failure) {
    account = try await Account(database: request.database, key: request.connection, environment)
    guard let found = account.connector.puller(request.flow) else { throw .unknownFlow(request.flow) }
    try found.check(account.settings)
    flow = found
    self.request = request
    self.environment = environment
    self.ledger = ledger
  }

  // MARK: Records

  /// The records as the partner knows them, and why others cannot be asked about.
  func subjects(_ ids: [Int], _ odoo: any OdooGateway)
    async throws(Failure) -> (known: [PullSubject], refused: [Outcome])
  {
    let read = try await odoo.read(flow.model, ids: ids, fields: flow.fields, committed: false)
    let known = try await known(read.records, odoo)
    let named = Set(known.map(\.record))
    var refused = read.missing.map { id in
      Outcome(.refused, flow.model, id, "\(id)", issues: [.missing(flow.model, id)])
    }
    for document in read.records {
      guard let id = document["id"]?.intValue, !named.contains(id) else { continue }
      let name = document["display_name"]?.stringValue ?? "\(id)"
      refused.append(Outcome(.refused, flow.model, id, name, issues: [.notSent(flow.model, id, name)]))
    }
    return (known, refused)
  }

  /// Those that have a partner's id.
  func known(_ documents: [JSON], _ odoo: any OdooGateway) async throws(Failure) -> [PullSubject] {
    let ids = documents.compactMap { $0["id"]?.intValue }
    guard !ids.isEmpty else { return [] }
    let references = try await odoo.references(
      flow.model,
      ids: ids,
      flow: flow.reference,
      connection: request.connection
    )
    return documents.compactMap { document in
      guard let id = document["id"]?.intValue, let reference = references[id], !reference.externalID.isEmpty else {
        return nil
      }
      return PullSubject(document: document, externalID: reference.externalID)
    }
  }

  // MARK: The partner

  /// Asks about one page and keeps what is said.
  func ask(_ subjects: [PullSubject]) async throws(Failure) -> (outcomes: [Outcome], fetched: Int) {
    // A click does not wait for a pause that the partner asked for: it is told of it.
    if !request.urgent { try await account.mayCall(environment) }
    let items: [InboxItem]
    do throws(Failure) {
      items = try await account.connector.pull(
        subjects,
        flow.id,
        account.settings,
        account.http("pull", environment, isClick: request.urgent)
      )
    } catch {
      throw account.noted(error, environment)
    }
    KillPoint.reach("pull.answered")
    var fetched = Intake.Fetched()
    let intake = Intake(environment: environment, ledger: ledger)
    for item in items { try await intake.keep(item, account, &fetched) }
    KillPoint.reach("pull.kept")
    let kept = try await entries(about: subjects, items)
    var outcomes: [Outcome] = []
    for subject in subjects {
      outcomes.append(try await outcome(subject, kept[subject.externalID] ?? [], items))
    }
    return (outcomes, fetched.new + fetched.again)
  }

  /// Everything that ever came in about these records by these flows.
  private func entries(about subjects: [PullSubject], _ items: [InboxItem])
    async throws(Failure) -> [String: [Entry]]
  {
    let flows = Set(items.compactMap(\.flow) + [flow.id])
    var query = EntryQuery(database: request.database, limit: 500)
    query.connection = request.connection
    query.about = subjects.map(\.externalID)
    var found: [String: [Entry]] = [:]
    while true {
      let page = try await environment.store.entries(query)
      for entry in page where flows.contains(entry.subject.flow) { found[entry.about ?? "", default: []].append(entry) }
      guard page.count == query.limit, let last = page.last else { return found }
      query.after = last.id
    }
  }

  private func outcome(_ subject: PullSubject, _ entries: [Entry], _ items: [InboxItem])
    async throws(Failure) -> Outcome
  {
    let listed = Dictionary(items.map { ($0.arrival.externalID, $0.arrival) }, uniquingKeysWith: { first, _ in first })
    var outcome = Outcome(.fetched, flow.model, subject.record, subject.name)
    for entry in entries {
      let arrival = entry.subject.arrival.flatMap { listed[$0] }
      let isUrgent = request.urgent
      let after = try await ledger.update(entry.id) { entry in
        guard let arrival else { return entry.withdraw() }
        if isUrgent, entry.isHeldForData {
          entry.wait()
          return true
        }
        return entry.isListed(changed: entry.hash != arrival.hash)
      }
      guard let after else { continue }
      outcome.issues += after.partnerWarnings
      if after.state == .pending || after.state == .delivered { outcome.arrivals.append(Outcome.Pulled(after)) }
    }
    return outcome
  }
}

extension PullSubject {
  var record: Int { document["id"]?.intValue ?? 0 }
  fileprivate var name: String { document["display_name"]?.stringValue ?? "\(record)" }
}

extension Outcome.Pulled {
  fileprivate init(_ entry: Entry) {
    self.init(entry: entry.id, flow: entry.subject.flow, unit: "\(Schedule.applyPrefix)\(entry.id)")
  }
}

extension Issue {
  fileprivate static func notSent(_ model: String, _ id: Int, _ name: String) -> Issue {
    Issue(
      "pull.not_sent",
      "\(name) has no id of the partner: it was not sent, or not with this connector.",
      model: model,
      record: id,
      recordName: name,
      repair: "Send it first.",
      params: ["name": name]
    )
  }
}
