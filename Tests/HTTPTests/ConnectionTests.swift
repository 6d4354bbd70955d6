import Core
import Testing

@testable import HTTP

@Suite("HTTP: connections", .timeLimit(.minutes(5)))
struct ConnectionTests {
  let client = HTTPClient()

  /// Answers one read, keeps the connection open, takes one more request on it and hangs up without a byte of answer.
  /// Every further connection takes one request and hangs up.
  static func keepAliveThenGone() throws -> ScriptedServer {
    try ScriptedServer { $0 == 0 ? [.read, .answer("warm"), .read] : [.read] }
  }

  @Test("an order whose answer is lost arrives exactly once, even where a kept connection was at hand")
  func arrivesOnce() async throws {
    let server = try Self.keepAliveThenGone()
    #expect(try await client.send(.read(server.url)).status == 200)
    let failure = await problem(client, .order(server.url))
    #expect(failure?.code == "http.lost")
    #expect(failure?.mayHaveArrived == true)
    #expect(server.requests.filter { $0.line.hasPrefix("POST") }.map(\.connection) == [1])
  }

  @Test("libcurl repeats what is declared safe by itself: the reason for the test before")
  func safeIsRepeated() async throws {
    let server = try Self.keepAliveThenGone()
    #expect(try await client.send(.read(server.url)).status == 200)
    var request = HTTPRequest.order(server.url)
    request.safeToRepeat = true
    let failure = await problem(client, request)
    #expect(failure?.code == "http.lost")
    #expect(failure?.mayHaveArrived == false)
    #expect(server.requests.filter { $0.line.hasPrefix("POST") }.map(\.connection) == [0, 1])
  }

  @Test("reads share a connection, an order takes its own and leaves it to nobody")
  func reuse() async throws {
    let server = try ScriptedServer(.read, .answer("1"), .read, .answer("2"), .read, .answer("3"))
    _ = try await client.send(.read(server.url))
    _ = try await client.send(.read(server.url))
    _ = try await client.send(.order(server.url))
    _ = try await client.send(.read(server.url))
    #expect(server.requests.map(\.connection) == [0, 0, 1, 0])
  }

  @Test("a hundred calls at once all get their own answer")
  func hundred() async throws {
    let server = try ScriptedServer { number in [.read, .answer("\(number)")] }
    let answers = await withTaskGroup { group in
      for _ in 0..<100 { group.addTask { try? await outcome(client, .order(server.url)).get().body } }
      return await group.reduce(into: Set<[UInt8]>()) { answers, body in
        if let body { answers.insert(body) }
      }
    }
    #expect(answers.count == 100)
    #expect(server.requests.count == 100)
  }

  @Test("no more requests at once than the configuration allows, the others in their order")
  func limit() async throws {
    let server = try ScriptedServer(.read, .answer("x"), .read, .answer("x"), .read, .answer("x"))
    let client = HTTPClient(hosts: 1)
    await withTaskGroup { group in
      for _ in 0..<3 { group.addTask { _ = await outcome(client, .read(server.url)) } }
    }
    #expect(server.requests.map(\.connection) == [0, 0, 0])
  }

  @Test("a partner that hangs delays no other call")
  func hungPartner() async throws {
    let hung = try ScriptedServer(.read, .hang)
    let quick = try ScriptedServer(.read, .answer("quick"))
    let client = HTTPClient(hosts: 100)
    await withTaskGroup { group in
      for _ in 0..<100 { group.addTask { _ = await outcome(client, .order(hung.url)) } }
      await hung.arrivals(100)
      let started = ContinuousClock.now
      let answer = await outcome(client, .read(quick.url))
      #expect((try? answer.get())?.body == Array("quick".utf8))
      #expect(ContinuousClock.now - started < .seconds(10), "the hung calls wait for 30 seconds")
      group.cancelAll()
    }
  }

  @Test("a partner whose line is full delays no other host")
  func fullLine() async throws {
    let hung = try ScriptedServer(.read, .hang)
    let quick = try ScriptedServer(.read, .answer("quick"))
    let client = HTTPClient(hosts: 2)
    await withTaskGroup { group in
      for _ in 0..<20 { group.addTask { _ = await outcome(client, .order(hung.url)) } }
      await hung.arrivals(2)
      let answer = await outcome(client, .read(quick.url))
      #expect((try? answer.get())?.status == 200)
      #expect(hung.connections == 2)
      group.cancelAll()
    }
  }

  @Test("a cancelled call ends at once and says whether the order may have arrived", arguments: [true, false])
  func cancelled(safe: Bool) async throws {
    let server = try ScriptedServer(.read, .hang)
    var request = HTTPRequest.order(server.url)
    request.safeToRepeat = safe
    let failure = await withTaskGroup { [request] group in
      group.addTask { await problem(client, request) }
      await server.arrivals(1)
      group.cancelAll()
      return await group.next() ?? nil
    }
    #expect(failure?.kind == .transport)
    #expect(failure?.code == "cancelled")
    #expect(failure?.mayHaveArrived == !safe)
  }

  @Test("a call of a task that is cancelled already does not leave")
  func cancelledBefore() async throws {
    let server = try ScriptedServer(.read, .answer(""))
    let failure = await withTaskGroup(of: Failure?.self) { group in
      group.cancelAll()
      group.addTask { await problem(client, .order(server.url)) }
      return await group.next() ?? nil
    }
    #expect(failure?.code == "cancelled")
    #expect(failure?.mayHaveArrived == false)
    #expect(server.connections == 0)
  }

  @Test("a place freed by a call that failed goes to the next in line")
  func freedPlace() async throws {
    let server = try ScriptedServer { $0 == 0 ? [.read, .hang] : [.read, .answer("second")] }
    let client = HTTPClient(hosts: 1)
    await withTaskGroup { group in
      group.addTask { _ = await problem(client, .order(server.url, deadlines: .init(firstByte: .milliseconds(60)))) }
      await server.arrivals(1)
      let second = await outcome(client, .read(server.url))
      #expect((try? second.get())?.body == Array("second".utf8))
    }
    #expect(server.connections == 2)
  }
}
