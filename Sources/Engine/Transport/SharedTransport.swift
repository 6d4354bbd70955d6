import Core
import HTTP

/// The transport of a look-up: reads are shared with the look-ups of other documents, anything else goes as ever.
struct SharedTransport: HTTPTransport {
  private let next: any HTTPTransport
  private let logged: LoggedTransport
  private let environment: Environment
  private let moment: Timestamp

  /// - Parameters:
  ///   - next: how requests of this document leave.
  ///   - logged: this document's log.
  ///   - environment: with what is shared.
  ///   - moment: of the steady clock; an answer that was not asked for later is of no use.
  init(
    _ next: any HTTPTransport,
    _ logged: LoggedTransport,
    _ environment: Environment,
    notBefore moment: Timestamp
  ) {
    self.next = next
    self.logged = logged
    self.environment = environment
    self.moment = moment
  }

  func send(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
    guard request.method == .get else { return try await next.send(request) }
    let next = next
    let (response, isShared) = try await environment.reads.answer(request.key, notBefore: moment, environment.time) {
      () async throws(Failure) in try await next.send(request)
    }
    if isShared { await logged.keepShared(request, response) }
    return response
  }
}

extension HTTPRequest {
  /// The same for two requests that must get the same answer; it holds secrets and stays in memory.
  fileprivate var key: String {
    let fields = headers.fields + secretHeaders.fields
    return ([url] + fields.map { "\($0.name): \($0.value)" }).joined(separator: "\n")
  }
}
