package import Core
import Storage
import Synchronization

/// A piece of work that nobody clicked, small enough for one transaction of Odoo.
package struct Unit: Sendable, Equatable {
  package enum Kind: String, Sendable {
    case settle, flow, probe, run
  }
  package var id: String
  package var kind: Kind
  package var flow: String
  package var connection: String
  package var company: Int
  package var model: String
  package var ids: [Int]
}

/// What the tick of a database has to do next.
package final class Schedule: Sendable {
  /// Documents in one unit.
  private static let unitSize = 20
  /// A delivery is settled by the click that made it; only one that is older than this is the tick's.
  private static let patience = Duration.seconds(30)
  /// A unit that did not succeed is offered again after this pause.
  private static let pause = Duration.seconds(300)
  /// What a person must repair is looked at this often.
  private static let probePause = Duration.seconds(50)

  private struct Offers {
    var settles: [Int64: Timestamp] = [:]
    var probes: [String: Timestamp] = [:]
  }

  private let environment: Environment
  private let offers = Mutex(Offers())

  package init(_ environment: Environment) { self.environment = environment }

  package func nextUnit(database: Int64) async throws(Failure) -> Unit? {
    if let unit = try await settleUnit(database) { return unit }
    return try await probeUnit(database)
  }

  /// The number of a probe unit begins with this.
  package static let probePrefix = "probe-"

  // MARK: Deliveries that Odoo may not know

  private func settleUnit(_ database: Int64) async throws(Failure) -> Unit? {
    let now = environment.time.now()
    offers.withLock { offers in offers.settles = offers.settles.filter { isWithin(Self.pause, since: $0.value, now) } }
    var query = EntryQuery(database: database, states: [.delivered], limit: 500)
    while true {
      let page = try await environment.store.entries(query)
      let open = offers.withLock { offers in
        page.filter { !isWithin(Self.patience, since: $0.updatedAt, now) && offers.settles[$0.id] == nil }
      }
      if let first = open.first { return offer(open.filter { $0.isAlike(first) }, at: now) }
      guard page.count == query.limit, let last = page.last else { return nil }
      query.after = last.id
    }
  }

  private func offer(_ entries: [Entry], at now: Timestamp) -> Unit? {
    let entries = entries.prefix(Self.unitSize)
    offers.withLock { offers in
      for entry in entries { offers.settles[entry.id] = now }
    }
    return entries.first.map { Unit($0, .settle, "settle-\($0.id)", entries.map(\.subject.record)) }
  }

  // MARK: What a person may have repaired

  private func probeUnit(_ database: Int64) async throws(Failure) -> Unit? {
    let now = environment.time.now()
    var query = EntryQuery(database: database, states: [.quarantined], limit: 500)
    while true {
      let page = try await environment.store.entries(query)
      for entry in page where entry.isHeldForData {
        let key = "\(database)/\(entry.subject.connection)/\(entry.subject.flow)"
        let isDue = offers.withLock { offers in
          if let last = offers.probes[key], isWithin(Self.probePause, since: last, now) { return false }
          offers.probes[key] = now
          return true
        }
        if isDue { return Unit(entry, .probe, "\(Self.probePrefix)\(entry.id)", []) }
      }
      guard page.count == query.limit, let last = page.last else { return nil }
      query.after = last.id
    }
  }
}

/// Less than a pause ago, and not in the future: a clock that was put back would make that pause an hour long.
private func isWithin(_ pause: Duration, since moment: Timestamp, _ now: Timestamp) -> Bool {
  moment <= now + .seconds(5) && now - moment < pause
}

extension Unit {
  fileprivate init(_ entry: Entry, _ kind: Kind, _ id: String, _ ids: [Int]) {
    self.init(
      id: id,
      kind: kind,
      flow: entry.subject.flow,
      connection: entry.subject.connection,
      company: entry.subject.company,
      model: entry.subject.model,
      ids: ids
    )
  }
}

extension Entry {
  fileprivate func isAlike(_ other: Entry) -> Bool {
    subject.connection == other.subject.connection && subject.flow == other.subject.flow
  }

  /// True when records in Odoo, and nothing else, keep the document back.
  var isHeldForData: Bool { state == .quarantined && failure == nil && inDoubtSince == nil }
}
