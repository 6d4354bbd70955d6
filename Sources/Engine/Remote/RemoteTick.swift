import Core
import Odoo
import Storage
import Synchronization

/// Does what nobody clicked for databases over HTTP: runs their schedules, and the units that the addon's ticks do
/// elsewhere. Only the holder of the lease works.
///
/// An Odoo that is away or refuses the key is asked again with growing pauses; its documents wait meanwhile, untouched.
package actor RemoteTick {
  /// How long nothing is looked at when nothing rings.
  private static let pause = Duration.seconds(5)
  /// What keeps a connection from working is said again after so long.
  private static let silence = Duration.seconds(900)

  private let environment: Environment
  private let ledger: Ledger
  private let jobs: Jobs
  private let schedule: Schedule
  private let units: UnitRun
  private let gateways: any RemoteGateways
  private let book: ScheduleBook
  package nonisolated let lease: Lease
  private nonisolated let stopping = Mutex(false)
  private var working: Set<Int64> = []
  private var said: [String: Timestamp] = [:]
  /// How often it was looked what is due.
  package private(set) var looks = 0

  package init(
    _ environment: Environment,
    ledger: Ledger,
    jobs: Jobs,
    schedule: Schedule,
    units: UnitRun,
    gateways: any RemoteGateways
  ) {
    self.environment = environment
    self.ledger = ledger
    self.jobs = jobs
    self.schedule = schedule
    self.units = units
    self.gateways = gateways
    book = ScheduleBook(environment)
    lease = Lease(environment)
  }

  package nonisolated func stop() {
    stopping.withLock { $0 = true }
    environment.remoteBell.ring()
  }

  /// Something is to be done now.
  package nonisolated func wake() { environment.remoteBell.ring() }

  /// Whether it was looked what is due since that look, and all of it is done.
  package func hasLooked(since look: Int) -> Bool { looks > look && working.isEmpty }

  private nonisolated var isStopping: Bool { stopping.withLock { $0 } || Task.isCancelled }

  /// Works until `stop`, or until cancelled; what was not done then is done after the next start.
  package func run() async {
    await withDiscardingTaskGroup { group in
      while !isStopping {
        let pause = await begin { database in
          group.addTask { await self.work(database) }
        }
        looks += 1
        await environment.remoteBell.wait(atMost: pause, environment.time)
      }
      group.cancelAll()
    }
    await lease.end()
  }

  /// Hands out what is due and says how long there is nothing to do.
  private func begin(_ start: (Int64) -> Void) async -> Duration {
    do throws(Failure) {
      let databases = try await environment.store.databases().filter { $0.road == "http" }
      guard !databases.isEmpty else { return Self.pause }
      let isOurs = try await lease.keep()
      for database in databases { environment.standBy.set(database.id, !isOurs) }
      guard isOurs else { return Self.pause }
      var pause = Self.pause
      for database in databases where !environment.readOnly.contains(database.id) {
        try await runSchedules(database.id)
        pause = min(pause, try await untilNext(database.id))
        guard environment.weather.mayTry(database.id, environment) else { continue }
        if working.insert(database.id).inserted { start(database.id) }
      }
      return pause
    } catch {
      environment.report(.error, "The schedules could not be read.", ["code": error.code, "detail": error.message])
      return Self.pause
    }
  }

  // MARK: Schedules

  private func runSchedules(_ database: Int64) async throws(Failure) {
    for due in try await book.takeDue(database) {
      let lateness = (environment.time.now() - due.slot).milliseconds
      environment.report(
        .info,
        "scheduled",
        ["connection": due.job.connection, "job": due.job.name, "late_ms": "\(lateness)", "missed": "\(due.missed)"]
      )
      do throws(Failure) {
        try await jobs.begin(due.job)
      } catch {
        // The connection says itself what is wrong with it; its other streams go on.
        environment.report(.warning, error.message, ["code": error.code, "job": due.job.name])
      }
    }
  }

  /// How long it is until a schedule is due; never so short that a clock a moment behind would make this loop spin.
  private func untilNext(_ database: Int64) async throws(Failure) -> Duration {
    guard let next = try await book.nextDue(database) else { return Self.pause }
    let wait = next - environment.time.now()
    return wait > .zero ? wait : .seconds(1)
  }

  // MARK: Units

  private func work(_ database: Int64) async {
    defer { working.remove(database) }
    environment.pulse.ticked(database, environment.time)
    var batch: RemoteBatch?
    do throws(Failure) {
      if environment.weather.outage(database) != nil { try await knock(database) }
      while !isStopping, let unit = try await schedule.nextUnit(database: database) {
        if batch?.takes(unit) != true {
          await batch?.tell(environment)
          // Until the next one is there, nothing is left to tell.
          batch = nil
          batch = try await open(unit, database)
        }
        guard var open = batch else { continue }
        try await run(unit, database, &open)
        batch = unit.kind == .apply ? open : nil
        environment.pulse.ticked(database, environment.time)
        guard try await lease.keep() else { break }
      }
    } catch {
      note(error, database)
    }
    await batch?.tell(environment)
  }

  /// A batch for this unit and those like it; nil when its connection cannot be opened: the others need not wait for that.
  private func open(_ unit: Unit, _ database: Int64) async throws(Failure) -> RemoteBatch? {
    do throws(Failure) {
      return try await RemoteBatch(unit, database, environment, ledger, gateways)
    } catch {
      guard error.isOutage else {
        say(error, unit, database)
        return nil
      }
      schedule.takeBack(unit)
      throw error
    }
  }

  private func run(_ unit: Unit, _ database: Int64, _ batch: inout RemoteBatch) async throws(Failure) {
    let request = FlowRequest(
      flow: unit.flow,
      connection: unit.connection,
      ids: unit.ids,
      company: unit.company,
      database: database,
      correlation: Correlation.new(),
      deadline: .seconds(20),
      urgent: false
    )
    do throws(Failure) {
      let done = try await units.run(unit.id, request, odoo: batch.odoo(for: unit), receiver: batch.receiver)
      if unit.kind == .apply { batch.add(done.outcomes) }
      // Every call was a transaction of its own: what Odoo took it has.
      _ = try await ledger.settled(done.outcomes.compactMap { $0.entry?.id }, database: database)
      if let outage = done.outcomes.lazy.compactMap({ $0.entry?.failure }).first(where: \.isOutage) { throw outage }
      clear(database)
    } catch {
      guard !error.isOutage else { throw error }
      // The unit comes again after a while; the others need not wait for it.
      say(error, unit, database)
    }
  }

  /// However many documents wait for the same, it is said now and then only.
  private func say(_ failure: Failure, _ unit: Unit, _ database: Int64) {
    let now = environment.time.steady()
    let key = "\(database)/\(unit.connection)/\(unit.flow)/\(failure.code)"
    if let last = said[key], now - last < Self.silence { return }
    said = said.filter { now - $0.value < Self.silence }
    said[key] = now
    environment.report(.warning, failure.message, ["code": failure.code, "flow": unit.flow])
  }

  // MARK: Outages

  /// Whether an Odoo that was away is back: asked before any document is tried once more.
  private func knock(_ database: Int64) async throws(Failure) {
    let connections = try await environment.store.connections(database: database)
    guard let row = connections.first(where: { $0.content["state"] == "validated" }) else { return }
    let company = row.content["company_id"]?.intValue ?? 0
    let odoo = try await gateways.gateway(database: database, company: company, language: nil, scope: "knock")
    let domain: JSON = [["id", "=", .int(company)]]
    _ = try await odoo.search("res.company", domain: domain, fields: ["name": nil], order: nil, limit: 1)
    clear(database)
  }

  private func note(_ failure: Failure, _ database: Int64) {
    guard failure.isOutage else {
      environment.report(.error, failure.message, ["code": failure.code, "database": "\(database)"])
      return
    }
    if environment.weather.worsened(database, failure, environment) {
      environment.report(.warning, failure.message, ["code": failure.code, "database": "\(database)"])
    }
  }

  private func clear(_ database: Int64) {
    guard let outage = environment.weather.cleared(database) else { return }
    environment.report(
      .info,
      "Odoo answers again.",
      ["database": "\(database)", "since": outage.since.text, "attempts": "\(outage.attempts)"]
    )
  }
}

extension Failure {
  /// True for what keeps every document of a database from getting into Odoo, not this one alone.
  var isOutage: Bool {
    guard code.hasPrefix("odoo."), kind == .transport || kind == .configuration else { return false }
    // A record that somebody holds, and a module that is missing, are matters of single documents.
    return code != "odoo.busy" && code != "odoo.field_missing" && !endsAttempt
  }
}
