import Core
import Foundation
import HTTPTypes

/// The control surface under `/_sandbox`: what Procurify was asked, and what happens in it. Not part of Procurify.
///
/// `contrib/simulators.md` describes it for whoever runs the simulator.
struct ProcurifyControl: Sendable {
  let books: ProcurifyBooks
  let gate: ProcurifyGate
  let arrivals: Arrivals
  let hooks: ProcurifyHooks
  let clock: ProcurifyClock

  private static let deeds =
    ProcurifyBills.deeds + PortalRequisitions.deeds + PortalOrders.deeds + PortalRegisters.deeds
    + ProcurifyGenerate.deeds

  var endpoints: [Endpoint] {
    looking + turning
      + Self.deeds.map { deed in
        Endpoint(deed.method, "/_sandbox" + deed.path, .all) { call in await answer(call, deed) }
      }
  }

  private func answer(_ call: Call, _ deed: ProcurifyDeed) async -> Answer {
    guard let body = call.body.isEmpty ? .object(JSONObject()) : try? JSON(parsing: call.body) else {
      return ProcurifyErrors.answer(400, "The request body is not JSON.")
    }
    return await books.write { tenant throws(ProcurifyRefusal) in try deed.handler(&tenant, call, body) }
  }

  /// A call that a hook makes: `{"method": "PUT", "path": "/bills/901", "body": {…}}`.
  func carryOut(_ wish: JSON) async -> JSON {
    let answer = await answer(wish["method"]?.stringValue ?? "", wish["path"]?.stringValue ?? "", wish["body"] ?? [:])
    return wish.putting(.int(answer.status), at: "status")
  }

  /// A call that comes from this process: `PUT`, `/bills/901`.
  func answer(_ method: String, _ path: String, _ body: JSON) async -> Answer {
    let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
    let path = "/_sandbox" + (parts.first ?? "")
    let found = endpoints.lazy.compactMap { endpoint in
      endpoint.method.rawValue == method
        ? ProcurifyRoute.match(endpoint.path, path).map { (endpoint, $0) } : nil
    }.first
    guard let (endpoint, parameters) = found else { return ProcurifyRefusal.notFound.answer }
    let call = Call(
      method: method,
      path: path,
      parameters: parameters,
      query: parts.count > 1 ? Call.query(parts[1]) : [],
      headers: HTTPFields(),
      body: body.bytes,
      origin: ""
    )
    return await endpoint.answer(call)
  }
}
