import Core
import Engine
import Storage

/// `link/propose`: rows of a partner's master data that wait for a person, with what each may be in Odoo.
enum LinkPropose {
  /// Rows in one answer.
  private static let limit = 200

  static func handle(_ call: Call) async throws(Failure) -> JSON {
    try call.refuseCopy()
    let request = try await proposing(call)
    let (_, settings) = try await call.host.connections.open(database: request.database, key: request.connection)
    let odoo = call.odoo(company: settings.company, language: settings.language, database: request.database)
    let page = try await call.host.runner.propose(
      after: Int64(try call.optionalInt("after") ?? 0),
      limit: min(max(try call.optionalInt("limit") ?? limit, 1), limit),
      matches: call.params["match"]?.boolValue ?? false,
      request,
      odoo: odoo
    )
    return .record([
      ("rows", .array(page.rows.map(\.json))), ("dropped", .array(page.dropped.map { .int(Int($0)) })),
      ("next", JSON(page.next.map { Int($0) })),
    ])
  }

  private static func proposing(_ call: Call) async throws(Failure) -> FlowRequest {
    FlowRequest(
      flow: try call.text("flow"),
      connection: try call.text("connection"),
      ids: [],
      company: 0,
      database: try await call.database(),
      user: call.session.identity?.user,
      correlation: Correlation.new(),
      deadline: .zero
    )
  }
}

extension FlowRunner.Proposal {
  var json: JSON {
    .record([
      ("entry", .int(Int(entry.id))), ("external_id", JSON(entry.subject.arrival)), ("link", JSON(entry.link)),
      ("parent", JSON(entry.parent)), ("title", .string(entry.title)), ("values", values),
      ("action", .string(match.action.rawValue)), ("record", JSON(match.record?.id)),
      ("record_name", JSON(match.record?.name)), ("reason", .string(match.reason)),
      ("candidates", .array(match.candidates.map(\.json))),
    ])
  }
}
