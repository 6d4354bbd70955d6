import Core
import Engine
import HTTP
import Storage
import TestKit
import Testing

@Suite("tokens of an account", .timeLimit(.minutes(5)))
struct TokenTests {
  private let token = "POST /oauth/token"

  @Test("many documents at once ask for one token, and each carries it")
  func once() async throws {
    try await RegisterWorld.with { world in
      for id in 100..<110 { world.put(note: id) }
      world.register.next(token, .hang)
      let click = Task { try await world.world.run(world.world.request(RegisterWorld.note, ids: Array(100..<110))) }
      try await eventually("the token is asked for") { world.register.isHanging }
      world.register.release()
      let statuses = try await click.value.map(\.status)
      #expect(statuses == Array(repeating: .sent, count: 10))
      #expect(world.register.count(token) == 1)
      let carried = world.register.requests.filter { $0.url.hasSuffix("/notes") }.map {
        $0.secretHeaders["Authorization"]
      }
      #expect(Set(carried) == ["Bearer jwt-1-4f9a"])
    }
  }

  @Test("a token is renewed when less than five minutes of its life remain, not before")
  func renewal() async throws {
    try await RegisterWorld.with { world in
      _ = try await world.click()
      world.world.clock.advance(by: .seconds(3290))
      world.put(note: 43)
      _ = try await world.click(43)
      #expect(world.register.count(token) == 1)
      world.world.clock.advance(by: .seconds(11))
      world.put(note: 44)
      _ = try await world.click(44)
      #expect(world.register.count(token) == 2)
      #expect(world.register.things("notes").count == 3)
    }
  }

  @Test("a token that lives but two minutes serves for one of them")
  func short() async throws {
    try await RegisterWorld.with { world in
      world.register.setLifetime(120)
      _ = try await world.click()
      world.world.clock.advance(by: .seconds(59))
      world.put(note: 43)
      _ = try await world.click(43)
      #expect(world.register.count(token) == 1)
    }
  }

  @Test("a document answered with 401 goes again with a new token, and once only")
  func refusedOnce() async throws {
    try await RegisterWorld.with { world in
      _ = try await world.click()
      world.register.revokeTokens()
      world.put(note: 43)
      let outcome = try #require(try await world.click(43).first)
      #expect(outcome.status == .sent)
      #expect(world.register.count(token) == 2)
      #expect(world.register.count("POST /notes") == 3)
      #expect(world.register.things("notes").count == 2)
    }
  }

  @Test("a document that is answered with 401 twice is not sent a third time")
  func refusedTwice() async throws {
    try await RegisterWorld.with { world in
      world.register.next("POST /notes", .answer(401), .answer(401))
      let outcome = try #require(try await world.click().first)
      #expect(outcome.status == .rejected)
      #expect(world.register.count("POST /notes") == 2)
      #expect(world.register.count(token) == 2)
    }
  }

  @Test("credentials that are refused make the connection wait and raise an alarm; mended, all goes by itself")
  func refusedCredentials() async throws {
    try await RegisterWorld.with { world in
      let words: JSON = [
        "error": "invalid_client", "error_description": .string("Client \(TestWorld.token) is unknown."),
      ]
      world.register.next(token, .answer(400, words))
      let outcome = try #require(try await world.click().first)
      #expect(outcome.status == .waiting)
      let failure = try #require(outcome.entry?.failure)
      #expect(failure.code == "token.refused")
      #expect(failure.kind == .configuration)
      #expect(
        failure.message
          == "Register does not accept the credentials of the connector Procuros test: Client ••• is unknown."
      )
      #expect(failure.hint?.contains("Client secret, API key") == true)
      #expect(world.register.count("POST /notes") == 0)
      let alarms = try await Alarms(world.world.environment).open(database: world.world.database)
      #expect(alarms.map(\.code) == ["connection.credentials"])
      try await world.world.connect(
        "register",
        revision: 2,
        token: "tok-other",
        changes: [("settings.client_id", "cid-17")]
      )
      try await world.note(becomes: "delivered") { $0.state == .delivered }
      #expect(world.register.things("notes").count == 1)
    }
  }

  @Test("refused credentials are not offered again and again while nobody waits for it")
  func quiet() async throws {
    try await RegisterWorld.with { world in
      for _ in 1...9 { world.register.next(token, .answer(401)) }
      for id in 100..<103 { world.put(note: id) }
      _ = try await world.click(100, 101, 102)
      let asked = world.register.count(token)
      world.world.advance(by: .seconds(31))
      for id in 100..<103 {
        try await world.note(id, becomes: "tried again") { $0.attempts == 2 && $0.state == .pending }
      }
      #expect(world.register.count(token) == asked)
      world.world.advance(by: .seconds(61))
      try await eventually("offered again") { world.register.count(token) > asked }
      #expect(world.register.count("POST /notes") == 0)
    }
  }

  @Test("a register that gives no token for a while is bad weather", arguments: [503, 429])
  func weather(_ status: Int) async throws {
    try await RegisterWorld.with { world in
      world.register.next(token, .answer(status))
      let outcome = try #require(try await world.click().first)
      #expect(outcome.status == .waiting)
      #expect(outcome.entry?.failure?.code == "token.unavailable")
      #expect(outcome.entry?.inDoubtSince == nil)
      world.world.advance(by: .seconds(30))
      try await world.note(becomes: "delivered") { $0.state == .delivered }
    }
  }

  @Test("a lost answer to the request for a token puts no document in doubt")
  func lost() async throws {
    try await RegisterWorld.with { world in
      world.register.next(token, .lost(arrives: true))
      let outcome = try #require(try await world.click().first)
      #expect(outcome.status == .waiting)
      #expect(outcome.entry?.inDoubtSince == nil)
      world.world.advance(by: .seconds(30))
      try await world.note(becomes: "delivered") { $0.state == .delivered }
    }
  }

  @Test("neither token nor secret is in the log, in an entry or in what the operator is told")
  func secrets() async throws {
    try await RegisterWorld.with(RegisterConnector(approves: true)) { world in
      _ = try await world.click()
      // The register repeats the token in its words.
      world.register.revokeTokens()
      world.register.next(token, .answer(400, ["message": .string("jwt-1-4f9a and \(TestWorld.token)")]))
      world.put(note: 43)
      _ = try await world.click(43)
      world.register.next("POST /notes", .answer(400, ["message": .string("jwt-1-4f9a and \(TestWorld.token)")]))
      world.world.advance(by: .seconds(120))
      try await world.note(43, becomes: "refused") { $0.state == .quarantined }
      let store = world.world.store
      var kept = ""
      for line in try await store.logs(LogQuery()) {
        let whole = try #require(try await store.logLine(line.id))
        kept += "\(whole)"
      }
      for entry in try await store.entries(EntryQuery()) { kept += "\(entry)" }
      kept += world.world.told.all.joined()
      #expect(kept.contains("/oauth/token"))
      #expect(kept.contains("•••"))
      #expect(!kept.contains(TestWorld.token))
      #expect(!kept.contains("jwt-"))
      #expect(!kept.contains("client_secret="))
    }
  }

  @Test("two connections of one address do not get each other's answers")
  func apart() async throws {
    try await RegisterWorld.with { world in
      world.put(note: 43)
      let other = "another-connection"
      try await world.world.connect("register", key: other, changes: [("settings.client_id", "cid-18")])
      for _ in 1...2 { world.register.next("POST /notes", .lost(arrives: true)) }
      world.register.next("GET /notes", .hang)
      async let first = world.click()
      try await eventually("the first look-up is under way") { world.register.isHanging }
      var request = world.world.request(RegisterWorld.note, ids: [43])
      request.connection = other
      let second = try await world.world.run(request)
      #expect(second.map(\.status) == [.sent])
      world.register.release()
      let statuses = try await first.map(\.status)
      #expect(statuses == [.sent])
      let looks = world.register.requests.filter { $0.method == .get }.map { $0.secretHeaders["Authorization"] }
      #expect(looks == ["Bearer jwt-1-4f9a", "Bearer jwt-2-4f9a"])
    }
  }
}
