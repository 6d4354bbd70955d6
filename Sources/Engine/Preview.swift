package import Core
package import Odoo
import Storage

/// What would leave for one document, and what differs from the last time.
package struct Preview: Sendable {
  package var model: String
  package var record: Int
  package var recordName: String
  package var payload: JSON
  /// Given back with `flow/run`, it sends exactly this or nothing.
  package var hash: String
  package var issues: [Issue]
  package var previous: JSON?
  package var changes: [JSONDifference]
}

extension FlowRunner {
  /// Collects and maps, stores and sends nothing.
  package func preview(_ request: FlowRequest, odoo: any OdooGateway) async throws(Failure) -> [Preview] {
    let flow = try await open(request)
    let collected = try await collect(request, flow, odoo)
    var previews = collected.outcomes.values.map { outcome in
      Preview(outcome)
    }
    for document in collected.documents {
      let mapped = try await map(document, request, flow, odoo)
      previews.append(try await preview(mapped))
    }
    return request.ids.compactMap { id in previews.first { $0.record == id } }
  }

  private func preview(_ mapped: OpenedDocument) async throws(Failure) -> Preview {
    let last = try await environment.store.newest(mapped.subject)
    var previous: JSON?
    if let last, last.attempts > 0, let body = try await environment.store.steps(of: last.id).first?.body {
      previous = try? JSON(parsing: body)
    }
    let next = mapped.draft.requests.first.flatMap { try? JSON(parsing: $0.body) } ?? mapped.draft.payload
    return Preview(
      model: mapped.subject.model,
      record: mapped.subject.record,
      recordName: mapped.recordName,
      payload: next,
      hash: mapped.hash,
      issues: mapped.draft.issues,
      previous: previous,
      changes: previous?.differences(to: next) ?? []
    )
  }
}

extension Preview {
  fileprivate init(_ refused: Outcome) {
    self.init(
      model: refused.model,
      record: refused.record,
      recordName: refused.recordName,
      payload: .null,
      hash: "",
      issues: refused.issues,
      previous: nil,
      changes: []
    )
  }
}
