package import Core
package import Odoo
import Storage

/// Asks the partner about records of Odoo. What it says is kept; it comes into Odoo by units of its own.
extension FlowRunner {
  /// Asks about the records of a request.
  ///
  /// - Parameters:
  ///   - request: of a flow in `Connector.pulls`.
  ///   - odoo: the open transaction; nothing is written to it.
  /// - Returns: one outcome per record, in that order: `fetched` with what is still to be applied and with warnings about
  ///   what the partner withdrew, or `refused`.
  /// - Throws: what concerns the whole request: an unknown flow, a setting that is missing, a partner that refuses.
  package func pull(_ request: FlowRequest, odoo: any OdooGateway) async throws(Failure) -> [Outcome] {
    if let refused = try await standstill(request) { return refused }
    let round = try await PullRound(request, environment, ledger)
    var outcomes: [Int: Outcome] = [:]
    let subjects = try await round.subjects(request.ids, odoo)
    for page in subjects.known.pages(of: PullSubject.pageSize) {
      for outcome in try await round.ask(page).outcomes { outcomes[outcome.record] = outcome }
    }
    for outcome in subjects.refused { outcomes[outcome.record] = outcome }
    return request.ids.compactMap { outcomes[$0] }
  }

  /// Records of one page of a scan: a partner that wants a call for each must answer while Odoo waits.
  private static let pullPage = 50

  /// What one page of looking for records to ask about came to.
  package struct PullScan: Sendable {
    package var asked: Int
    package var fetched: Int
    /// The last record of this page, where another may follow.
    package var next: Int?
  }

  /// Asks about the next page of what is asked about by itself.
  ///
  /// - Parameters:
  ///   - after: only records with a greater id.
  ///   - request: the flow and connection; its `ids` mean nothing.
  ///   - odoo: the open transaction; nothing is written to it.
  /// - Returns: how many were asked about, what of it is new, and where to go on.
  /// - Throws: as `pull`.
  package func scanPull(after: Int, _ request: FlowRequest, odoo: any OdooGateway) async throws(Failure) -> PullScan {
    let round = try await PullRound(request, environment, ledger)
    guard let ready = round.flow.candidates(round.account.settings) else { return PullScan(asked: 0, fetched: 0) }
    let found = try await odoo.search(
      round.flow.model,
      domain: .array([["id", ">", .int(after)]] + (ready.arrayValue ?? [])),
      fields: round.flow.fields,
      order: "id",
      limit: Self.pullPage
    )
    let known = try await round.known(found, odoo)
    let fetched = known.isEmpty ? 0 : try await round.ask(known).fetched
    let last = found.count == Self.pullPage ? found.last?["id"]?.intValue : nil
    return PullScan(asked: known.count, fetched: fetched, next: last)
  }
}

extension Array {
  fileprivate func pages(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}
