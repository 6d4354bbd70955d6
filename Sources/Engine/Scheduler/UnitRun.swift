package import Core
package import Odoo

/// Does one unit of work that nobody clicked, or a click; the id of the unit says what it is.
package struct UnitRun: Sendable {
  private let environment: Environment
  private let runner: FlowRunner
  private let jobs: Jobs

  package init(_ environment: Environment, runner: FlowRunner, jobs: Jobs) {
    self.environment = environment
    self.runner = runner
    self.jobs = jobs
  }

  /// - Parameters:
  ///   - unit: `Unit.id`; empty for a click.
  ///   - request: who asks for what.
  ///   - odoo: the open transaction, or Odoo over HTTP.
  ///   - receiver: the flow of a document among those that come in with it.
  /// - Returns: the outcomes, and whether what was written must be undone.
  /// - Throws: what concerns the unit as a whole; it is offered again.
  package func run(
    _ unit: String,
    _ request: FlowRequest,
    odoo: any OdooGateway,
    receiver: (any ReceivingFlow)? = nil
  ) async throws(Failure) -> FlowRunner.Application {
    if let entry = number(of: unit, Schedule.applyPrefix) {
      return try await runner.apply(Int64(entry), request, odoo: odoo, receiver: receiver)
    }
    if let after = number(of: unit, Schedule.scanPrefix) {
      return FlowRunner.Application(outcomes: try await scan(after: after, request, odoo))
    }
    if let after = number(of: unit, Schedule.pullPrefix) {
      try await pull(after: after, request, odoo)
      return FlowRunner.Application(outcomes: [])
    }
    if environment.isPull(request.flow) {
      return FlowRunner.Application(outcomes: try await runner.pull(request, odoo: odoo))
    }
    let isProbe = unit.hasPrefix(Schedule.probePrefix)
    return FlowRunner.Application(
      outcomes: isProbe ? try await runner.probe(request, odoo: odoo) : try await runner.run(request, odoo: odoo)
    )
  }

  /// The number behind the prefix of a unit; nil for a unit of another kind.
  private func number(of unit: String, _ prefix: String) -> Int? {
    unit.hasPrefix(prefix) ? Int(unit.dropFirst(prefix.count)) : nil
  }

  private func scan(after: Int, _ request: FlowRequest, _ odoo: any OdooGateway) async throws(Failure) -> [Outcome] {
    let page = try await runner.scan(after: after, request, odoo: odoo)
    let key = JobKey(database: request.database, connection: request.connection, job: .outgoing)
    try await jobs.scanned(key, flow: request.flow, counts: ["found": page.outcomes.count], next: page.next)
    return page.outcomes
  }

  /// Asks about a page of records; what keeps that from being done is the job's as well.
  private func pull(after: Int, _ request: FlowRequest, _ odoo: any OdooGateway) async throws(Failure) {
    let key = JobKey(database: request.database, connection: request.connection, job: .pull)
    do throws(Failure) {
      let page = try await runner.scanPull(after: after, request, odoo: odoo)
      let counts = ["asked": page.asked, "fetched": page.fetched]
      try await jobs.scanned(key, flow: request.flow, counts: counts, next: page.next)
    } catch {
      if !error.endsAttempt { try await jobs.stumbled(key, error) }
      throw error
    }
  }
}
