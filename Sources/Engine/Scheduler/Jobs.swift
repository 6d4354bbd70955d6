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
  private var cancelled: Set<JobKey> = []
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
        name: key.name
      )
    else { throw Failure(.internal, "job.unknown", "The job \(key.name) was not kept.") }
    return state(row, key)
  }

  /// Asks for a job and waits for nothing; one that waits or is under way already is left as it is.
  package func begin(_ key: JobKey) async throws(Failure) {
    let account = try await Account(database: key.database, key: key.connection, environment)
    let known = try await environment.store.job(database: key.database, connection: key.connection, name: key.name)
    guard !running.contains(key), known == nil || known?.endedAt != nil else { return }
    try await ask(key, account)
    bell.ring()
  }

  /// How a job stands; nil when it was never asked for.
  package func look(_ key: JobKey) async throws(Failure) -> JobState? {
    try await environment.store.job(database: key.database, connection: key.connection, name: key.name)
      .map { state($0, key) }
  }

  /// Ends a job after the page that is under way; what it kept stays.
  package func cancel(_ key: JobKey) async throws(Failure) {
    if running.contains(key) {
      cancelled.insert(key)
      return
    }
    guard
      var row = try await environment.store.job(database: key.database, connection: key.connection, name: key.name),
      row.endedAt == nil
    else { return }
    (row.failure, row.endedAt) = (.cancelledByPerson, environment.time.now())
    try await environment.store.keep(row)
  }

  private func ask(_ key: JobKey, _ account: Account) async throws(Failure) {
    var row = JobRow(key, at: environment.time.now())
    if key.job == .outgoing {
      for flow in account.connector.flows where flow.candidates(account.settings) != nil { row.scans[flow.id] = 0 }
    }
    if key.job == .pull { prepare(&row, account) }
    if key.job == .incoming, let stream = key.flow, !account.connector.streams.contains(where: { $0.stream == stream })
    {
      throw .unknownStream(stream, account.connector)
    }
    if key.job == .import, account.connector.importer(key.flow ?? "") == nil { throw .unknownFlow(key.flow ?? "") }
    try await environment.store.keep(row)
    if row.endedAt != nil { for waiter in waiters.removeValue(forKey: key) ?? [] { waiter.finish() } }
  }

  /// The pulls to go through; one whose settings are incomplete ends the job before anybody is asked anything.
  private func prepare(_ row: inout JobRow, _ account: Account) {
    do throws(Failure) {
      for flow in account.connector.pulls where flow.candidates(account.settings) != nil {
        try flow.check(account.settings)
        row.scans[flow.id] = 0
      }
      if row.scans.isEmpty { row.endedAt = row.askedAt }
    } catch {
      row.scans = [:]
      (row.failure, row.endedAt) = (error, row.askedAt)
    }
  }

  private func state(_ row: JobRow, _ key: JobKey) -> JobState {
    let standing: JobState.Standing =
      row.endedAt != nil ? (row.failure == nil ? .done : .failed) : running.contains(key) ? .running : .waiting
    return JobState(
      job: key.job,
      flow: key.flow,
      standing: standing,
      askedAt: row.askedAt,
      endedAt: row.endedAt,
      counts: row.counts,
      failure: row.failure,
      streams: row.streams
    )
  }

  /// The last job of each name that a connection was asked for.
  package func states(database: Int64, connection: String) async throws(Failure) -> [JobState] {
    let account = try await Account(database: database, key: connection, environment)
    var states: [JobState] = []
    for key in account.connector.jobs(database: database, connection: connection) {
      let row = try await environment.store.job(database: database, connection: connection, name: key.name)
      if let row { states.append(state(row, key)) }
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
        guard let key = row.key, !key.job.isScan, !environment.readOnly.contains(row.database),
          !environment.standBy.contains(row.database)
        else { continue }
        guard row.notBefore.map({ $0 <= now }) ?? true, isFree(key), running.insert(key).inserted else { continue }
        start(row, key)
      }
    } catch {
      environment.report(.error, "The jobs could not be read.", ["code": error.code, "detail": error.message])
    }
    return .seconds(5)
  }

  /// One fetch of a connection at a time: two would read the same pages, and each would move the other's mark.
  private func isFree(_ key: JobKey) -> Bool {
    guard key.job == .incoming else { return true }
    return !running.contains { $0.job == .incoming && $0.database == key.database && $0.connection == key.connection }
  }

  private func work(_ row: JobRow, _ key: JobKey) async {
    var row = row
    do throws(Failure) {
      let account = try await Account(database: key.database, key: key.connection, environment)
      switch key.job {
      case .incoming: try await fetch(account, key, &row)
      case .mark: try await mark(account, &row)
      case .import: try await bring(account, key, &row)
      case .outgoing, .pull: break
      }
      (row.failure, row.notBefore, row.endedAt) = (nil, nil, environment.time.now())
    } catch {
      conclude(error, &row)
    }
    await end(row, key)
  }

  private func fetch(_ account: Account, _ key: JobKey, _ row: inout JobRow) async throws(Failure) {
    var round = StreamRound(environment, intake, account, stream: key.flow, before: row.streams)
    while try await round.next() {
      (row.streams, row.counts) = (round.runs, round.counts)
      try await environment.store.keep(row)
    }
    if let failure = round.failure { throw failure }
  }

  private func bring(_ account: Account, _ key: JobKey, _ row: inout JobRow) async throws(Failure) {
    cancelled.remove(key)
    guard let flow = key.flow else { throw .unknownFlow("") }
    var fetch = ImportFetch(environment: environment, ledger: ledger, account: account, flow: flow)
    repeat {
      guard !cancelled.contains(key) else { throw .cancelledByPerson }
      try await fetch.page()
      row.counts = fetch.counts
      try await environment.store.keep(row)
    } while !fetch.isOver
    row.counts = fetch.counts
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
    guard failure.passes,
      case .wait(let pause) = Verdict.waitOrGiveUp(failure, now - row.askedAt, row.attempts, environment)
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
      environment.report(.warning, failure.message, ["code": failure.code, "job": key.name])
    }
    running.remove(key)
    // One that waited for this one to end may begin, and what came in may go on.
    bell.ring()
    environment.remoteBell.ring()
    for waiter in waiters.removeValue(forKey: key) ?? [] { waiter.finish() }
  }

  // MARK: Looking through records of Odoo

  /// A page of records to look through, for the tick.
  package struct NextScan: Sendable, Equatable {
    package let job: JobName
    package let connection: String
    package let flow: String
    package let after: Int
    /// When the job was asked for: asked for again, its first page is another one.
    package let askedAt: Timestamp
  }

  /// The next page of records to look through.
  package func nextScan(database: Int64) async throws(Failure) -> NextScan? {
    let now = environment.time.now()
    for row in try await environment.store.openJobs(database: database) {
      guard let job = row.key?.job, job.isScan, row.notBefore.map({ $0 <= now }) ?? true,
        let next = row.scans.min(by: { $0.key < $1.key })
      else { continue }
      return NextScan(job: job, connection: row.connection, flow: next.key, after: next.value, askedAt: row.askedAt)
    }
    return nil
  }

  /// One page was looked through: what it came to, and where the next one begins, nil when there is none.
  package func scanned(_ key: JobKey, flow: String, counts: [String: Int], next: Int?) async throws(Failure) {
    try await change(key) { row in
      for (name, more) in counts { row.count(name, more) }
      row.scans[flow] = next
      (row.failure, row.notBefore, row.attempts) = (nil, nil, 0)
      if row.scans.isEmpty { row.endedAt = environment.time.now() }
    }
  }

  /// A page could not be looked through: weather is waited out, everything else ends the job.
  package func stumbled(_ key: JobKey, _ failure: Failure) async throws(Failure) {
    try await change(key) { row in conclude(failure, &row) }
  }

  private func change(_ key: JobKey, _ edit: (inout JobRow) -> Void) async throws(Failure) {
    guard
      var row = try await environment.store.job(database: key.database, connection: key.connection, name: key.name),
      row.endedAt == nil
    else { return }
    edit(&row)
    try await environment.store.keep(row)
    if row.endedAt != nil { for waiter in waiters.removeValue(forKey: key) ?? [] { waiter.finish() } }
  }
}

extension Failure {
  static let cancelledByPerson = Failure(
    .data,
    "job.cancelled",
    "It was cancelled.",
    hint: "What was fetched until then is kept."
  )
}
