import Core
import Storage
import Synchronization

/// The one who sends: takes what is due from the ledger, attempt by attempt, apart from every click.
///
/// A view of the ledger with a worker: pending entries are sent, entries in doubt are looked up. Each connection has its own
/// share of requests under way, so that a partner that hangs delays nobody else's documents.
package actor Outbox {
  private let environment: Environment
  private let attempt: Attempt
  private let watch: EntryWatch
  private nonisolated let bell = WakeUp()
  private var underWay: [String: Set<Int64>] = [:]
  private nonisolated let stopping = Mutex(false)
  /// True while there may be entries in `sending` that nobody sends: at start-up, and after the ledger failed.
  private var hasStranded = true
  /// The clock at the last round; nil at start-up. When it is later than now, the clock was put back.
  private var lastRound: Timestamp?
  /// When those that wait for others were looked at last, on the steady clock.
  private var lastLook: Timestamp?
  private static let lookPause = Duration.seconds(60)

  package init(_ environment: Environment, ledger: Ledger, watch: EntryWatch) {
    self.environment = environment
    self.watch = watch
    attempt = Attempt(environment: environment, ledger: ledger)
  }

  /// There may be something to do.
  package nonisolated func wake() { bell.ring() }

  /// Begins nothing any more; `run` ends when what is under way has ended.
  package nonisolated func stop() {
    stopping.withLock { $0 = true }
    bell.ring()
  }

  private nonisolated var isStopping: Bool { stopping.withLock { $0 } }

  /// Works until `stop`, or until cancelled; requests under way are then in doubt.
  ///
  /// Calls `turn` each time round, at least once a minute: who hears nothing any more knows that nothing is sent.
  package func run(turn: @Sendable () -> Void = {}) async {
    await withDiscardingTaskGroup { group in
      while !isStopping, !Task.isCancelled {
        turn()
        if hasStranded {
          // Before, not after: an attempt may strand another entry while these are read.
          hasStranded = false
          if await !recover() { hasStranded = true }
        }
        await lookAfterWaiting()
        if isClockBack() { group.addTask { await self.redate() } }
        let pause = await takeDue { entry in
          group.addTask { await self.process(entry) }
        }
        await bell.wait(atMost: pause, environment.time)
      }
    }
  }

  /// An entry in `sending` that nobody sends is in doubt: its answer died with the former process, or could not be kept.
  ///
  /// - Returns: whether all of them are seen to.
  private func recover() async -> Bool {
    do throws(Failure) {
      var query = EntryQuery(states: [.sending], limit: 500)
      while true {
        let page = try await environment.store.entries(query)
        for entry in page where entry.inDoubtSince == nil && !isUnderWay(entry) {
          KillPoint.reach("recovery.entry")
          if let after = try await attempt.doubt(entry.id, after: .interrupted) { watch.tell(after) }
        }
        KillPoint.reach("recovery.page")
        guard page.count == query.limit, let last = page.last else { return true }
        query.after = last.id
      }
    } catch {
      environment.report(.error, "The outbox could not read what was under way.", ["code": error.code])
      return false
    }
  }

  // MARK: A clock that is put back

  private func isClockBack() -> Bool {
    let now = environment.time.now()
    defer { lastRound = now }
    return lastRound.map { now < $0 } ?? true
  }

  /// What a clock that was ahead has put off would wait until that time comes again: it is due now.
  private func redate() async {
    let now = environment.time.now()
    do throws(Failure) {
      var query = EntryQuery(states: [.pending, .sending], limit: 500)
      while true {
        let page = try await environment.store.entries(query)
        for entry in page where entry.isAhead(of: now) {
          try await attempt.ledger.update(entry.id) { entry in
            guard entry.isAhead(of: now) else { return false }
            entry.nextAttemptAt = now
            return true
          }
        }
        guard page.count == query.limit, let last = page.last else { return bell.ring() }
        query.after = last.id
      }
    } catch {
      lastRound = nil
      environment.report(.error, "The outbox could not read what waits.", ["code": error.code])
    }
  }

  private func isUnderWay(_ entry: Entry) -> Bool { underWay[entry.subject.connection]?.contains(entry.id) ?? false }

  /// Hands out what is due now and says how long there is nothing to do.
  private func takeDue(_ start: (Entry) -> Void) async -> Duration {
    do throws(Failure) {
      let restoration = try await environment.store.restoration()
      attempt.patience.reconciled(restoration.reconciledAt, at: environment.time.steady())
      let connections = try await environment.store.connections(database: nil)
      try await environment.heartbeats.refresh(connections, environment)
      guard restoration.openSince == nil else { return .seconds(1) }
      for connection in connections
      where !environment.readOnly.contains(connection.database) {
        try await takeDue(of: connection, start)
      }
      return .seconds(1)
    } catch {
      environment.report(
        .error,
        "The outbox could not read the ledger.",
        ["code": error.code, "detail": error.message]
      )
      return .seconds(2)
    }
  }

  private func takeDue(of connection: ConnectionRow, _ start: (Entry) -> Void) async throws(Failure) {
    let busy = underWay[connection.key, default: []]
    let free = environment.timing.parallelPerConnection - busy.count
    guard free > 0 else { return }
    var query = EntryQuery(database: connection.database, states: [.pending, .sending], limit: free + busy.count)
    query.connection = connection.key
    query.dueAt = environment.time.now()
    let due = try await environment.store.entries(query).filter { !busy.contains($0.id) }.prefix(free)
    for entry in due where !isStopping && underWay[connection.key, default: []].insert(entry.id).inserted {
      start(entry)
    }
  }

  private func process(_ entry: Entry) async {
    let after = await attempt.run(entry)
    underWay[entry.subject.connection]?.remove(entry.id)
    if after.map({ $0.state == .sending && $0.inDoubtSince == nil }) ?? true { hasStranded = true }
    guard let after, after.seq != entry.seq else {
      // The ledger failed or somebody else changed nothing: the next round comes by itself, not at once.
      return
    }
    watch.tell(after)
    await tellThoseWaiting(for: after)
    bell.ring()
  }

  /// A click that waits for a document hears at once that what it needs is held back.
  private func tellThoseWaiting(for needed: Entry) async {
    guard attempt.ledger.waiters.mayWait(for: needed.id) else { return }
    var query = EntryQuery(limit: 500)
    query.waitsFor = needed.id
    for entry in (try? await environment.store.entries(query)) ?? [] { watch.tell(entry) }
  }

  /// Those that wait for what has ended without them, once a minute and at start-up.
  private func lookAfterWaiting() async {
    let now = environment.time.steady()
    if let last = lastLook, now - last < Self.lookPause { return }
    lastLook = now
    do throws(Failure) {
      for entry in try await attempt.ledger.followAll() { watch.tell(entry) }
    } catch {
      lastLook = nil
      environment.report(.error, "The outbox could not read what waits.", ["code": error.code])
    }
  }
}

extension Entry {
  /// True when it waits and was written by a clock ahead of this one.
  fileprivate func isAhead(of now: Timestamp) -> Bool {
    guard let next = nextAttemptAt, state == .pending || state == .sending else { return false }
    return next > now && updatedAt > now + .seconds(5)
  }
}

extension Failure {
  static let interrupted = Failure(
    .transport,
    "delivery.interrupted",
    "The sidecar was stopped while the document was under way.",
    mayHaveArrived: true
  )
}
