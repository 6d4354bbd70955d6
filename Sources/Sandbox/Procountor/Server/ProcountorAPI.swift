import Core

/// The operations of Procountor's API, each reachable under every base path that the vendor serves.
struct ProcountorAPI: Sendable {
  let books: ProcountorBooks
  let gate: ProcountorGate
  let arrivals: Arrivals

  /// `/api` and `/latest/api`, `/supported/api`, `/v2604/api`.
  var endpoints: [Endpoint] {
    ["/api", "/{version}/api"].flatMap { base in
      [token(base)] + Self.routes.map { endpoint(base, $0) }
    }
  }

  static let routes =
    CompanyPages.routes + InvoiceCalls.routes + PartnerCalls.routes + ProductCalls.routes
    + PaymentCalls.routes + ReceiptCalls.routes + AttachmentCalls.routes

  private func token(_ base: String) -> Endpoint {
    Endpoint(.post, "\(base)/oauth/token", .all, name: "/oauth/token", isOpen: true) { call in
      guard Self.isVersion(call) else { return Self.wrongBase }
      let answer = await gate.grant(call)
      await arrivals.note(
        call,
        name: "/oauth/token",
        company: "",
        body: TokenRequest.outline(call),
        status: answer.status
      )
      return answer
    }
  }

  private func endpoint(_ base: String, _ route: ProcountorRoute) -> Endpoint {
    Endpoint(route.method, base + route.path, route.kind, name: route.path) { call in
      guard Self.isVersion(call) else { return Self.wrongBase }
      return await answer(route, call)
    }
  }

  private func answer(_ route: ProcountorRoute, _ call: Call) async -> Answer {
    let isJSON = !call.body.isEmpty && route.path != "/attachments"
    let body = isJSON ? try? JSON(parsing: call.body) : .null
    let answer: Answer
    if let body {
      answer = await books.answer(call.holder) { books throws(ProcountorRefusal) in
        try route.check(books.company)
        return try route.handler(&books, ProcountorCall(call: call, body: body))
      }
    } else {
      answer = ProcountorErrors.answer(400, "The request body is not JSON.")
    }
    await arrivals.note(call, name: route.path, company: call.holder, body: body, status: answer.status)
    return answer
  }

  private static let wrongBase = ProcountorErrors.answer(404, "Not Found")

  private static func isVersion(_ call: Call) -> Bool {
    guard let version = call.parameters["version"] else { return true }
    return version == "latest" || version == "supported"
      || (version.hasPrefix("v") && version.count == 5 && version.dropFirst().allSatisfy(\.isNumber))
  }
}
