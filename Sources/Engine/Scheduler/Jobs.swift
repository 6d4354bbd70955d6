package import Core
import Storage
import HTTP
import Synchronization

/// Does what scheduled actions ask for, apart from them: asked for once it is done once, also after a restart.
///
/// A job that meets bad weather is tried again with growing pauses; what a partner or a setting refuses ends it, and its
/// failure is told to whoever asks next.
package actor Jobs {
  private let environment: Environment
  private let intake: Intake
  private let ledger: Ledger
  private nonisolated let bell = WakeUp()
  private nonisolated let stopping = Mutex(false)
  private var running: Set<JobKey> = []
  private var waiters: [JobKey: [AsyncStream<Void>.Continuation]] = [:]

  package init(_ environment: Environment, ledger: Ledger) {
    self.environment = environment
    self.ledger = ledger
    intake = Intake(environment: environment, ledger: ledger)
  }

  package nonisolated func stop() {
    stopping.withLock { $0 = true }
    bell.ring()
  }

  private nonisolated var isStopping: Bool { stopping.withLock { $0 } }

  // MARK: Asking

  /// Asks for a job and waits for its end, but no longer than `patience`.
  ///
  /// - Parameters:
  ///   - key: which job of which connection; one that is under way is not begun again.
  ///   - patience: how long the asker waits.
  /// - Returns: how it stands then.
  /// - Throws: `.configuration` when the connection is unknown or not validated; what the store throws.
  package func poke(_ key: JobKey, patience: Duration) async throws(Failure) -> JobState {
    let account = try await Account(database: key.database, key: key.connection, environment)
    let (ended, continuation) = AsyncStream.makeStream(of: Void.self)
    waiters[key, default: []].append(continuation)
    if !running.contains(key) { try await ask(key, account) }
    bell.ring()
    let time = environment.time
    await withTaskGroup { group in
      group.addTask { for await _ in ended {} }
      group.addTask { await time.sleep(for: patience) }
      await group.next()
      group.cancelAll()
    }
    continuation.finish()
    guard
      let row = try await environment.store.job(
        database: key.database,
        connection: key.connection,
        name: key.job.rawValue
      )
    else { throw Failure(.internal, "job.unknown", "The job \(key.job.rawValue) was not kept.") }
    return state(row, key)
  }

  private func ask(_ key: JobKey, _ account: Account) async throws(Failure) {
    var row = JobRow(key, at: environment.time.now())
    if key.job == .outgoing {
      for flow in account.connector.flows where flow.candidates(account.settings) != nil { row.scans[flow.id] = 0 }
    }
    try await environment.store.keep(row)
  }

  private func state(_ row: JobRow, _ key: JobKey) -> JobState {
    let standing: JobState.Standing =
      row.endedAt != nil ? (row.failure == nil ? .done : .failed) : running.contains(key) ? .running : .waiting
    return JobState(
      job: key.job,
      standing: standing,
      askedAt: row.askedAt,
      endedAt: row.endedAt,
      counts: row.counts,
      failure: row.failure
    )
  }

  /// The last job of each name that a connection was asked for.
  package func states(database: Int64, connection: String) async throws(Failure) -> [JobState] {
    var states: [JobState] = []
    for name in JobName.allCases {
      let row = try await environment.store.job(database: database, connection: connection, name: name.rawValue)
      if let row { states.append(state(row, JobKey(database: database, connection: connection, job: name))) }
    }
    return states
  }

  // MARK: Working

  /// Works until `stop`, or until cancelled; what is open then goes on with the next start.
  package func run() async {
    await withDiscardingTaskGroup { group in
      while !isStopping, !Task.isCancelled {
        let pause = await begin { row, key in
          group.addTask { await self.work(row, key) }
        }
        await bell.wait(atMost: pause, environment.time)
      }
      // A fetch under way is cut off: what it kept stays, and the job goes on with the next start.
      group.cancelAll()
    }
  }

  /// Hands out what is due and says how long there is nothing to do.
  private func begin(_ start: (JobRow, JobKey) -> Void) async -> Duration {
    do throws(Failure) {
      let now = environment.time.now()
      for row in try await environment.store.openJobs(database: nil) {
        guard let key = row.key, key.job != .outgoing, !environment.readOnly.contains(row.database) else { continue }
        guard row.notBefore.map({ $0 <= now }) ?? true, running.insert(key).inserted else { continue }
        start(row, key)
      }
    } catch {
      environment.report(.error, "The jobs could not be read.", ["code": error.code, "detail": error.message])
    }
    return .seconds(5)
  }

  private func work(_ row: JobRow, _ key: JobKey) async {
    var row = row
    do throws(Failure) {
      let account = try await Account(database: key.database, key: key.connection, environment)
      switch key.job {
      case .incoming: try await fetch(account, &row)
      case .mark: try await mark(account, &row)
      case .outgoing: break
      }
      (row.failure, row.notBefore, row.endedAt) = (nil, nil, environment.time.now())
    } catch {
      conclude(error, &row)
    }
    await end(row, key)
  }

  private func fetch(_ account: Account, _ row: inout JobRow) async throws(Failure) {
    let fetched = try await intake.fetch(account)
    row.counts = [
      "fetched": fetched.new + fetched.again, "known": fetched.known, "left_alone": fetched.leftAlone,
    ]
    environment.report(
      .info,
      "fetched",
      [
        "connection": account.settings.name, "new": "\(fetched.new)", "again": "\(fetched.again)",
        "known": "\(fetched.known)", "left_alone": fetched.kinds.sorted().joined(separator: " "),
      ]
    )
  }

  private func mark(_ account: Account, _ row: inout JobRow) async throws(Failure) {
    let failures = account.settings.values["mark_transactions"] == "all"
    let reported = try await intake.report(account, failures: failures)
    row.counts = ["marked": reported.success + reported.failure, "kept": reported.kept, "problems": reported.problems]
  }

  /// Weather is waited out; everything else ends the job.
  private func conclude(_ failure: Failure, _ row: inout JobRow) {
    row.attempts += 1
    row.failure = failure
    let now = environment.time.now()
    let isWeather = failure.kind == .transport || failure.isWeather
    guard isWeather, case .wait(let pause) = Verdict.waitOrGiveUp(failure, now - row.askedAt, row.attempts, environment)
    else {
      row.endedAt = now
      return
    }
    row.notBefore = now + pause
  }

  private func end(_ row: JobRow, _ key: JobKey) async {
    do throws(Failure) {
      try await environment.store.keep(row)
    } catch {
      environment.report(.error, "What became of a job could not be kept.", ["code": error.code])
    }
    if let failure = row.failure {
      environment.report(.warning, failure.message, ["code": failure.code, "job": key.job.rawValue])
    }
    running.remove(key)
    for waiter in waiters.removeValue(forKey: key) ?? [] { waiter.finish() }
  }

  // MARK: Looking for what is ready to be sent

  /// The next page of records to look through, for the tick.
  package func nextScan(database: Int64) async throws(Failure) -> (connection: String, flow: String, after: Int)? {
    let now = environment.time.now()
    for row in try await environment.store.openJobs(database: database) where row.name == JobName.outgoing.rawValue {
      guard row.notBefore.map({ $0 <= now }) ?? true, let next = row.scans.min(by: { $0.key < $1.key }) else {
        continue
      }
      return (row.connection, next.key, next.value)
    }
    return nil
  }

  /// One page was looked through: where the next one begins, or nil when there is none.
  package func scanned(_ key: JobKey, flow: String, found: Int, next: Int?) async throws(Failure) {
    guard
      var row = try await environment.store.job(
        database: key.database,
        connection: key.connection,
        name: key.job.rawValue
      ), row.endedAt == nil
    else { return }
    row.count("found", found)
    row.scans[flow] = next
    if row.scans.isEmpty { row.endedAt = environment.time.now() }
    try await environment.store.keep(row)
    if row.endedAt != nil { for waiter in waiters.removeValue(forKey: key) ?? [] { waiter.finish() } }
  }
}
