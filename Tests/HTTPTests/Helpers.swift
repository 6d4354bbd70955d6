import Core

@testable import HTTP

/// What came of a call: the answer or the failure.
func outcome(_ client: HTTPClient, _ request: HTTPRequest) async -> Result<HTTPResponse, Failure> {
  do throws(Failure) {
    return .success(try await client.send(request))
  } catch {
    return .failure(error)
  }
}

func problem(_ client: HTTPClient, _ request: HTTPRequest) async -> Failure? {
  guard case .failure(let failure) = await outcome(client, request) else { return nil }
  return failure
}

extension HTTPClient {
  convenience init(hosts limit: Int = 32, caFile: String? = nil, proxy: String? = nil) {
    self.init(
      Configuration(
        userAgent: "odoo-sidecar/0.1.0",
        caFile: caFile,
        proxy: proxy,
        maxConnectionsPerHost: limit
      )
    )
  }
}

extension HTTPRequest {
  static func read(_ url: String, deadlines: Deadlines = Deadlines(), limit: Int = 16 << 20) -> HTTPRequest {
    HTTPRequest(.get, url, safeToRepeat: true, deadlines: deadlines, responseLimit: limit)
  }

  /// An order that must not arrive twice.
  static func order(_ url: String, deadlines: Deadlines = Deadlines()) -> HTTPRequest {
    HTTPRequest(
      .post,
      url,
      headers: ["Content-Type": "application/json"],
      secretHeaders: ["Authorization": "Bearer geheim-4711"],
      body: Array(#"{"order":"P00042"}"#.utf8),
      safeToRepeat: false,
      deadlines: deadlines
    )
  }
}

extension ScriptedServer.Step {
  /// A complete answer that leaves the connection open.
  static func answer(_ body: String, status: String = "200 OK", headers: String = "") -> Self {
    .send("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
  }
}
