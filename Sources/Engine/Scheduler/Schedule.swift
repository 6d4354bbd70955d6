package import Core
import Storage
import Synchronization

/// A piece of work that nobody clicked, small enough for one transaction of Odoo.
package struct Unit: Sendable, Equatable {
  package enum Kind: String, Sendable {
    case settle, flow, probe, run, apply, scan, pull
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

  /// A document that came in and whose unit did not succeed is offered again after this pause.
  private static let applyPause = Duration.seconds(60)

  private struct Offers {
    var settles: [Int64: Timestamp] = [:]
    var applies: [Int64: (seq: Int64, at: Timestamp)] = [:]
    var scans: [String: Timestamp] = [:]
    var probes: [String: Timestamp] = [:]
  }

  private let environment: Environment
  private let jobs: Jobs
  private let offers = Mutex(Offers())

  package init(_ environment: Environment, jobs: Jobs) {
    self.environment = environment
    self.jobs = jobs
  }

  package func nextUnit(database: Int64) async throws(Failure) -> Unit? {
    if let unit = try await settleUnit(database) { return unit }
    if let unit = try await applyUnit(database) { return unit }
    if let unit = try await scanUnit(database) { return unit }
    return try await probeUnit(database)
  }

  /// A unit was not even begun: it is offered again at once.
  package func takeBack(_ unit: Unit) {
    offers.withLock { offers in
      if unit.kind == .apply, let id = Int64(unit.id.dropFirst(Self.applyPrefix.count)) { offers.applies[id] = nil }
      if unit.kind == .settle, let id = Int64(unit.id.dropFirst("settle-".count)) { offers.settles[id] = nil }
      if unit.kind == .probe { offers.probes = [:] }
    }
  }

  /// The number of a probe unit begins with this.
  package static let probePrefix = "probe-"

  // MARK: Deliveries that Odoo may not know

  private func settleUnit(_ database: Int64) async throws(Failure) -> Unit? {
    let now = environment.time.now()
    offers.withLock { offers in offers.settles = offers.settles.filter { isWithin(Self.pause, since: $0.value, now) } }
    var query = EntryQuery(database: database, states: [.delivered], limit: 500)
    query.arriving = false
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

  // MARK: Documents that came in

  /// The number of a unit that applies an entry begins with this.
  package static let applyPrefix = "apply-"

  /// The oldest document that waits for Odoo; one that Odoo may have rolled back comes again.
  private func applyUnit(_ database: Int64) async throws(Failure) -> Unit? {
    let now = environment.time.now()
    offers.withLock { offers in
      offers.applies = offers.applies.filter { isWithin(Self.applyPause, since: $0.value.at, now) }
    }
    // Nearly always the first of them is meant; thousands may wait behind it.
    var query = EntryQuery(database: database, states: [.pending, .delivered], limit: 20)
    query.arriving = true
    while true {
      let page = try await environment.store.entries(query)
      let next = offers.withLock { offers -> Entry? in
        let next = page.first { entry in
          // One that was repaired or retried meanwhile need not wait.
          if let offer = offers.applies[entry.id], offer.seq == entry.seq || entry.failure != nil { return false }
          return entry.state == .pending || !isWithin(Self.patience, since: entry.updatedAt, now)
        }
        if let next { offers.applies[next.id] = (next.seq, now) }
        return next
      }
      if let next { return Unit(next, .apply, "\(Self.applyPrefix)\(next.id)", []) }
      guard page.count == query.limit, let last = page.last else { return nil }
      (query.after, query.limit) = (last.id, 500)
    }
  }

  // MARK: What goes out by itself

  /// The number of a unit that looks for documents begins with this and ends with the record it begins after.
  package static let scanPrefix = "scan-"
  /// The number of a unit that asks the partner about records, likewise.
  package static let pullPrefix = "pull-"

  private func scanUnit(_ database: Int64) async throws(Failure) -> Unit? {
    guard let scan = try await jobs.nextScan(database: database),
      let row = try await environment.store.connection(database: database, key: scan.connection, staged: false),
      let connector = environment.connector(row.content["connector"]?.stringValue ?? ""),
      let model = connector.declaration(scan.flow)?.model ?? connector.puller(scan.flow)?.model
    else { return nil }
    let now = environment.time.now()
    let key = "\(database)/\(scan.connection)/\(scan.job.rawValue)/\(scan.askedAt)/\(scan.flow)/\(scan.after)"
    let isDue = offers.withLock { offers in
      if let last = offers.scans[key], isWithin(Self.applyPause, since: last, now) { return false }
      offers.scans = offers.scans.filter { isWithin(Self.applyPause, since: $0.value, now) }
      offers.scans[key] = now
      return true
    }
    guard isDue else { return nil }
    return Unit(
      id: "\(scan.job == .pull ? Self.pullPrefix : Self.scanPrefix)\(scan.after)",
      kind: scan.job == .pull ? .pull : .scan,
      flow: scan.flow,
      connection: scan.connection,
      company: row.content["company_id"]?.intValue ?? 0,
      model: model,
      ids: []
    )
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
        guard isDue, try await works(entry.subject) else { continue }
        return Unit(entry, .probe, "\(Self.probePrefix)\(entry.id)", [])
      }
      guard page.count == query.limit, let last = page.last else { return nil }
      query.after = last.id
    }
  }

  /// False where the connection is a draft or gone: nothing that somebody mends lets its documents go on.
  private func works(_ subject: EntrySubject) async throws(Failure) -> Bool {
    let row = try await environment.store.connection(database: subject.database, key: subject.connection, staged: false)
    return row?.content["state"] == "validated"
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
