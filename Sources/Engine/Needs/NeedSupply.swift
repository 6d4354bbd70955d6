import Core
import Odoo
import Storage

/// Sees to what the documents of one request need: finds the partner's ids, and opens entries for what has none.
///
/// One question to Odoo for each kind of record tells which are known, one reads those that are not.
struct NeedSupply {
  struct Key: Hashable {
    let flow: String
    let model: String
    let record: Int

    init(_ need: Need) { (flow, model, record) = (need.flow, need.model, need.record) }
  }

  /// What was found of a needed record.
  enum Found {
    case known(String)
    /// It is in the ledger, on its way or held.
    case opened(Entry)
    /// It would be sent first; nothing is in the ledger yet.
    case mapped(OpenedDocument)
    case held(Issue)
    /// Unknown to the partner, and the flow does not want it sent along.
    case leftOut
  }

  /// Needed records may need others, but not for ever.
  private static let deepest = 3

  private let runner: FlowRunner
  private let request: FlowRequest
  private let flow: OpenedFlow
  private let odoo: any OdooGateway
  private let depth: Int
  private(set) var found: [Key: Found] = [:]
  /// Needed records whose ids Odoo may not have yet, with the flow that settles them.
  private(set) var unsettled: [(entry: Int64, flow: OpenedFlow)] = []

  init(_ runner: FlowRunner, _ request: FlowRequest, _ flow: OpenedFlow, _ odoo: any OdooGateway, depth: Int = 0) {
    self.runner = runner
    self.request = request
    self.flow = flow
    self.odoo = odoo
    self.depth = depth
  }

  /// - Parameters:
  ///   - needs: of all documents.
  ///   - opening: those whose records are opened when the partner does not know them; others are only looked at.
  /// - Throws: what a question to Odoo or the ledger throws; `flow.unknown`.
  mutating func find(_ needs: [Need], opening: Set<Key>) async throws(Failure) {
    for (id, needs) in Dictionary(grouping: needs, by: \.flow).sorted(by: { $0.key < $1.key }) {
      guard let declaration = flow.connector.declaration(id) else { throw .unknownFlow(id) }
      let needed = OpenedFlow(connector: flow.connector, declaration: declaration, settings: flow.settings)
      let unknown = try await findKnown(needs, needed)
      let wanted = Set(needs.filter { $0.creates && unknown.contains(Key($0)) }.map { Key($0) })
      for key in unknown where !wanted.contains(key) { found[key] = .leftOut }
      if !wanted.isEmpty { try await send(wanted, needed, opening: opening) }
    }
  }

  // MARK: What the partner knows

  /// - Returns: those that neither Odoo nor the ledger has an id for.
  private mutating func findKnown(_ needs: [Need], _ needed: OpenedFlow) async throws(Failure) -> Set<Key> {
    let keys = Set(needs.map { Key($0) })
    let references = try await odoo.references(
      needed.declaration.model,
      ids: keys.map(\.record).sorted(),
      flow: needed.declaration.reference,
      connection: request.connection
    )
    var unknown: Set<Key> = []
    for key in keys {
      if let reference = references[key.record], !reference.externalID.isEmpty {
        found[key] = .known(reference.externalID)
        try await runner.ledger.learn(subject(key), externalID: reference.externalID, number: reference.number)
      } else if let entry = try await delivered(key) {
        recall(entry, key, needed)
      } else {
        unknown.insert(key)
      }
    }
    return unknown
  }

  /// What the partner has and Odoo has no id for: it was never told, or somebody has taken the id away.
  private mutating func recall(_ entry: Entry, _ key: Key, _ needed: OpenedFlow) {
    guard entry.state == .delivered else {
      found[key] = .held(entry.externalID == nil ? .neededWithoutID(entry) : .neededUnlinked(entry))
      return
    }
    found[key] = entry.externalID.map { .known($0) } ?? .held(.neededWithoutID(entry))
    unsettled.append((entry.id, needed))
  }

  /// The partner has it and Odoo does not know: its transaction was rolled back, or has not ended.
  private func delivered(_ key: Key) async throws(Failure) -> Entry? {
    let entry = try await runner.environment.store.newest(subject(key))
    return entry?.state.isAccepted == true ? entry : nil
  }

  private func subject(_ key: Key) -> EntrySubject {
    EntrySubject(
      database: request.database,
      company: flow.settings.company,
      connection: request.connection,
      flow: key.flow,
      model: key.model,
      record: key.record
    )
  }

  // MARK: What it does not know

  private mutating func send(_ keys: Set<Key>, _ needed: OpenedFlow, opening: Set<Key>) async throws(Failure) {
    let (documents, again) = try await documents(keys, needed)
    let opens = !opening.isDisjoint(with: keys)
    let supplied = try await runner.supply(documents, again, needed, odoo, depth: depth + 1, opens: opens)
    unsettled += supplied.unsettled
    for document in supplied.documents {
      guard let key = keys.first(where: { $0.record == document.subject.record }) else { continue }
      guard opening.contains(key) else {
        found[key] = .mapped(document)
        continue
      }
      KillPoint.reach("needs.opening")
      found[key] = try await runner.openNeeded(document)
      if case .opened(let entry)? = found[key] { unsettled.append((entry.id, needed)) }
    }
  }

  private mutating func documents(_ keys: Set<Key>, _ needed: OpenedFlow)
    async throws(Failure) -> ([OpenedDocument], FlowRequest)
  {
    var again = request
    again.flow = needed.declaration.id
    again.ids = keys.map(\.record).sorted()
    again.hashes = [:]
    again.confirmed = true
    let collected = try await runner.collect(again, needed, odoo)
    for key in keys { if let issue = collected.outcomes[key.record]?.issues.first { found[key] = .held(issue) } }
    var documents: [OpenedDocument] = []
    for document in collected.documents {
      documents.append(try await runner.marked(try await runner.map(document, again, needed, odoo)))
    }
    return (documents, again)
  }

  static func isTooDeep(_ depth: Int) -> Bool { depth > deepest }
}
