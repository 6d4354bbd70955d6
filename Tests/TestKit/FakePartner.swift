package import Core
package import HTTP
import Synchronization

/// Procuros in memory behind the transport: it keeps what arrives, knows an order it has seen before, and misbehaves
/// as a test says.
package final class FakePartner: HTTPTransport {
  /// What becomes of one request.
  package enum Behaviour: Sendable {
    /// Answers so and keeps nothing.
    case answer(Int, JSON? = nil, headers: HTTPHeaders = [:])
    /// Answers 202: kept, not forwarded.
    case keep
    /// Answers with bytes that are not its own.
    case garbage(Int, String)
    /// No answer comes; the document has arrived or not.
    case lost(arrives: Bool)
    /// Nothing listens.
    case unreachable
    /// Waits for `release`, then answers as ever.
    case hang
  }

  private struct State {
    var scripts: [HTTPRequest.Method: [Behaviour]] = [:]
    var requests: [HTTPRequest] = []
    var received: [JSON] = []
    var hanging: [Int: CheckedContinuation<Void, Never>] = [:]
    var underWay = 0
    var mostUnderWay = 0
  }
  private let state = Mutex(State())

  package init() {}

  // MARK: What a test says and asks

  /// The next requests of that method go like this, one after the other; later ones well.
  package func next(_ method: HTTPRequest.Method, _ behaviours: Behaviour...) {
    state.withLock { $0.scripts[method, default: []] += behaviours }
  }

  /// The documents that the partner has.
  package var received: [JSON] { state.withLock { $0.received } }
  /// Every request of which a byte left.
  package var requests: [HTTPRequest] { state.withLock { $0.requests } }
  package var posts: Int { requests.count { $0.method == .post } }
  package var lookUps: Int { requests.count { $0.method == .get } }
  package var mostUnderWay: Int { state.withLock { $0.mostUnderWay } }

  /// A document whose answer was lost arrives after all.
  package func arriveLate() {
    state.withLock { state in
      if let body = state.requests.last(where: { $0.method == .post })?.body, let document = try? JSON(parsing: body) {
        state.received.append(document)
      }
    }
  }

  /// Lets everything that hangs go on.
  package func release() {
    let hanging = state.withLock { state in
      defer { state.hanging = [:] }
      return state.hanging.values
    }
    for continuation in hanging { continuation.resume() }
  }

  // MARK: The transport

  package func send(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
    let (number, behaviour) = arrive(request)
    defer { state.withLock { $0.underWay -= 1 } }
    switch behaviour {
    case .answer(let status, let body, let headers):
      return HTTPResponse(status: status, headers: headers, body: body?.bytes ?? [])
    case .garbage(let status, let text):
      return HTTPResponse(status: status, headers: ["Content-Type": "text/html"], body: Array(text.utf8))
    case .keep:
      return take(request, status: 202)
    case .lost(let arrives):
      if arrives { _ = take(request, status: 201) }
      throw lost(request)
    case .unreachable:
      throw Failure(.transport, "http.connect", "The partner does not answer.")
    case .hang:
      await hang(number)
      if Task.isCancelled { throw lost(request) }
      return usual(request)
    case nil:
      return usual(request)
    }
  }

  private func arrive(_ request: HTTPRequest) -> (Int, Behaviour?) {
    state.withLock { state in
      state.requests.append(request)
      state.underWay += 1
      state.mostUnderWay = max(state.mostUnderWay, state.underWay)
      let hasScript = state.scripts[request.method]?.isEmpty == false
      return (state.requests.count, hasScript ? state.scripts[request.method]?.removeFirst() : nil)
    }
  }

  private func hang(_ number: Int) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if !Task.isCancelled { state.hanging[number] = continuation }
          return Task.isCancelled
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.hanging.removeValue(forKey: number) }?.resume()
    }
  }

  private func lost(_ request: HTTPRequest) -> Failure {
    Failure(.transport, "http.lost", "The answer was lost.", mayHaveArrived: !request.safeToRepeat)
  }

  private func usual(_ request: HTTPRequest) -> HTTPResponse {
    if request.method == .post { return take(request, status: 201) }
    let items = received.enumerated().map { index, document in
      JSON.record([
        ("procurosTransactionId", .string("tx-\(index + 1)")), ("type", document["type"]),
        ("content", document["content"]),
      ])
    }
    return HTTPResponse(status: 200, body: JSON.record([("items", .array(items)), ("hasMore", false)]).bytes)
  }

  /// Keeps a document; one that is there already is refused with the partner's words.
  private func take(_ request: HTTPRequest, status: Int) -> HTTPResponse {
    guard let document = request.body.flatMap({ try? JSON(parsing: $0) }) else { return HTTPResponse(status: 400) }
    let number = state.withLock { state -> Int? in
      let isKnown = state.received.contains { Self.name(of: $0) == Self.name(of: document) }
      if isKnown { return nil }
      state.received.append(document)
      return state.received.count
    }
    guard let number else {
      return HTTPResponse(status: 400, body: JSON.record([("message", "Payload was already received")]).bytes)
    }
    return HTTPResponse(status: status, body: JSON.record([("procurosTransactionId", .string("tx-\(number)"))]).bytes)
  }

  /// What tells documents apart: type and own number, for example `INVOICE INV/2025/00042`.
  private static func name(of document: JSON) -> String {
    let type = document["type"]?.stringValue ?? ""
    let own =
      switch type {
      case "ORDER": "orderIdentifier"
      case "INVOICE": "invoiceIdentifier"
      case "CREDIT_NOTE": "creditNoteIdentifier"
      default: "shippingNoticeIdentifier"
      }
    return type + " " + (document["content"]?["header"]?[own]?.text ?? "")
  }
}
