package import Core
package import HTTP
import Synchronization

/// An Odoo behind HTTP that answers what a test says, path by path.
package final class ScriptedOdoo: HTTPTransport {
  package enum Answer: Sendable {
    case reply(HTTPResponse)
    /// Made from what was asked.
    case make(@Sendable (HTTPRequest) -> HTTPResponse)
    /// No answer comes; the request had left.
    case lost

    package static func json(_ json: JSON) -> Answer { .reply(ScriptedOdoo.answer(200, "application/json", json.text)) }
  }

  private struct State {
    var answers: [String: [Answer]] = [:]
    var requests: [HTTPRequest] = []
  }
  private let state = Mutex(State())

  private let url: String

  package init(url: String = ScriptedOdoo.url) { self.url = url }

  package static let url = "https://odoo.example"

  package var requests: [HTTPRequest] { state.withLock { $0.requests } }
  package var paths: [String] { requests.map { String($0.url.dropFirst(url.count)) } }
  /// The bodies that came, as JSON.
  package var bodies: [JSON] { requests.map { (try? JSON(parsing: $0.body ?? [])) ?? .null } }

  /// The answers to that path one after the other; the last one stays.
  package func on(_ path: String, _ answers: Answer...) {
    state.withLock { $0.answers[path, default: []] += answers }
  }

  package func on(_ path: String, _ status: Int = 200, json: JSON, _ headers: HTTPHeaders = [:]) {
    on(path, .reply(Self.answer(status, "application/json; charset=utf-8", json.text, headers)))
  }

  package func on(_ path: String, _ status: Int = 200, html: String, _ headers: HTTPHeaders = [:]) {
    on(path, .reply(Self.answer(status, "text/html; charset=utf-8", html, headers)))
  }

  package func on(_ path: String, xml: String) {
    on(path, .reply(Self.answer(200, "text/xml; charset=utf-8", xml)))
  }

  package func send(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
    let path = String(request.url.dropFirst(url.count))
    let answer = state.withLock { state -> Answer? in
      state.requests.append(request)
      guard let waiting = state.answers[path], let first = waiting.first else { return nil }
      if waiting.count > 1 { state.answers[path] = Array(waiting.dropFirst()) }
      return first
    }
    guard let answer else { return Self.answer(404, "text/html; charset=utf-8", "<h1>Not Found</h1>") }
    switch answer {
    case .reply(let response): return response
    case .make(let make): return make(request)
    case .lost: throw Self.lost(request)
    }
  }

  package static func answer(_ status: Int, _ type: String, _ body: String, _ headers: HTTPHeaders = [:])
    -> HTTPResponse
  {
    var all: HTTPHeaders = ["Date": "Sat, 21 Nov 2026 07:27:28 GMT", "Content-Type": type]
    for field in headers.fields { all.append(field.name, field.value) }
    return HTTPResponse(status: status, headers: all, body: Array(body.utf8))
  }

  private static func lost(_ request: HTTPRequest) -> Failure {
    Failure(
      .transport,
      "http.lost",
      "The connection to odoo.example broke before the answer was complete.",
      mayHaveArrived: !request.safeToRepeat
    )
  }
}

/// How each dialect says one and the same thing.
package enum Wire {
  package static func rpc(_ result: JSON?) -> JSON { .record([("jsonrpc", "2.0"), ("id", 1), ("result", result)]) }

  package static func rpcError(_ name: String, _ message: String) -> JSON {
    let data: JSON = [
      "name": .string(name), "message": .string(message), "arguments": [.string(message)], "context": [:],
      "debug": .string("Traceback (most recent call last):\n  File \"/srv/odoo/http.py\"\n\(name): \(message)\n"),
    ]
    return ["jsonrpc": "2.0", "id": 1, "error": ["code": 200, "message": "Odoo Server Error", "data": data]]
  }

  package static func json2Error(_ name: String, _ message: String) -> JSON {
    [
      "name": .string(name), "message": .string(message), "arguments": [.string(message)], "context": [:],
      "debug": .string("Traceback (most recent call last):\n  File \"/srv/odoo/http.py\"\n\(name): \(message)\n"),
    ]
  }

  package static func xml(_ value: String) -> String {
    """
    <?xml version='1.0'?>
    <methodResponse>
    <params>
    <param>
    <value>\(value)</value>
    </param>
    </params>
    </methodResponse>
    """
  }

  package static func fault(_ code: Int, _ text: String) -> String {
    let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    return """
      <?xml version='1.0'?>
      <methodResponse>
      <fault>
      <value><struct>
      <member>
      <name>faultCode</name>
      <value><int>\(code)</int></value>
      </member>
      <member>
      <name>faultString</name>
      <value><string>\(escaped)</string></value>
      </member>
      </struct></value>
      </fault>
      </methodResponse>
      """
  }

  /// What Odoo puts into a fault for everything that is none of its own exceptions.
  package static func traceback(_ exception: String, _ message: String) -> String {
    """
    Traceback (most recent call last):
      File "/srv/odoo/tools/lru.py", line 57, in __getitem__
        val = self._values[key]
    KeyError: 'odoo'

    During handling of the above exception, another exception occurred:

    Traceback (most recent call last):
      File "/srv/odoo/controllers/xmlrpc.py", line 162, in xmlrpc_2
        response = self._xmlrpc(service)
                   ^^^^^^^^^^^^^^^^^^^^^
      File "/srv/odoo/service/model.py", line 184, in retrying
        result = func()
    \(exception): \(message)

    """
  }
}
