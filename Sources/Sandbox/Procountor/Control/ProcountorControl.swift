import Core
import Foundation

/// The control surface under `/_sandbox`: what Procountor got, and what happens in its portal. Not part of Procountor.
///
/// `contrib/simulators.md` describes it for whoever runs the simulator. With several companies `?company=NAME` says which
/// one is meant; without it, it is the only one or the first by name.
struct ProcountorControl: Sendable {
  let books: ProcountorBooks
  let gate: ProcountorGate
  let arrivals: Arrivals
  let clock: ProcountorClock
  let names: [String]

  var endpoints: [Endpoint] {
    looking + turning
      + (Self.routes + PortalInvoices.routes + PortalBills.routes + Generate.routes).map { route in
        Endpoint(route.method, "/_sandbox" + route.path, .all) { call in await answer(call, route) }
      }
  }

  private static let routes: [ProcountorRoute] = [
    .get("/invoices") { books, _ in .json(200, .array(books.all(.invoices).map { PortalInvoices.whole($0, books) })) },
    .get("/invoices/{id}") { books, call throws(ProcountorRefusal) in
      guard let kept = books[.invoices, try call.id()] else { throw .notFound }
      return .json(200, PortalInvoices.whole(kept, books))
    },
    .get("/numbers") { books, _ in .json(200, PortalInvoices.numbers(books)) },
    .get("/partners") { books, _ in .json(200, .array(books.all(.partners).map(\.body))) },
    .get("/products") { books, _ in .json(200, .array(books.all(.products).map(\.body))) },
    .get("/attachments/{id}/file") { books, call throws(ProcountorRefusal) in
      guard let kept = books[.attachments, try call.id()],
        let file = Data(base64Encoded: kept.hidden["file"]?.stringValue ?? "")
      else { throw .notFound }
      return Answer(status: 200, body: Array(file))
    },
    .get("/company") { books, _ in .json(200, books.company.settings) },
    .put("/company") { books, call in
      books.change(call.body)
      return Answer(status: 204)
    },
  ]

  private func answer(_ call: Call, _ route: ProcountorRoute) async -> Answer {
    guard let name = call.parameter("company") ?? names.first, names.contains(name) else {
      return ProcountorErrors.answer(404, "There is no such company.", field: "company")
    }
    guard let body = call.body.isEmpty ? .object(JSONObject()) : try? JSON(parsing: call.body) else {
      return ProcountorErrors.answer(400, "The request body is not JSON.")
    }
    return await books.answer(name) { books throws(ProcountorRefusal) in
      try route.handler(&books, ProcountorCall(call: call, body: body))
    }
  }
}
