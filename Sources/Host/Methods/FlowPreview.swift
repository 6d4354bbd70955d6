import Core
import Engine

/// `flow/preview`: what would leave, and what differs from the last time; nothing is stored.
enum FlowPreview {
  static func handle(_ call: Call) async throws(Failure) -> JSON {
    let request = try await FlowRequest(call)
    let (_, settings) = try await call.host.connections.open(database: request.database, key: request.connection)
    let odoo = call.odoo(company: settings.company, language: settings.language, database: request.database)
    let previews = try await call.host.runner.preview(request, odoo: odoo)
    return .record([("documents", .array(previews.map(\.json)))])
  }
}

extension FlowRequest {
  init(_ call: Call) async throws(Failure) {
    var hashes: [Int: String] = [:]
    if let seen = call.params["hashes"], !seen.isNull {
      guard let members = seen.objectValue?.members else { throw .parameter("hashes", "an object of texts by record") }
      for (record, hash) in members {
        guard let record = Int(record), let hash = hash.stringValue else {
          throw .parameter("hashes", "an object of texts by record")
        }
        hashes[record] = hash
      }
    }
    let origin = try call.optionalText("origin")
    self.init(
      flow: try call.text("flow"),
      connection: try call.text("connection"),
      ids: try call.ints("ids"),
      company: try call.int("company_id"),
      database: try await call.database(),
      readOnly: call.session.identity?.readOnly,
      user: call.session.identity?.user,
      correlation: try call.optionalText("correlation_id") ?? Correlation.new(),
      deadline: .milliseconds(
        min(max(0, try call.optionalInt("deadline_ms") ?? FlowRun.standardDeadline), FlowRun.longestDeadline)
      ),
      hashes: hashes,
      confirmed: call.params["confirmed"]?.boolValue ?? false,
      urgent: origin != "tick"
    )
  }
}

extension Preview {
  var json: JSON {
    .record([
      ("model", .string(model)), ("record", .int(record)), ("record_name", .string(recordName)),
      ("payload", payload), ("hash", .string(hash)), ("issues", .array(issues.map(\.json))),
      ("previous", previous ?? .null), ("changes", .array(changes.map(\.json))),
      ("needs", .array(needs.map(\.json))),
    ])
  }
}

extension Preview.First {
  fileprivate var json: JSON {
    .record([
      ("flow", .string(flow)), ("label", .string(label)), ("model", .string(model)), ("record", .int(record)),
      ("record_name", .string(recordName)), ("payload", payload), ("issues", .array(issues.map(\.json))),
    ])
  }
}

extension JSONDifference {
  var json: JSON { .record([("path", .string(path)), ("before", before ?? .null), ("after", after ?? .null)]) }
}
