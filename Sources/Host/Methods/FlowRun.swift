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
    let done = try await call.host.units.run(unit, request, odoo: odoo)
    let answer = answer(request, done.outcomes)
    return unit.hasPrefix(Schedule.applyPrefix) ? answer.with("rolls_back", .bool(done.rollsBack)) : answer
  }

  private static func answer(_ request: FlowRequest, _ outcomes: [Outcome]) -> JSON {
    .record([
      ("correlation_id", .string(request.correlation)), ("documents", .array(outcomes.map(\.json))),
    ])
  }
}
