/// One row of a simulated API: which requests, and who answers them.
struct Endpoint: Sendable {
  enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case head = "HEAD"
    case options = "OPTIONS"
  }

  let method: Method
  /// With placeholders: `/v2/transactions/{id}`.
  let path: String
  let kind: FailureScope
  /// As which it is counted: `POST /v2/transactions`.
  let name: String
  /// Whether it is reached without a token, as the one that gives tokens is.
  let isOpen: Bool
  let answer: @Sendable (Call) async -> Answer

  init(
    _ method: Method,
    _ path: String,
    _ kind: FailureScope,
    name: String? = nil,
    isOpen: Bool = false,
    _ answer: @escaping @Sendable (Call) async -> Answer
  ) {
    self.method = method
    self.path = path
    self.kind = kind
    self.name = "\(method.rawValue) \(name ?? path)"
    self.isOpen = isOpen
    self.answer = answer
  }
}
