import Hummingbird

/// Who decides about a request before anybody looks at it.
protocol Gatekeeper: Sendable {
  func admit(_ endpoint: Endpoint, authorization: String?) async -> Gate.Verdict

  /// The same with all of the request's head, for whoever needs more of it.
  func admit(_ endpoint: Endpoint, _ request: Request) async -> Gate.Verdict
}

extension Gatekeeper {
  func admit(_ endpoint: Endpoint, _ request: Request) async -> Gate.Verdict {
    await admit(endpoint, authorization: request.headers[.authorization])
  }
}
