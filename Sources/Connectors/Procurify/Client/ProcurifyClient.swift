package import Core
package import HTTP

/// How Procurify is read: endpoints, paging and what its errors mean. The token is put on by the engine.
package struct ProcurifyClient: Sendable {
  let address: ProcurifyAddress
  let http: any HTTPTransport

  /// - Parameters:
  ///   - address: of the tenant.
  ///   - http: how requests leave; `ReadOnlyTransport` in the service.
  package init(_ address: ProcurifyAddress, _ http: any HTTPTransport) {
    self.address = address
    self.http = http
  }

  /// `GET`: what stands at a path.
  ///
  /// - Parameter path: from `/api/`, with its query.
  /// - Returns: the whole answer, `metadata` and `data`.
  /// - Throws: `.response` and `.configuration` when Procurify refuses, `.transport` when it cannot be reached. Safe to
  ///   repeat.
  package func read(_ path: String) async throws(Failure) -> JSON {
    let headers: HTTPHeaders = ["Accept": "application/json", "X-Procurify-Client": "api"]
    let response = try await http.send(HTTPRequest(.get, address.base + path, headers: headers, safeToRepeat: true))
    guard response.succeeded else { throw failure(response, path) }
    guard let answer = try? JSON(parsing: response.body) else { throw unreadable(response) }
    return answer
  }
}
