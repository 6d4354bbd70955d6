import Core
import Foundation
import HTTP
import Synchronization

/// Procountor in memory behind the transport: it keeps what arrives and misbehaves as a test says.
///
/// It takes the same invoice twice, as the real one does.
final class FakeProcountor: HTTPTransport {
  /// What becomes of one request.
  enum Behaviour: Sendable {
    /// Answers so and does nothing.
    case answer(Int, JSON? = nil, headers: HTTPHeaders = [:])
    /// No answer comes; it was done or not.
    case lost(arrives: Bool)
    /// Nothing listens.
    case unreachable
  }

  private struct Script {
    let method: HTTPRequest.Method
    let path: String
    let behaviour: Behaviour
  }

  private struct State {
    var scripts: [Script] = []
    var requests: [HTTPRequest] = []
    var books = FakeBooks()
    var tokens = 0
    var isRevoked = false
  }
  private let state = Mutex(State())

  // MARK: What a test says and asks

  /// The next requests of that method to a path that ends so go like this; later ones well.
  func next(_ method: HTTPRequest.Method, _ path: String, _ behaviours: Behaviour...) {
    state.withLock { state in
      state.scripts += behaviours.map { Script(method: method, path: path, behaviour: $0) }
    }
  }

  /// Puts something there as somebody did by hand; gives its id.
  @discardableResult
  func put(_ kind: FakeBooks.Kind, _ content: JSON) -> Int { state.withLock { $0.books.add(kind, content) } }

  func all(_ kind: FakeBooks.Kind) -> [JSON] { state.withLock { $0.books.all(kind) } }

  /// Every token that was given out is worth nothing from now on.
  func expireTokens() { state.withLock { $0.tokens += 1 } }
  func revokeKey() { state.withLock { $0.isRevoked = true } }
  /// A key was made again.
  func renewKey() { state.withLock { $0.isRevoked = false } }

  var requests: [HTTPRequest] { state.withLock { $0.requests } }
  var tokenRequests: Int { requests.count { $0.url.hasSuffix("/oauth/token") } }

  /// How often something was asked for, for example `POST /invoices`.
  func count(_ call: String) -> Int { calls.count { $0 == call } }

  /// Every call but those for tokens, in order, without what was asked with it.
  var calls: [String] {
    requests.map { "\($0.method.rawValue) \(Self.path($0.url))" }.filter { !$0.hasSuffix("/oauth/token") }
  }

  // MARK: The transport

  func send(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
    let behaviour = state.withLock { state -> Behaviour? in
      state.requests.append(request)
      let index = state.scripts.firstIndex { $0.method == request.method && Self.path(request.url).hasSuffix($0.path) }
      return index.map { state.scripts.remove(at: $0).behaviour }
    }
    switch behaviour {
    case .answer(let status, let body, let headers):
      return HTTPResponse(status: status, headers: headers, body: body?.bytes ?? [])
    case .lost(let arrives):
      if arrives { _ = answer(request) }
      throw Failure(.transport, "http.lost", "The answer was lost.", mayHaveArrived: !request.safeToRepeat)
    case .unreachable:
      throw Failure(.transport, "http.connect", "The partner does not answer.")
    case nil:
      return answer(request)
    }
  }

  private func answer(_ request: HTTPRequest) -> HTTPResponse {
    state.withLock { state in
      if request.url.hasSuffix("/oauth/token") {
        if state.isRevoked { return .json(["error": "invalid_grant"], 401) }
        return .json(["access_token": .string("token-\(state.tokens)"), "expires_in": 3600])
      }
      guard !state.isRevoked, request.secretHeaders["Authorization"] == "Bearer token-\(state.tokens)" else {
        return .json([:], 401)
      }
      guard request.method != .get || request.body == nil else { return .json([:], 400) }
      return state.books.answer(request, Self.path(request.url))
    }
  }

  private static func path(_ url: String) -> String {
    let path = url.prefix { $0 != "?" }
    return String(path.firstRange(of: ".com/api").map { path[$0.upperBound...] } ?? path)
  }
}
