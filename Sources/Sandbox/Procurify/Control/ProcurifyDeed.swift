import Core

/// One operation behind the scenes that looks at the books or changes them.
struct ProcurifyDeed: Sendable {
  typealias Handler = @Sendable (inout ProcurifyTenant, Call, JSON) throws(ProcurifyRefusal) -> Answer

  let method: Endpoint.Method
  /// Without `/_sandbox`: `/bills/{id}/approve`.
  let path: String
  let handler: Handler

  init(_ method: Endpoint.Method, _ path: String, _ handler: @escaping Handler) {
    self.method = method
    self.path = path
    self.handler = handler
  }
}

extension Call {
  /// The number in the path.
  func id() throws(ProcurifyRefusal) -> Int {
    guard let id = Int(parameters["id"] ?? "") else { throw .notFound }
    return id
  }
}
