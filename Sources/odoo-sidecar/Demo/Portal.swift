import Core
import HTTP

/// What people do in the partner's own program, through the simulator's control surface: `contrib/simulators.md`.
struct Portal: Sendable {
  let port: Int
  private let http = HTTPClient(.init(userAgent: "odoo-sidecar-demo"))

  init(port: Int) { self.port = port }

  /// - Throws: `internal` when the simulator refuses.
  @discardableResult
  func post(_ path: String, _ body: JSON = [:]) async throws -> JSON { try await send(.post, path, body) }

  @discardableResult
  func put(_ path: String, _ body: JSON) async throws -> JSON { try await send(.put, path, body) }

  func get(_ path: String) async throws -> JSON { try await send(.get, path, nil) }

  private func send(_ method: HTTPRequest.Method, _ path: String, _ body: JSON?) async throws -> JSON {
    let request = HTTPRequest(
      method,
      "http://127.0.0.1:\(port)/_sandbox\(path)",
      headers: ["Accept": "application/json", "Content-Type": "application/json"],
      body: body?.bytes,
      safeToRepeat: false
    )
    let response = try await http.send(request)
    let answer = (try? JSON(parsing: response.body)) ?? .null
    guard response.succeeded else {
      throw Failure(
        .internal,
        "internal",
        "\(method.rawValue) \(path) was answered \(response.status): \(answer.text)"
      )
    }
    return answer
  }
}
