/// Who decides about a request before anybody looks at it.
protocol Gatekeeper: Sendable {
  func admit(_ endpoint: Endpoint, authorization: String?) async -> Gate.Verdict
}
