import Core
import Testing

@testable import HTTP

@Suite("HTTP: failures", .timeLimit(.minutes(5)))
struct FailureTests {
  let client = HTTPClient()

  /// Short enough for a test, in a place where waiting is what is tested.
  static let short = Duration.milliseconds(60)

  @Test("a name nobody knows is a failed look-up, and nothing has arrived")
  func unknownName() async {
    // A label of more than 63 letters: the resolver refuses it without asking anybody.
    let failure = await problem(client, .order("http://\(String(repeating: "a", count: 70)).example/"))
    #expect(failure?.code == "http.dns")
    #expect(failure?.kind == .transport)
    #expect(failure?.mayHaveArrived == false)
  }

  @Test("a refused connection has brought nothing")
  func refused() async throws {
    let closed = try Socket.bound()
    let failure = await problem(client, .order("http://127.0.0.1:\(closed.port)/"))
    #expect(failure?.code == "http.connect")
    #expect(failure?.mayHaveArrived == false)
    #expect(failure?.detail?.contains("\(closed.port)") == true)
  }

  @Test("a server that speaks no TLS has brought nothing")
  func noTLS() async throws {
    let server = try ScriptedServer(.send("220 mail.example ESMTP\r\n"))
    let failure = await problem(client, .order("https://127.0.0.1:\(server.port)/"))
    #expect(failure?.code == "http.tls")
    #expect(failure?.mayHaveArrived == false)
  }

  @Test("half a body is a lost answer, and the order may have arrived")
  func halfBody() async throws {
    let server = try ScriptedServer(.read, .send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":"))
    let failure = await problem(client, .order(server.url))
    #expect(failure?.code == "http.lost")
    #expect(failure?.mayHaveArrived == true)
  }

  @Test("half a chunked body is a lost answer")
  func halfChunk() async throws {
    let server = try ScriptedServer(
      .read,
      .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\nabc")
    )
    #expect(await problem(client, .read(server.url))?.code == "http.lost")
  }

  @Test("a connection reset after the request is a lost answer, and the order may have arrived")
  func reset() async throws {
    let server = try ScriptedServer(.read, .reset)
    let failure = await problem(client, .order(server.url))
    #expect(failure?.code == "http.lost")
    #expect(failure?.mayHaveArrived == true)
  }

  @Test("a connection reset before the request was read may have brought it all the same")
  func resetAtOnce() async throws {
    let server = try ScriptedServer(.reset)
    let failure = await problem(client, .order(server.url))
    #expect(failure?.code == "http.lost")
    #expect(failure?.mayHaveArrived == true)
  }

  @Test("a read that was lost is never in doubt")
  func lostRead() async throws {
    let server = try ScriptedServer(.read)
    let failure = await problem(client, .read(server.url))
    #expect(failure?.code == "http.lost")
    #expect(failure?.mayHaveArrived == false)
  }

  @Test(
    "what is not HTTP is a bad answer, and the order may have arrived",
    arguments: ["garbage\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/9.9 200 OK\r\n\r\n"]
  )
  func garbage(bytes: String) async throws {
    let server = try ScriptedServer(.read, .send(bytes))
    let failure = await problem(client, .order(server.url))
    #expect(failure?.code == "http.bad_response")
    #expect(failure?.mayHaveArrived == true)
  }

  @Test("a body that cannot be unpacked is a bad answer")
  func badGzip() async throws {
    let server = try ScriptedServer(.read, .answer("not packed", headers: "Content-Encoding: gzip\r\n"))
    #expect(await problem(client, .read(server.url))?.code == "http.bad_response")
  }

  @Test("headers without end are a bad answer")
  func endlessHeaders() async throws {
    let line = Array("X-Filler: \(String(repeating: "x", count: 1000))\r\n".utf8)
    let server = try ScriptedServer(.read, .send("HTTP/1.1 200 OK\r\n"), .flood(line, times: 100_000))
    #expect(await problem(client, .read(server.url))?.code == "http.bad_response")
    #expect(server.sentBytes < 32 << 20)
  }

  @Test("a server that takes the connection but never ends the handshake meets the deadline for connecting")
  func connectDeadline() async throws {
    let server = try ScriptedServer(.hang)
    let deadlines = HTTPRequest.Deadlines(connect: Self.short)
    let failure = await problem(client, .order("https://127.0.0.1:\(server.port)/", deadlines: deadlines))
    #expect(failure?.code == "http.timeout_connect")
    #expect(failure?.mayHaveArrived == false)
  }

  @Test("a server that never begins to answer meets the deadline for the first byte")
  func firstByteDeadline() async throws {
    let server = try ScriptedServer(.read, .hang)
    let failure = await problem(client, .order(server.url, deadlines: .init(firstByte: Self.short)))
    #expect(failure?.code == "http.timeout_first_byte")
    #expect(failure?.mayHaveArrived == true)
    #expect(server.requests.count == 1)
  }

  @Test("a server that never ends its answer meets the deadline for all of it")
  func totalDeadline() async throws {
    let server = try ScriptedServer(.read, .send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"), .hang)
    let failure = await problem(client, .order(server.url, deadlines: .init(total: .milliseconds(500))))
    #expect(failure?.code == "http.timeout")
    #expect(failure?.mayHaveArrived == true)
  }

  @Test("waiting for a free connection counts towards the deadline, and nothing has arrived")
  func waitingInLine() async throws {
    let server = try ScriptedServer(.read, .hang)
    let client = HTTPClient(hosts: 1)
    await withTaskGroup { group in
      group.addTask { _ = await problem(client, .read(server.url)) }
      await server.arrivals(1)
      let second = await problem(client, .order(server.url, deadlines: .init(total: Self.short)))
      #expect(second?.code == "http.timeout")
      #expect(second?.mayHaveArrived == false)
      group.cancelAll()
    }
    #expect(server.connections == 1)
  }

  @Test("every failure says a sentence and what to do next")
  func sentences() {
    for problem in TransferProblem.allCases {
      let failure = problem.failure(host: "api.procuros.io")
      #expect(failure.message.hasSuffix(".") && failure.hint?.hasSuffix(".") == true)
    }
  }

  @Test("no failure shows a secret or a body")
  func secrets() async throws {
    let steps: [[ScriptedServer.Step]] = [[], [.read], [.read, .reset], [.read, .send("geheim")]]
    for steps in steps {
      let server = try ScriptedServer { _ in steps }
      let failure = try #require(await problem(client, .order("\(server.url)/?key=geheim")))
      #expect(!"\(failure)".contains("geheim") && !"\(failure)".contains("P00042"))
    }
  }
}
