package import Core
package import Engine
import Synchronization

/// A partner's list that is counted off in pages of two, earliest change first, and that may move between them.
package final class MovingList: Inbox {
  /// One document of the partner's.
  package struct Row: Sendable, Equatable {
    package var id: String
    package var content: JSON
    package var modified: Int
  }

  private struct State {
    var rows: [Row] = []
    var clock = 0
    var turns: [@Sendable (MovingList) -> Void] = []
    var failures: [Failure] = []
    var pages = 0
    var marks: [String?] = []
    var settings: [JSON?] = []
    var isMoving = false
    var doubled: Set<String> = []
    var hidden = 0
    var lasting: Failure?
  }
  private let state = Mutex(State())
  package let stream: String
  package let label: String
  package let dependsOn: [String]
  private let names: [String]
  private let flow: String

  package init(_ stream: String, flow: String, dependsOn: [String] = [], snapshots: [String] = []) {
    self.stream = stream
    self.flow = flow
    self.dependsOn = dependsOn
    names = snapshots
    label = "Fetching \(stream)"
  }

  package func snapshots(_ settings: Settings) -> [String] { names }

  // MARK: What the partner's people do

  /// Adds a row, or changes it; it is the one that was changed last then.
  package func put(_ id: String, _ content: JSON) {
    state.withLock { state in
      state.clock += 1
      state.rows.removeAll { $0.id == id }
      state.rows.append(Row(id: id, content: content, modified: state.clock))
    }
  }

  package func remove(_ id: String) { state.withLock { state in state.rows.removeAll { $0.id == id } } }

  /// After the next page that is read this happens; said twice, the second after the page behind it.
  package func afterNextPage(_ turn: @escaping @Sendable (MovingList) -> Void) {
    state.withLock { $0.turns.append(turn) }
  }

  /// From now on the last row changes with every page that is read.
  package func keepMoving(_ isMoving: Bool = true) { state.withLock { $0.isMoving = isMoving } }

  /// From now on a row stands twice in the list, as a partner's join may have it.
  package func double(_ id: String) { state.withLock { _ = $0.doubled.insert(id) } }

  /// From now on the list says that it has so many rows more than it shows.
  package func hide(_ count: Int) { state.withLock { $0.hidden = count } }

  package func failNext(_ failure: Failure) { state.withLock { $0.failures.append(failure) } }

  /// From now on every page fails like this; nil ends that.
  package func keepFailing(_ failure: Failure?) { state.withLock { $0.lasting = failure } }

  package var pages: Int { state.withLock { $0.pages } }
  package var marks: [String?] { state.withLock { $0.marks } }
  /// The snapshot that each page was read with.
  package var seen: [JSON?] { state.withLock { $0.settings } }

  // MARK: The inbox

  package func page(after cursor: String?, since mark: String?, _ settings: Settings, _ client: StreamsConnector.Client)
    async throws(Failure) -> InboxPage
  {
    let failure = state.withLock { $0.lasting ?? ($0.failures.isEmpty ? nil : $0.failures.removeFirst()) }
    if let failure { throw failure }
    let (page, turn) = state.withLock { state in
      state.pages += 1
      state.marks.append(mark)
      state.settings.append(names.first.flatMap { settings.snapshot($0) })
      let turn = state.turns.isEmpty ? nil : state.turns.removeFirst()
      return (self.page(state, from: cursor.flatMap { Int($0) } ?? 0, since: mark.flatMap { Int($0) } ?? 0), turn)
    }
    turn?(self)
    if let moved = state.withLock({ $0.isMoving ? $0.rows.first : nil }) { put(moved.id, moved.content) }
    return page
  }

  private func page(_ state: State, from start: Int, since mark: Int) -> InboxPage {
    // A change of the mark's own moment may have come after it was read.
    let listed = state.rows.filter { $0.modified >= mark }
      .flatMap { state.doubled.contains($0.id) ? [$0, $0] : [$0] }
    let rows = Array(listed.dropFirst(start).prefix(2))
    let end = start + rows.count
    let isLast = end >= listed.count
    return InboxPage(
      items: rows.map(item),
      next: isLast ? nil : String(end),
      mark: isLast ? rows.last.map { String($0.modified) } : nil,
      listed: InboxPage.Listed(ids: rows.map(\.id), count: listed.count + state.hidden)
    )
  }

  package func again(_ arrival: Arrival, _ settings: Settings, _ client: StreamsConnector.Client)
    async throws(Failure) -> InboxItem?
  {
    let failure = state.withLock { $0.failures.isEmpty ? nil : $0.failures.removeFirst() }
    if let failure { throw failure }
    return state.withLock { $0.rows.first { $0.id == arrival.about } }.map(item)
  }

  private func item(_ row: Row) -> InboxItem {
    let version = "\(row.id)@\(sha256(row.content.bytes).prefix(12))"
    let arrival = Arrival(
      externalID: version,
      type: stream,
      content: row.content,
      number: row.content["number"]?.stringValue,
      about: row.id
    )
    var item = InboxItem(arrival: arrival, flow: flow)
    item.supersedes = true
    return item
  }
}
