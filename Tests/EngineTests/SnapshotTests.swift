import Core
import Engine
import HTTP
import Storage
import TestKit
import Testing

@Suite("what is fetched of a partner's own settings", .timeLimit(.minutes(5)))
struct SnapshotTests {
  @Test("what was fetched is there for flows, until it is fetched again")
  func kept() async throws {
    let world = try await RegisterWorld()
    #expect(try await settings(world).snapshot("settings") == nil)
    let first = try await fetch(world)
    #expect(first.content == ["vat": ["25.5"]])
    #expect(first.fetchedAt == world.world.clock.now())
    #expect(try await settings(world).snapshot("settings") == ["vat": ["25.5"]])
    world.register.setSettings(["vat": ["25.5", "14"]])
    _ = try await fetch(world)
    #expect(try await settings(world).snapshot("settings") == ["vat": ["25.5", "14"]])
  }

  @Test("a fetch that fails keeps what was fetched before")
  func failed() async throws {
    let world = try await RegisterWorld()
    _ = try await fetch(world)
    world.register.next("GET /settings", .answer(500))
    await #expect(throws: Failure.self) { try await fetch(world) }
    #expect(try await settings(world).snapshot("settings") == ["vat": ["25.5"]])
  }

  @Test("what the connector does not have is refused by name, before anybody is asked")
  func unknown() async throws {
    let world = try await RegisterWorld()
    let failure = try await #require(throws: Failure.self) { try await fetch(world, "colours") }
    #expect(failure.code == "snapshot.unknown")
    #expect(failure.message == "Register has nothing to fetch that is called colours.")
    #expect(world.register.requests.isEmpty)
  }

  @Test("the exchange is in the log without the token")
  func logged() async throws {
    let world = try await RegisterWorld()
    _ = try await fetch(world)
    let lines = try await world.world.store.logs(LogQuery())
    #expect(lines.map(\.subject?.flow) == ["register.connection.fetch", "register.connection.fetch"])
    #expect(lines.last?.url == FakeRegister.base + "/settings")
  }

  @discardableResult
  private func fetch(_ world: RegisterWorld, _ name: String = "settings") async throws -> SnapshotRow {
    try await Connections(world.world.environment).fetch(
      name,
      database: world.world.database,
      key: TestWorld.connection
    )
  }

  private func settings(_ world: RegisterWorld) async throws -> Settings {
    try await Connections(world.world.environment).open(
      database: world.world.database,
      key: TestWorld.connection
    ).settings
  }
}
