import Core

/// One operation of the API: who may call it, and what answers.
struct ProcountorRoute: Sendable {
  typealias Handler = @Sendable (inout CompanyBooks, ProcountorCall) throws(ProcountorRefusal) -> Answer

  let method: Endpoint.Method
  let path: String
  let kind: FailureScope
  /// The user's right that it needs: `sales.productRegister`; nil: none.
  let right: String?
  let handler: Handler

  static func get(_ path: String, _ right: String? = nil, _ handler: @escaping Handler) -> ProcountorRoute {
    ProcountorRoute(method: .get, path: path, kind: .read, right: right, handler: handler)
  }

  /// A call that is not safe to repeat.
  static func post(_ path: String, _ right: String? = nil, _ handler: @escaping Handler) -> ProcountorRoute {
    ProcountorRoute(method: .post, path: path, kind: .send, right: right, handler: handler)
  }

  static func put(_ path: String, _ right: String? = nil, _ handler: @escaping Handler) -> ProcountorRoute {
    ProcountorRoute(method: .put, path: path, kind: .all, right: right, handler: handler)
  }

  static func patch(_ path: String, _ right: String? = nil, _ handler: @escaping Handler) -> ProcountorRoute {
    ProcountorRoute(method: .patch, path: path, kind: .all, right: right, handler: handler)
  }

  /// - Throws: 403 when the user's rights do not allow it.
  func check(_ company: ProcountorCompany) throws(ProcountorRefusal) {
    guard let right else { return }
    try company.demand(right, toChange: method != .get)
  }
}

extension ProcountorCompany {
  /// - Throws: 403 when the user has not this right, or may only look.
  func demand(_ right: String, toChange: Bool) throws(ProcountorRefusal) {
    let held = self.right(right)
    guard held == "ALL_RIGHTS" || (held == "VIEWING_RIGHTS" && !toChange) else {
      throw ProcountorRefusal(403, "The user has no right to do this: \(right).")
    }
  }
}
