package import Core
package import HTTP

/// How Procurify is read: endpoints, paging and what its errors mean. The token is put on by the engine.
package struct ProcurifyClient: Sendable {
  let address: ProcurifyAddress
  let http: any HTTPTransport
  let pages: PageSize

  /// - Parameters:
  ///   - address: of the tenant.
  ///   - http: how requests leave; `ReadOnlyTransport` in the service.
  ///   - pages: how much a list is asked for at once; shared by all clients of a connection.
  package init(_ address: ProcurifyAddress, _ http: any HTTPTransport, pages: PageSize) {
    self.address = address
    self.http = http
    self.pages = pages
  }

  /// `GET`: what stands at a path.
  ///
  /// - Parameter path: from `/api/`, with its query.
  /// - Returns: the whole answer, `metadata` and `data`.
  /// - Throws: `.response` and `.configuration` when Procurify refuses, `.transport` when it cannot be reached. Safe to
  ///   repeat.
  package func read(_ path: String) async throws(Failure) -> JSON { try await exchange(path).answer }

  /// The same with what came along.
  func exchange(_ path: String) async throws(Failure) -> (answer: JSON, response: HTTPResponse) {
    let request = HTTPRequest(
      .get,
      address.base + path,
      headers: ["Accept": "application/json", "X-Procurify-Client": "api"],
      safeToRepeat: true,
      withheld: Withheld.members
    )
    let response = try await http.send(request)
    guard response.succeeded else { throw failure(response, path) }
    guard let answer = try? JSON(parsing: response.body) else { throw unreadable(response) }
    return (answer, response)
  }
}
