import Core
import Engine
import Odoo

/// `flow/run`: one outcome per document.
enum FlowRun {
  /// What a click waits when it names no deadline of its own.
  static let standardDeadline = 20_000
  /// No asker waits longer than this, whatever it says.
  static let longestDeadline = 600_000

  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let request = try await FlowRequest(call)
    // A copy has no connections of its own: that it is one comes first.
    if let refused = try await call.host.runner.standstill(request) { return answer(request, refused) }
    let (_, settings) = try await call.host.connections.open(database: request.database, key: request.connection)
    let odoo = call.odoo(company: settings.company, language: settings.language, database: request.database)
    let unit = try call.optionalText("unit") ?? ""
    if let entry = number(of: unit, Schedule.applyPrefix) {
      let applied = try await call.host.runner.apply(Int64(entry), request, odoo: odoo)
      return answer(request, applied.outcomes).with("rolls_back", .bool(applied.rollsBack))
    }
    if let after = number(of: unit, Schedule.scanPrefix) {
      return answer(request, try await scan(after: after, request, call, odoo))
    }
    if let after = number(of: unit, Schedule.pullPrefix) {
      try await pull(after: after, request, call, odoo)
      return answer(request, [])
    }
    if call.host.environment.isPull(request.flow) {
      return answer(request, try await call.host.runner.pull(request, odoo: odoo))
    }
    guard unit.hasPrefix(Schedule.probePrefix) else {
      return answer(request, try await call.host.runner.run(request, odoo: odoo))
    }
    return answer(request, try await call.host.runner.probe(request, odoo: odoo))
  }

  /// The number behind the prefix of a unit; nil for a unit of another kind.
  private static func number(of unit: String, _ prefix: String) -> Int? {
    unit.hasPrefix(prefix) ? Int(unit.dropFirst(prefix.count)) : nil
  }

  private static func scan(after: Int, _ request: FlowRequest, _ call: Call, _ odoo: any OdooGateway)
    async throws(Failure) -> [Outcome]
  {
    let page = try await call.host.runner.scan(after: after, request, odoo: odoo)
    let key = JobKey(database: request.database, connection: request.connection, job: .outgoing)
    try await call.host.jobs.scanned(key, flow: request.flow, counts: ["found": page.outcomes.count], next: page.next)
    return page.outcomes
  }

  /// Asks about a page of records; what keeps that from being done is the job's as well.
  private static func pull(after: Int, _ request: FlowRequest, _ call: Call, _ odoo: any OdooGateway)
    async throws(Failure)
  {
    let key = JobKey(database: request.database, connection: request.connection, job: .pull)
    do throws(Failure) {
      let page = try await call.host.runner.scanPull(after: after, request, odoo: odoo)
      let counts = ["asked": page.asked, "fetched": page.fetched]
      try await call.host.jobs.scanned(key, flow: request.flow, counts: counts, next: page.next)
    } catch {
      if !error.endsAttempt { try await call.host.jobs.stumbled(key, error) }
      throw error
    }
  }

  private static func answer(_ request: FlowRequest, _ outcomes: [Outcome]) -> JSON {
    .record([
      ("correlation_id", .string(request.correlation)), ("documents", .array(outcomes.map(\.json))),
    ])
  }
}
