import Core
import Testing

@testable import HTTP

@Suite("HTTP: requests", .timeLimit(.minutes(5)))
struct RequestTests {
  let client = HTTPClient()

  @Test("sends headers, secret headers, body and our name, and nothing that libcurl would add")
  func headers() async throws {
    let server = try ScriptedServer(.read, .answer(""))
    var request = HTTPRequest.order(server.url)
    request.headers.append("X-Empty", "")
    _ = try await client.send(request)
    let received = try #require(server.requests.first)
    #expect(received.line == "POST / HTTP/1.1")
    #expect(received.header("User-Agent") == "odoo-sidecar/0.1.0")
    #expect(received.header("Authorization") == "Bearer geheim-4711")
    #expect(received.header("Content-Type") == "application/json")
    #expect(received.header("Content-Length") == "18")
    #expect(received.header("X-Empty") == "")
    #expect(received.header("Expect") == nil)
    #expect(received.body == request.body)
  }

  @Test("a body without a type is not called a form, and a large one waits for no permission")
  func largeBody() async throws {
    let server = try ScriptedServer(.read, .answer(""))
    let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    _ = try await client.send(HTTPRequest(.put, server.url, body: body, safeToRepeat: true))
    let received = try #require(server.requests.first)
    #expect(received.body == body)
    #expect(received.header("Content-Type") == nil)
    #expect(received.header("Expect") == nil)
  }

  @Test("every method leaves under its own name", arguments: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
  func method(name: String) async throws {
    let server = try ScriptedServer(.read, .send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), .hang)
    let method = try #require(HTTPRequest.Method(rawValue: name))
    #expect(try await client.send(HTTPRequest(method, server.url, safeToRepeat: true)).status == 200)
    let received = try #require(server.requests.first)
    #expect(received.line == "\(name) / HTTP/1.1")
    #expect(received.header("Content-Length") == (["POST", "PUT", "PATCH"].contains(name) ? "0" : nil))
  }

  @Test("an answer to HEAD has no body, whatever length it announces")
  func head() async throws {
    let server = try ScriptedServer(.read, .send("HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n"), .hang)
    #expect(try await client.send(HTTPRequest(.head, server.url, safeToRepeat: true)).body.isEmpty)
  }

  @Test("a read and a deletion may carry a body", arguments: [HTTPRequest.Method.get, .delete])
  func unusualBody(method: HTTPRequest.Method) async throws {
    let server = try ScriptedServer(.read, .answer(""))
    _ = try await client.send(HTTPRequest(method, server.url, body: [1, 2, 3], safeToRepeat: true))
    #expect(server.requests.first?.line == "\(method.rawValue) / HTTP/1.1")
    #expect(server.requests.first?.body == [1, 2, 3])
  }

  @Test("goes through the proxy of the configuration")
  func proxy() async throws {
    let proxy = try ScriptedServer(.read, .answer("from afar"))
    let response = try await HTTPClient(proxy: proxy.url).send(.read("http://partner.example/v2/orders"))
    #expect(response.body == Array("from afar".utf8))
    #expect(proxy.requests.map(\.line) == ["GET http://partner.example/v2/orders HTTP/1.1"])
  }

  @Test("a proxy that lets nothing through is a connection that was not made, and it never sees the token")
  func proxyRefuses() async throws {
    let proxy = try ScriptedServer(.read, .answer("", status: "403 Forbidden"))
    let failure = await problem(HTTPClient(proxy: proxy.url), .order("https://partner.example/"))
    #expect(failure?.code == "http.connect")
    #expect(failure?.mayHaveArrived == false)
    #expect(proxy.requests.map(\.line) == ["CONNECT partner.example:443 HTTP/1.1"])
    #expect(proxy.requests.first?.header("Authorization") == nil)
  }

  @Test(
    "an address that is not one of HTTP does not leave",
    arguments: ["file:///etc/hosts", "ftp://partner.example", "partner", "", "https://", "http://a:b@c.example"]
  )
  func badAddress(url: String) async {
    let failure = await problem(client, .order(url))
    #expect(failure?.code == "http.bad_url")
    #expect(failure?.kind == .configuration)
    #expect(failure?.mayHaveArrived == false)
  }

  @Test("a header that would smuggle in another does not leave, and its value is not shown")
  func badHeader() async throws {
    let server = try ScriptedServer(.read, .answer(""))
    var request = HTTPRequest.order(server.url)
    request.secretHeaders = ["Authorization": "Bearer geheim-4711\r\nX-Admin: 1"]
    let failure = try #require(await problem(client, request))
    #expect(failure.code == "http.bad_header")
    #expect(!"\(failure)".contains("geheim"))
    #expect(server.connections == 0)
  }

  @Test("printing a request shows neither query nor headers nor body")
  func printed() {
    let request = HTTPRequest.order("https://partner.example/v2?key=geheim")
    #expect("\(request)" == "POST https://partner.example/v2 (18 bytes)")
    #expect(String(reflecting: request) == "\(request)")
  }
}
