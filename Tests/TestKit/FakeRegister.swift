package import Core
package import HTTP
import Synchronization

/// A partner with master data and documents behind OAuth tokens, in memory: customers, products, notes and settings.
///
/// Each thing has a `code` that is known once; a second of the same code is refused. It misbehaves as a test says.
package final class FakeRegister: HTTPTransport {
  package enum Behaviour: Sendable {
    case answer(Int, JSON? = nil, headers: HTTPHeaders = [:])
    /// No answer comes; it has arrived or not.
    case lost(arrives: Bool)
    case unreachable
    /// Waits for `release`, then answers as ever.
    case hang
  }

  private struct State {
    var scripts: [String: [Behaviour]] = [:]
    var requests: [HTTPRequest] = []
    var things: [String: [JSON]] = [:]
    var tokens: [String] = []
    var valid: Set<String> = []
    var lifetime = 3600
    var hanging: [Int: CheckedContinuation<Void, Never>] = [:]
    var hangs = 0
    var settings: JSON = ["vat": ["25.5"]]
  }
  private let state = Mutex(State())
  package static let base = "https://register.example/api"

  package init() {}

  // MARK: What a test says and asks

  /// The next calls like this, one after the other; for example `next("POST /customers", .lost(arrives: true))`.
  package func next(_ call: String, _ behaviours: Behaviour...) {
    state.withLock { $0.scripts[call, default: []] += behaviours }
  }

  /// What it has of a kind, for example `notes`.
  package func things(_ kind: String) -> [JSON] { state.withLock { $0.things[kind] ?? [] } }

  package var requests: [HTTPRequest] { state.withLock { $0.requests } }

  /// How many calls of that kind arrived, for example `POST /customers`.
  package func count(_ call: String) -> Int { requests.count { Self.call($0) == call } }

  package var tokens: [String] { state.withLock { $0.tokens } }

  /// No token that was given is taken any more.
  package func revokeTokens() { state.withLock { $0.valid = [] } }

  package func setLifetime(_ seconds: Int) { state.withLock { $0.lifetime = seconds } }

  package func setSettings(_ settings: JSON) { state.withLock { $0.settings = settings } }

  package var isHanging: Bool { state.withLock { !$0.hanging.isEmpty } }

  package func release() {
    let hanging = state.withLock { state in
      defer { state.hanging = [:] }
      return state.hanging.values
    }
    for continuation in hanging { continuation.resume() }
  }

  // MARK: The transport

  package func send(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
    let call = Self.call(request)
    let behaviour = state.withLock { state -> Behaviour? in
      state.requests.append(request)
      return state.scripts[call]?.isEmpty == false ? state.scripts[call]?.removeFirst() : nil
    }
    switch behaviour {
    case .answer(let status, let body, let headers):
      return HTTPResponse(status: status, headers: headers, body: body?.bytes ?? [])
    case .lost(let arrives):
      if arrives { _ = usual(request, call) }
      throw Failure(.transport, "http.lost", "The answer was lost.", mayHaveArrived: !request.safeToRepeat)
    case .unreachable:
      throw Failure(.transport, "http.connect", "Nobody answers.")
    case .hang:
      await hang()
      guard !Task.isCancelled else {
        throw Failure(.transport, "http.lost", "The answer was lost.", mayHaveArrived: !request.safeToRepeat)
      }
      return usual(request, call)
    case nil:
      return usual(request, call)
    }
  }

  /// Until `release`, or until whoever waits is cut off.
  private func hang() async {
    let number = state.withLock { state in
      state.hangs += 1
      return state.hangs
    }
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

  /// `POST /customers`, without the query and with `*` for an id.
  private static func call(_ request: HTTPRequest) -> String {
    let path = request.url.dropFirst(base.count).prefix { $0 != "?" }
    let parts = path.split(separator: "/").map { $0.allSatisfy(\.isNumber) ? "*" : String($0) }
    return "\(request.method.rawValue) /" + parts.joined(separator: "/")
  }

  private func usual(_ request: HTTPRequest, _ call: String) -> HTTPResponse {
    if call == "POST /oauth/token" { return token() }
    let bearer = request.secretHeaders["Authorization"]?.dropFirst("Bearer ".count) ?? ""
    guard state.withLock({ $0.valid.contains(String(bearer)) }) else {
      return HTTPResponse(status: 401, body: JSON.record([("message", .string("\(bearer) is not valid"))]).bytes)
    }
    let kind = String(call.split(separator: "/")[1])
    switch request.method {
    case .get where kind == "settings": return HTTPResponse(status: 200, body: state.withLock { $0.settings }.bytes)
    case .get: return HTTPResponse(status: 200, body: JSON.array(things(kind)).bytes)
    case .put: return HTTPResponse(status: 200, body: JSON.record([("status", "APPROVED")]).bytes)
    default: return take(request, kind)
    }
  }

  private func token() -> HTTPResponse {
    let (token, lifetime) = state.withLock { state in
      let token = "jwt-\(state.tokens.count + 1)-4f9a"
      state.tokens.append(token)
      state.valid.insert(token)
      return (token, state.lifetime)
    }
    let answer: JSON = ["access_token": .string(token), "expires_in": .int(lifetime)]
    return HTTPResponse(status: 200, headers: ["Set-Cookie": "sid=\(token)"], body: answer.bytes)
  }

  private func take(_ request: HTTPRequest, _ kind: String) -> HTTPResponse {
    guard let thing = request.body.flatMap({ try? JSON(parsing: $0) }) else { return HTTPResponse(status: 400) }
    return state.withLock { state in
      let known = state.things[kind] ?? []
      if known.contains(where: { $0["code"] == thing["code"] }) {
        return HTTPResponse(status: 400, body: JSON.record([("message", "That code is known.")]).bytes)
      }
      let first = ["customers": 7001, "products": 5001][kind] ?? 9001
      let stored = JSON.record([("id", .int(first + known.count)), ("status", "UNFINISHED")] + members(thing))
      state.things[kind, default: []].append(stored)
      return HTTPResponse(status: 200, body: stored.bytes)
    }
  }

  private func members(_ thing: JSON) -> [(String, JSON?)] {
    (thing.objectValue?.members ?? []).map { ($0.key, $0.value) }
  }
}
