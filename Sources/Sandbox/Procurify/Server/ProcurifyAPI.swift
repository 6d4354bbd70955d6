import Core

/// The operations of Procurify's API: all of them look, none changes anything.
struct ProcurifyAPI: Sendable {
  let books: ProcurifyBooks
  let gate: ProcurifyGate
  let arrivals: Arrivals
  let hooks: ProcurifyHooks

  static let routes =
    UserPages.routes + ReferencePages.routes + VendorPages.routes + CatalogPages.routes + RequisitionPages.routes
    + OrderItemPages.routes + OrderPages.routes + BillPages.routes + BillableItemPages.routes + PaymentPages.routes

  /// The operation of a path; the first one that fits.
  static func route(_ path: String) -> ProcurifyRoute? { routes.first { $0.match(path) != nil } }

  /// Everything under `/api` is looked up here, so that also what nobody knows is counted.
  var endpoints: [Endpoint] {
    [Endpoint(.post, "/oauth/token", .read, isOpen: true) { call in await token(call) }]
      + Endpoint.Method.allCases.map { method in
        Endpoint(method, "/api/**", .read) { call in await answer(call) }
      }
  }

  private func token(_ call: Call) async -> Answer {
    let answer = await gate.grant(call)
    await arrivals.note(
      call,
      name: "/oauth/token",
      company: "",
      body: ProcurifyTokenRequest.outline(call),
      status: answer.status
    )
    return answer
  }

  private func answer(_ call: Call) async -> Answer {
    let route = Self.route(call.path)
    let answer = await self.answer(call, route)
    await arrivals.note(call, name: route?.path ?? call.path, company: "", body: .none, status: answer.status)
    if let route, answer.status == 200 { await hooks.answered(route.list, page: ListPage.number(call)) }
    return answer
  }

  private func answer(_ call: Call, _ route: ProcurifyRoute?) async -> Answer {
    guard let route, let parameters = route.match(call.path) else { return ProcurifyRefusal.notFound.answer }
    guard call.path.hasSuffix("/"), !call.path.contains("//") else { return Self.redirect(call) }
    guard call.method == "GET" else { return ProcurifyErrors.methodNotAllowed(call.method) }
    guard call.body.isEmpty else { return ProcurifyErrors.answer(400, "A GET request must not have a body.") }
    let placed = Call(
      method: call.method,
      path: call.path,
      parameters: parameters,
      query: call.query,
      headers: call.headers,
      body: [],
      holder: call.holder,
      origin: call.origin
    )
    return await books.read { tenant throws(ProcurifyRefusal) in
      guard tenant.settings.permits(route.list) else {
        throw ProcurifyRefusal(403, "You do not have permission to perform this action.")
      }
      return try route.handler(tenant, placed)
    }
  }

  /// To the same address with a slash at its end.
  private static func redirect(_ call: Call) -> Answer {
    let query = call.query.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }.joined(separator: "&")
    let path = "/" + call.path.split(separator: "/").joined(separator: "/") + "/"
    return Answer(status: 301).with("Location", call.origin + path + (query.isEmpty ? "" : "?\(query)"))
  }
}
