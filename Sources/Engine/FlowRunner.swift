package import Core
package import Odoo
import Storage

/// One request from beginning to end: collect, map, open, wait for the worker, settle. Read this file first.
///
/// Nothing here sends. Each document gets an outcome of its own; what is wrong with one stops no other.
package struct FlowRunner: Sendable {
  let environment: Environment
  let ledger: Ledger
  private let outbox: Outbox
  private let watch: EntryWatch

  package init(_ environment: Environment, ledger: Ledger, outbox: Outbox, watch: EntryWatch) {
    self.environment = environment
    self.ledger = ledger
    self.outbox = outbox
    self.watch = watch
  }

  /// - Returns: one outcome per record asked for, in that order.
  /// - Throws: what concerns the whole request: an unknown flow or connection, no right to read, a lost attempt.
  package func run(_ request: FlowRequest, odoo: any OdooGateway) async throws(Failure) -> [Outcome] {
    if let refused = try await standstill(request) { return refused }
    let flow = try await open(request)
    let collected = try await collect(request, flow, odoo)
    KillPoint.reach("flow.collected")
    var outcomes = collected.outcomes
    let references = try await odoo.references(
      flow.declaration.model,
      ids: collected.documents.compactMap { $0["id"]?.intValue },
      flow: flow.declaration.reference,
      connection: request.connection
    )
    var documents: [OpenedDocument] = []
    for document in collected.documents {
      let mapped = try await map(document, request, flow, odoo)
      if let entry = try await remembered(mapped, references) {
        outcomes[entry.subject.record] = Outcome(entry, .alreadySent)
      } else {
        documents.append(try await marked(mapped))
      }
    }
    let supplied = try await supply(documents, request, flow, odoo)
    var queued: [Entry] = []
    for document in supplied.documents {
      switch try await admit(document, request, flow) {
      case .answered(let outcome): outcomes[outcome.record] = outcome
      case .queued(let entry): queued.append(entry)
      }
    }
    for outcome in await delivered(queued, request) { outcomes[outcome.record] = outcome }
    KillPoint.reach("settle.beginning")
    let needed = try await settle(supplied.unsettled, odoo)
    if let first = request.ids.first(where: { outcomes[$0] != nil }) { outcomes[first]?.needed = needed }
    for record in request.ids {
      if let outcome = outcomes[record] { outcomes[record] = try await settle(outcome, flow, odoo) }
    }
    KillPoint.reach("settle.done")
    return request.ids.compactMap { outcomes[$0] }
  }

  // MARK: Collect

  func open(_ request: FlowRequest) async throws(Failure) -> OpenedFlow {
    let (connector, settings) = try await Connections(environment).open(
      database: request.database,
      key: request.connection
    )
    guard let declaration = connector.declaration(request.flow) else { throw .unknownFlow(request.flow) }
    guard settings.isValidated else { throw .notValidated(settings.name) }
    return OpenedFlow(connector: connector, declaration: declaration, settings: settings)
  }

  struct Collected {
    var documents: [JSON]
    var outcomes: [Int: Outcome]
  }

  func collect(_ request: FlowRequest, _ flow: OpenedFlow, _ odoo: any OdooGateway)
    async throws(Failure) -> Collected
  {
    let read = try await odoo.read(flow.declaration.model, ids: request.ids, fields: flow.fields, committed: true)
    var outcomes: [Int: Outcome] = [:]
    for id in read.missing { outcomes[id] = .refused(flow, id, .missing(flow.declaration.model, id)) }
    let found = Set(read.records.compactMap { $0["id"]?.intValue })
    for id in request.ids where !found.contains(id) && outcomes[id] == nil {
      outcomes[id] = .refused(flow, id, .uncommitted(flow.declaration.model, id, read.uncommitted))
    }
    return Collected(documents: read.records, outcomes: outcomes)
  }

  // MARK: Map and open

  private enum Admission {
    case answered(Outcome)
    case queued(Entry)
  }

  private func admit(_ opened: OpenedDocument, _ request: FlowRequest, _ flow: OpenedFlow)
    async throws(Failure) -> Admission
  {
    let subject = opened.subject
    if let refusal = refusal(of: opened, request, flow) {
      let known = try await environment.store.newest(subject)
      guard let known, known.state.isAccepted, !opened.opensRevision(after: known) else { return .answered(refusal) }
    }
    KillPoint.reach("ledger.opening")
    let answer = try await ledger.open(opened)
    KillPoint.reach("ledger.opened")
    switch answer {
    case .queued(let entry):
      return .queued(entry)
    case .held(let entry):
      await tellHeld(entry)
      return .answered(Outcome(entry))
    case .already(let entry, let changed):
      var outcome = Outcome(entry, .alreadySent)
      outcome.changed = changed
      return .answered(outcome)
    case .underWay(let entry):
      return entry.state == .sending && entry.inDoubtSince == nil ? .queued(entry) : .answered(Outcome(entry))
    case .conflict(let entry):
      return .answered(.refused(flow, subject.record, .changedWhileSending(entry), entry))
    case .closed(let entry):
      return .answered(
        entry.state == .dropped ? .refused(flow, subject.record, .ignored(entry), entry) : Outcome(entry)
      )
    case .otherRecord(let entry):
      return .answered(.refused(flow, subject.record, .otherRecord(entry), entry))
    }
  }

  /// The log says what is wrong with a document.
  func tellHeld(_ entry: Entry) async {
    let errors = entry.issues.filter { $0.severity == .error }
    let sentences = errors.map(\.message).joined(separator: " ")
    await EngineLog(environment).write(entry, .dataIssue, errors.first?.code ?? "issues", sentences)
  }

  func map(_ document: JSON, _ request: FlowRequest, _ flow: OpenedFlow, _ odoo: any OdooGateway)
    async throws(Failure) -> OpenedDocument
  {
    var draft = flow.declaration.map(document, flow.settings)
    draft.issues = try await named(draft.issues, odoo)
    let record = document["id"]?.intValue ?? 0
    return OpenedDocument(
      subject: EntrySubject(
        database: request.database,
        company: flow.settings.company,
        connection: request.connection,
        flow: request.flow,
        model: flow.declaration.model,
        record: record
      ),
      recordName: document["display_name"]?.stringValue ?? "\(record)",
      recordCreated: document["create_date"]?.stringValue,
      draft: draft,
      hash: sha256(draft.payload.bytes),
      rule: flow.declaration.content,
      correlation: request.correlation,
      user: request.user,
      urgent: request.urgent
    )
  }

  /// The issues with the field names this Odoo has, so that the addon can open the right field.
  private func named(_ issues: [Issue], _ odoo: any OdooGateway) async throws(Failure) -> [Issue] {
    var named: [Issue] = []
    for var issue in issues {
      if let model = issue.model, let field = issue.field {
        let actual = try await odoo.actualName(of: field, in: model)
        issue.field = actual
        if case .field(let model, let record, field) = issue.probe {
          issue.probe = .field(model: model, record: record, field: actual)
        }
      }
      named.append(issue)
    }
    return named
  }

  /// Why a document may not even enter the ledger: it is older than agreed, or not what the asker has seen.
  func refusal(of document: OpenedDocument, _ request: FlowRequest, _ flow: OpenedFlow) -> Outcome? {
    let record = document.subject.record
    if let seen = request.hashes[record], seen != document.hash {
      return .refused(flow, record, .changedSincePreview(document), name: document.recordName)
    }
    if !request.confirmed, let from = flow.settings.sendFrom, let day = document.draft.day, day < from {
      return Outcome(.confirm, flow.declaration.model, record, document.recordName, issues: [.old(document, day, from)])
    }
    return nil
  }

  // MARK: Wait

  /// The worker's answers, or how far it came when the asker's patience ends.
  private func delivered(_ queued: [Entry], _ request: FlowRequest) async -> [Outcome] {
    guard !queued.isEmpty else { return [] }
    let ended = watch.watch(queued.map(\.id))
    var last = Dictionary(queued.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    // An attempt may have ended between opening and watching: what the ledger says now counts.
    for entry in queued {
      if let now = try? await environment.store.entry(entry.id), now.seq != entry.seq { last[entry.id] = now }
    }
    outbox.wake()
    let open = last.values.filter(\.isUnderWay)
    for entry in await attempts(ended, of: open, atMost: request.deadline) { last[entry.id] = entry }
    // Patience has ended for the rest; how far they came may still be more than "sending".
    for entry in last.values where entry.isUnderWay {
      if let now = try? await environment.store.entry(entry.id) { last[entry.id] = now }
    }
    return last.values.map { Outcome($0, $0.isUnderWay ? .sending : nil) }
  }

  /// How the attempts at these entries ended; one that ended before the content at hand was stored says nothing of it.
  private func attempts(_ ended: AsyncStream<Entry>, of open: [Entry], atMost limit: Duration) async -> [Entry] {
    guard !open.isEmpty else { return [] }
    let time = environment.time
    return await withTaskGroup(of: [Entry]?.self) { group in
      let (finished, finish) = AsyncStream.makeStream(of: Entry.self)
      group.addTask {
        var rest = Dictionary(open.map { ($0.id, $0.seq) }, uniquingKeysWith: { first, _ in first })
        for await entry in ended {
          // An attempt that lost its entry to somebody else's edit ends with it still under way: not an answer.
          guard let seq = rest[entry.id], entry.seq >= seq, !entry.isUnderWay else { continue }
          rest[entry.id] = nil
          finish.yield(entry)
          if rest.isEmpty { break }
        }
        finish.finish()
        return nil
      }
      group.addTask {
        await time.sleep(for: limit)
        return []
      }
      _ = await group.next()
      group.cancelAll()
      finish.finish()
      var entries: [Entry] = []
      for await entry in finished { entries.append(entry) }
      return entries
    }
  }
}

/// A flow with the settings of the connection it runs for.
struct OpenedFlow: Sendable {
  let connector: any Connector
  let declaration: any FlowDeclaration
  let settings: Settings

  /// What the mapping reads and what the ledger needs to know the record again.
  var fields: JSON { declaration.fields(settings).setting("create_date", to: .null) }
}

extension Entry {
  /// True while the worker has not ended its first attempt at the present content.
  var isUnderWay: Bool {
    (state == .pending && failure == nil) || (state == .sending && inDoubtSince == nil)
  }
}

extension Outcome {
  static func refused(_ flow: OpenedFlow, _ record: Int, _ issue: Issue, _ entry: Entry? = nil, name: String? = nil)
    -> Outcome
  {
    var outcome = Outcome(
      .refused,
      flow.declaration.model,
      record,
      entry?.recordName ?? name ?? issue.recordName ?? "\(record)",
      issues: [issue]
    )
    outcome.entry = entry
    return outcome
  }
}
