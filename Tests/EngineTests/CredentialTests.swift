import Core
import Engine
import Storage
import TestKit
import Testing

@Suite("credentials that connections share", .timeLimit(.minutes(5)))
struct CredentialTests {
  private let copy = "copy-of-the-connection"

  @Test("a duplicate has the secrets of its original, except those of one account")
  func duplicate() async throws {
    let world = try await RegisterWorld().world
    try await save(world, TestWorld.connection, ["api_key": "key-of-one-account"], revision: 2)
    #expect(try await world.promote(2))
    let set = try await save(world, copy, copying: TestWorld.connection)
    #expect(set == ["api_token": true])
    #expect(try await world.promote(1, key: copy))
    let settings = try await opened(world, copy)
    #expect(try settings.secret("api_token") == TestWorld.token)
    #expect(throws: Failure.self) { try settings.secret("api_key") }
    #expect(try await opened(world, TestWorld.connection).secret("api_key") == "key-of-one-account")
  }

  @Test("what is entered with the duplicate wins over what is copied; an unknown original gives nothing")
  func entered() async throws {
    let world = try await RegisterWorld().world
    _ = try await save(world, copy, ["api_token": "entered"], copying: TestWorld.connection)
    #expect(try await world.promote(1, key: copy))
    #expect(try await opened(world, copy).secret("api_token") == "entered")
    #expect(try await save(world, "third", copying: "never-saved") == [:])
  }

  @Test("what the service's configuration holds counts where the connection says nothing, and shows as set")
  func configured() async throws {
    let world = try await RegisterWorld().world
    var environment = world.environment
    environment.credentials = ["register": ["client_id": "cid-service", "api_token": "secret-of-the-service"]]
    let connections = Connections(environment)
    #expect(connections.configured("register") == ["api_token", "client_id"])
    #expect(connections.configured("procuros") == [])
    let set = try await save(world, copy, connections: connections)
    #expect(set == ["api_token": true])
    #expect(try await world.promote(1, key: copy))
    let plain = try await connections.open(database: world.database, key: copy).settings
    #expect(try plain.secret("api_token") == "secret-of-the-service")
    #expect(plain["client_id"] == "cid-service")
    #expect(plain.secretValues == ["secret-of-the-service"])
    let own = try await connections.open(database: world.database, key: TestWorld.connection).settings
    #expect(try own.secret("api_token") == TestWorld.token)
    #expect(own["client_id"] == "cid-17")
  }

  @discardableResult
  private func save(
    _ world: TestWorld,
    _ key: String,
    _ secrets: [String: String] = [:],
    revision: Int = 1,
    copying source: String? = nil,
    connections: Connections? = nil
  ) async throws -> [String: Bool] {
    let content: JSON = [
      "key": .string(key), "connector": "register", "name": "A register", "company_id": 1, "state": "validated",
      "settings": ["client_id": .string(key == TestWorld.connection ? "cid-17" : "")],
    ]
    return try await (connections ?? Connections(world.environment)).stage(
      database: world.database,
      content: content,
      secrets: JSONObject(secrets.map { ($0.key, .string($0.value)) }),
      revision: revision,
      copying: source
    )
  }

  private func opened(_ world: TestWorld, _ key: String) async throws -> Settings {
    try await Connections(world.environment).open(database: world.database, key: key).settings
  }
}
