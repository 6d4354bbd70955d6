package import Core
package import Odoo

extension FlowRunner {
  /// What one page of looking for documents came to.
  package struct Scan: Sendable {
    package var outcomes: [Outcome]
    /// The last record of this page, where another may follow.
    package var next: Int?
  }

  /// Sends the next page of what is ready to be sent by itself.
  ///
  /// - Parameters:
  ///   - after: only records with a greater id.
  ///   - request: the flow and connection; its `ids` mean nothing.
  ///   - odoo: the open transaction.
  /// - Returns: one outcome per record that was not with the partner, and where to go on.
  /// - Throws: as `run`.
  package func scan(after: Int, _ request: FlowRequest, odoo: any OdooGateway) async throws(Failure) -> Scan {
    let flow = try await open(request)
    guard let ready = flow.declaration.candidates(flow.settings) else { return Scan(outcomes: [], next: nil) }
    let size = flow.declaration.pageSize(flow.settings)
    let found = try await odoo.search(
      flow.declaration.model,
      domain: .array([["id", ">", .int(after)]] + (ready.arrayValue ?? [])),
      fields: .object(JSONObject()),
      order: "id",
      limit: size
    )
    let ids = found.compactMap { $0["id"]?.intValue }
    var again = request
    again.ids = ids
    let outcomes = ids.isEmpty ? [] : try await run(again, odoo: odoo)
    return Scan(
      outcomes: outcomes.filter { $0.status != .alreadySent && $0.status != .confirm },
      next: ids.count == size ? ids.last : nil
    )
  }
}
