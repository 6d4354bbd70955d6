import Core
import Testing

@testable import HTTP

@Suite("HTTP: answers", .timeLimit(.minutes(5)))
struct AnswerTests {
  let client = HTTPClient()

  @Test("gives status, headers, body and number of bytes of an answer")
  func plain() async throws {
    let server = try ScriptedServer(.read, .answer("hello", status: "201 Created", headers: "X-Request-Id:  r-1 \r\n"))
    let response = try await client.send(.read("\(server.url)/v2/orders?page=2"))
    #expect(response.status == 201)
    #expect(response.succeeded)
    #expect(response.headers["x-request-id"] == "r-1")
    #expect(response.body == Array("hello".utf8))
    #expect(response.receivedBytes == 5)
    #expect(response.milliseconds >= 0)
    #expect(server.requests.map(\.line) == ["GET /v2/orders?page=2 HTTP/1.1"])
  }

  @Test("keeps every value of a header that stands several times")
  func repeatedHeader() async throws {
    let server = try ScriptedServer(.read, .answer("", headers: "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nX-Empty:\r\n"))
    let response = try await client.send(.read(server.url))
    #expect(response.headers.fields.filter { $0.name == "Set-Cookie" }.map(\.value) == ["a=1", "b=2"])
    #expect(response.headers["X-Empty"] == "")
  }

  @Test("hands over a page of HTML as it is, whatever the caller expected")
  func html() async throws {
    let page = "<html><body>Sign in to the hotel's network</body></html>"
    let server = try ScriptedServer(.read, .answer(page, headers: "Content-Type: text/html\r\n"))
    let response = try await client.send(.read(server.url))
    #expect(response.headers["Content-Type"] == "text/html")
    #expect(response.body == Array(page.utf8))
  }

  @Test("an empty body is an answer", arguments: ["204 No Content", "200 OK"])
  func empty(status: String) async throws {
    let length = status.hasPrefix("204") ? "" : "Content-Length: 0\r\n"
    let server = try ScriptedServer(.read, .send("HTTP/1.1 \(status)\r\n\(length)\r\n"), .hang)
    let response = try await client.send(.read(server.url))
    #expect(response.body.isEmpty)
  }

  @Test("a refusal is an answer and not a failure", arguments: [400, 401, 404, 409, 422, 429, 500, 503])
  func refusal(status: Int) async throws {
    let server = try ScriptedServer(.read, .answer(#"{"message":"no"}"#, status: "\(status) No"))
    let response = try await client.send(.order(server.url))
    #expect(response.status == status)
    #expect(!response.succeeded)
  }

  @Test("does not follow a redirect")
  func redirect() async throws {
    let target = try ScriptedServer(.read, .answer("stolen"))
    let server = try ScriptedServer(
      .read,
      .answer("", status: "307 Temporary Redirect", headers: "Location: \(target.url)/\r\n")
    )
    let response = try await client.send(.order(server.url))
    #expect(response.status == 307)
    #expect(response.headers["Location"] == "\(target.url)/")
    #expect(target.connections == 0)
  }

  @Test("passes over interim answers")
  func interim() async throws {
    let server = try ScriptedServer(.read, .send("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"), .answer("done"))
    let response = try await client.send(.read(server.url))
    #expect(response.status == 200)
    #expect(response.headers["Link"] == nil)
  }

  @Test("unpacks a compressed answer and counts both sizes")
  func compressed() async throws {
    let packed = Gzip.zeros(1000)
    let server = try ScriptedServer(
      .read,
      .send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n"),
      .sendBytes(packed)
    )
    let response = try await client.send(.read(server.url))
    #expect(response.body == [UInt8](repeating: 0, count: 1000))
    #expect(response.receivedBytes == packed.count)
    #expect(server.requests.first?.header("Accept-Encoding")?.contains("gzip") == true)
  }

  @Test("takes a body of exactly the limit and refuses one byte more")
  func limit() async throws {
    let server = try ScriptedServer(.read, .answer("0123456789"))
    #expect(try await client.send(.read(server.url, limit: 10)).body.count == 10)
    #expect(await problem(client, .read(server.url, limit: 9))?.code == "http.response_too_large")
  }

  @Test("cuts a body of 200 MB at the limit and reads no further")
  func flood() async throws {
    let megabyte = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    let server = try ScriptedServer(
      .read,
      .send("HTTP/1.1 200 OK\r\nContent-Length: \(200 << 20)\r\n\r\n"),
      .flood(megabyte, times: 200)
    )
    let failure = await problem(client, .read(server.url, limit: 1 << 20))
    #expect(failure?.code == "http.response_too_large")
    #expect(failure?.kind == .transport)
    #expect(server.sentBytes < 32 << 20, "the rest is what the kernel's buffers took")
  }

  @Test("cuts a small answer that unpacks to 200 MB at the limit")
  func bomb() async throws {
    let packed = Gzip.zeros(200 << 20)
    #expect(packed.count < 2 << 20)
    let server = try ScriptedServer(
      .read,
      .send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n"),
      .sendBytes(packed)
    )
    #expect(await problem(client, .read(server.url, limit: 1 << 20))?.code == "http.response_too_large")
  }
}
