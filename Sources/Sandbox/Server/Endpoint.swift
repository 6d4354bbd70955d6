/// One row of a simulated API: which requests, and who answers them.
struct Endpoint: Sendable {
  enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
  }

  let method: Method
  /// With placeholders: `/v2/transactions/{id}`.
  let path: String
  let kind: FailureScope
  let answer: @Sendable (Call) async -> Answer

  init(
    _ method: Method,
    _ path: String,
    _ kind: FailureScope,
    _ answer: @escaping @Sendable (Call) async -> Answer
  ) {
    self.method = method
    self.path = path
    self.kind = kind
    self.answer = answer
  }
}
