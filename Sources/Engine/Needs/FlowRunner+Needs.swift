import Core
import Odoo
import Storage

extension FlowRunner {
  /// Documents with what they need, as far as it is known.
  struct Supplied {
    var documents: [OpenedDocument]
    /// Needed records whose ids Odoo may not have yet, with the flow that settles them.
    var unsettled: [(entry: Int64, flow: OpenedFlow)] = []
    var found: [NeedSupply.Key: NeedSupply.Found] = [:]
  }

  /// Finds what documents need, and opens entries for records that the partner must know first.
  ///
  /// Only for documents that the ledger will take: nothing is created at the partner for an invoice that does not go.
  /// With `opens` false it only looks, for every document.
  ///
  /// - Throws: what Odoo or the ledger throws; `.internal` `need.circle` for records that need each other.
  func supply(
    _ documents: [OpenedDocument],
    _ request: FlowRequest,
    _ flow: OpenedFlow,
    _ odoo: any OdooGateway,
    depth: Int = 0,
    opens: Bool = true
  ) async throws(Failure) -> Supplied {
    var wanting: [Int] = []
    for (place, document) in documents.enumerated() where !document.draft.needs.isEmpty {
      if opens {
        guard refusal(of: document, request, flow) == nil, try await ledger.takes(document) else { continue }
      }
      wanting.append(place)
    }
    guard !wanting.isEmpty else { return Supplied(documents: documents) }
    guard !NeedSupply.isTooDeep(depth) else { throw .needsCircle(flow.declaration.id) }
    var supply = NeedSupply(self, request, flow, odoo, depth: depth)
    let sendable = opens ? wanting.filter { documents[$0].draft.isSendable } : []
    try await supply.find(
      wanting.flatMap { documents[$0].draft.needs },
      opening: Set(sendable.flatMap { documents[$0].draft.needs.map { NeedSupply.Key($0) } })
    )
    var supplied = Supplied(documents: documents, unsettled: supply.unsettled, found: supply.found)
    for place in wanting { try supplied.documents[place].take(supply.found) }
    return supplied
  }

  /// Opens the entry of a needed record; what keeps it from going is in the log as for any other document.
  func openNeeded(_ document: OpenedDocument) async throws(Failure) -> NeedSupply.Found {
    switch try await ledger.open(document) {
    case .otherRecord(let entry): return .held(.otherRecord(entry))
    case .held(let entry):
      await tellHeld(entry)
      return .opened(entry)
    case .queued(let entry), .already(let entry, _), .underWay(let entry), .conflict(let entry), .closed(let entry):
      return .opened(entry)
    }
  }

  /// Writes into Odoo what the partner calls the records that were sent along.
  ///
  /// - Returns: the entries that are settled with this transaction.
  func settle(_ needed: [(entry: Int64, flow: OpenedFlow)], _ odoo: any OdooGateway)
    async throws(Failure) -> [Int64]
  {
    var settled: [Int64] = []
    for (id, flow) in needed where !settled.contains(id) {
      guard let entry = try await environment.store.entry(id), entry.state.isAccepted else { continue }
      let outcome = try await settle(Outcome(entry), flow, odoo)
      if entry.state == .delivered, outcome.entry?.unwritten == nil { settled.append(id) }
    }
    return settled
  }
}

extension OpenedDocument {
  /// Takes what was found of its needs: ids into its bytes, entries to wait for, issues that hold it.
  fileprivate mutating func take(_ found: [NeedSupply.Key: NeedSupply.Found]) throws(Failure) {
    for need in draft.needs {
      switch found[NeedSupply.Key(need)] {
      case .known(let id): needs.append(StoredNeed(need, externalID: id))
      case .opened(let entry): take(need, entry)
      case .mapped(let document):
        if let first = document.draft.issues.first(where: { $0.severity == .error }) {
          hold(.neededHeld(document, first))
        }
      case .held(let issue): hold(issue)
      case .leftOut, nil: break
      }
    }
    guard let first = draft.requests.first else { return }
    draft.requests[0].body = try needs.filling(first.body)
  }

  private mutating func take(_ need: Need, _ entry: Entry) {
    switch NeedAnswer(entry) {
    case .known(let id): needs.append(StoredNeed(need, entry: entry.id, externalID: id))
    case .waits: needs.append(StoredNeed(need, entry: entry.id))
    case .held(let issue):
      needs.append(StoredNeed(need, entry: entry.id))
      hold(issue)
    }
  }

  /// Several places may need one record: it is told once.
  private mutating func hold(_ issue: Issue) {
    if !draft.issues.contains(issue) { draft.issues.append(issue) }
  }
}

extension Failure {
  fileprivate static func needsCircle(_ flow: String) -> Failure {
    Failure(
      .internal,
      "need.circle",
      "Records of the flow \(flow) need each other without end.",
      hint: "Report this with the correlation id of the log."
    )
  }
}
