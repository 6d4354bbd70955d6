package import Core
package import Engine
package import Odoo
import Storage
import Synchronization

/// The service behind the doors: engine, ledger, outbox and what the methods share.
package final class Sidecar: Sendable {
  package static let version = "0.1.0"

  package let environment: Environment
  package let ledger: Ledger
  package let outbox: Outbox
  package let runner: FlowRunner
  package let connections: Connections
  package let catalogues: Catalogues
  package let schedule: Schedule
  package let alarms: Alarms
  package let jobs: Jobs
  package let units: UnitRun
  /// Ways to databases over HTTP, and what nobody clicked in them.
  package let gateways: any RemoteGateways
  package let remote: RemoteTick
  package let scheduleBook: ScheduleBook
  /// Databases over HTTP.
  package let odoos: OdooConnections
  package let watch: EntryWatch
  package let startedAt: Timestamp

  package init(_ environment: Environment, gateways: (any RemoteGateways)? = nil) {
    let watch = EntryWatch()
    self.environment = environment
    self.watch = watch
    ledger = Ledger(store: environment.store, time: environment.time)
    outbox = Outbox(environment, ledger: ledger, watch: watch)
    runner = FlowRunner(environment, ledger: ledger, outbox: outbox, watch: watch)
    connections = Connections(environment)
    catalogues = Catalogues()
    jobs = Jobs(environment, ledger: ledger)
    units = UnitRun(environment, runner: runner, jobs: jobs)
    schedule = Schedule(environment, jobs: jobs)
    alarms = Alarms(environment)
    let odoos = OdooConnections(environment)
    self.odoos = odoos
    let gateways = gateways ?? odoos
    self.gateways = gateways
    scheduleBook = ScheduleBook(environment)
    remote = RemoteTick(environment, ledger: ledger, jobs: jobs, schedule: schedule, units: units, gateways: gateways)
    startedAt = environment.time.now()
  }
}

/// One field catalogue per database.
package final class Catalogues: Sendable {
  private let all = Mutex<[Int64: FieldCatalogue]>([:])

  package func of(_ database: Int64) -> FieldCatalogue {
    all.withLock { all in
      let found = all[database] ?? FieldCatalogue()
      all[database] = found
      return found
    }
  }
}
