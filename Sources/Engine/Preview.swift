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
  /// Records that the partner does not know yet and that would be sent first.
  package var needs: [First] = []

  /// One record that goes before the document.
  package struct First: Sendable {
    package var flow: String
    package var label: String
    package var model: String
    package var record: Int
    package var recordName: String
    package var payload: JSON
    package var issues: [Issue]
  }
}

extension FlowRunner {
  /// Collects and maps, stores and sends nothing.
  package func preview(_ request: FlowRequest, odoo: any OdooGateway) async throws(Failure) -> [Preview] {
    let flow = try await open(request)
    let collected = try await collect(request, flow, odoo)
    var previews = collected.outcomes.values.map { outcome in
      Preview(outcome)
    }
    var documents: [OpenedDocument] = []
    for document in collected.documents { documents.append(try await map(document, request, flow, odoo)) }
    let supplied = try await supply(documents, request, flow, odoo, opens: false)
    for document in supplied.documents {
      var preview = try await preview(document)
      preview.needs = firsts(document, supplied.found, flow)
      previews.append(preview)
    }
    return request.ids.compactMap { id in previews.first { $0.record == id } }
  }

  /// What would be sent before a document, each once.
  private func firsts(_ document: OpenedDocument, _ found: [NeedSupply.Key: NeedSupply.Found], _ flow: OpenedFlow)
    -> [Preview.First]
  {
    var told: Set<NeedSupply.Key> = []
    return document.draft.needs.compactMap { need in
      let key = NeedSupply.Key(need)
      guard case .mapped(let first)? = found[key], told.insert(key).inserted else { return nil }
      return Preview.First(
        flow: need.flow,
        label: flow.connector.declaration(need.flow)?.label ?? need.flow,
        model: need.model,
        record: need.record,
        recordName: first.recordName,
        payload: first.draft.payload,
        issues: first.draft.issues
      )
    }
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
