package import Core
package import Engine
package import HTTP
import Odoo
import Storage
import Synchronization

/// A connector with an inbox in memory: a note becomes a partner in Odoo, `inbox.note.receive`.
package struct InboxConnector: Connector {
  package static let flow = "inbox.note.receive"
  package let id = "inbox"
  package let label = "Inbox"
  package let settings: [Setting] = [Setting("api_token", .secret, "Token", required: true)]
  package let flows: [any Flow<MemoryInbox>] = []
  package let receiving: [any ReceivingFlow] = [ReceiveNote()]
  package let mappings: [PrintedMapping] = []
  package let notes: MemoryInbox

  package var inboxes: [any Inbox<MemoryInbox>] { [notes] }

  package init(_ notes: MemoryInbox = MemoryInbox()) { self.notes = notes }

  package func client(_ settings: Settings, _ http: any HTTPTransport) throws(Failure) -> MemoryInbox { notes }

  package func test(_ client: MemoryInbox) async -> [TestStep] { [] }
}

/// A partner's list of notes, two a page; what is reported leaves it.
package final class MemoryInbox: Inbox {
  private struct State {
    var items: [InboxItem] = []
    var reports: [InboxReport] = []
    var failures: [Failure?] = []
    var pages = 0
    var marks: [String?] = []
  }
  private let state = Mutex(State())

  package init() {}

  package func put(
    _ id: String,
    _ content: JSON,
    type: String = "NOTE",
    replaces: String? = nil,
    isLatest: Bool = true,
    status: String? = nil
  ) {
    var arrival = Arrival(externalID: id, type: type, content: content, number: content["number"]?.stringValue)
    arrival.status = status
    let flow = type == "NOTE" ? InboxConnector.flow : nil
    let item = InboxItem(arrival: arrival, flow: flow, isLatest: isLatest, replaces: replaces)
    state.withLock { state in
      state.items.removeAll { $0.arrival.externalID == id }
      state.items.append(item)
    }
  }

  /// The partner lists the note as taken back, whatever it said before.
  package func takeBack(_ id: String) {
    put(id, ["number": .string(id)])
    state.withLock { state in
      for index in state.items.indices where state.items[index].arrival.externalID == id {
        state.items[index].isWithdrawn = true
      }
    }
  }

  package func failNext(_ failure: Failure) { state.withLock { $0.failures.append(failure) } }

  /// So many calls succeed, then one fails.
  package func failAfter(_ calls: Int, _ failure: Failure) {
    state.withLock { $0.failures += Array(repeating: nil, count: calls) + [failure] }
  }

  package var reports: [InboxReport] { state.withLock { $0.reports } }
  package var waiting: [String] { state.withLock { $0.items.map(\.arrival.externalID) } }
  /// The mark that each page was asked for with.
  package var marks: [String?] { state.withLock { $0.marks } }
  package var pages: Int { state.withLock { $0.pages } }

  package func page(after cursor: String?, since mark: String?, _ settings: Settings, _ client: MemoryInbox)
    async throws(Failure) -> InboxPage
  {
    try fail()
    return state.withLock { state in
      state.pages += 1
      state.marks.append(mark)
      let start = cursor.flatMap { Int($0) } ?? 0
      let items = Array(state.items.dropFirst(start).prefix(2))
      let end = start + items.count
      return InboxPage(
        items: items,
        next: end < state.items.count ? String(end) : nil,
        mark: items.last?.arrival.externalID
      )
    }
  }

  package func report(_ reports: [InboxReport], _ client: MemoryInbox) async throws(Failure) -> Set<String> {
    try fail()
    let ids = Set(reports.map(\.externalID))
    state.withLock { state in
      state.reports += reports
      state.items.removeAll { ids.contains($0.arrival.externalID) }
    }
    return ids
  }

  private func fail() throws(Failure) {
    let failure = state.withLock { $0.failures.isEmpty ? nil : $0.failures.removeFirst() }
    if let failure { throw failure }
  }
}

/// A note that names a partner of Odoo that exists becomes a comment; one that names nobody is held.
private struct ReceiveNote: ReceivingFlow {
  let id = InboxConnector.flow
  let label = "Receive note"
  let model = "note.note"

  func apply(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> Applied {
    let ref = arrival.content["ref"] ?? .null
    let domain: JSON = [["ref", "=", ref]]
    let partners = try await odoo.search("res.partner", domain: domain, fields: ["name": nil], order: nil, limit: 2)
    if let older = arrival.replaces {
      try await odoo.write(model, ids: [older.record], values: ["text": arrival.content["text"] ?? .null])
      return Applied(record: older.record, recordName: older.recordName)
    }
    let name = "NOTE/\(arrival.number ?? "?")"
    let ids = try await odoo.create(model, values: [["name": .string(name), "text": arrival.content["text"] ?? .null]])
    guard let id = ids.first, !partners.isEmpty else {
      // After the write on purpose: nothing of it may stay.
      throw Failure(
        .data,
        "inbox.partner",
        "No partner has the reference \(ref.stringValue ?? "").",
        issues: [
          Issue(
            "inbox.partner",
            "No partner has the reference \(ref.stringValue ?? "").",
            path: "ref",
            probe: .domain(model: "res.partner", domain: domain)
          )
        ]
      )
    }
    return Applied(record: id, recordName: name)
  }
}
