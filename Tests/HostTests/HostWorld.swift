import Core
import Engine
import Foundation
import Host
import JSONRPC
import NIOPosix
import Storage
import TestKit

/// The whole service behind a real Unix socket in a temporary directory; only partner and clock are stand-ins.
struct HostWorld: Sendable {
  let world: TestWorld
  let host: Sidecar
  let path: String
  private let door: SocketDoor

  var partner: FakePartner { world.partner }

  /// Who may do what; by default this user may do what Odoo may.
  struct Users: Sendable {
    var odoo: Set<UInt32> = [getuid()]
    var operators: Set<UInt32> = []
  }

  /// Serves `world`, or a new one with a validated connection, while `body` talks to it.
  static func with(
    _ world: TestWorld? = nil,
    users: Users = Users(),
    patience: Duration = .seconds(30),
    gateways: any RemoteGateways = NoGateways(),
    _ body: (HostWorld) async throws -> Void
  ) async throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "os-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let given = world
    let world = if let given { given } else { try await TestWorld() }
    if given == nil { try await world.connect() }
    try await HostWorld(world, directory.appending(path: "s").path, users, patience, gateways).serving(body)
  }

  private init(
    _ world: TestWorld,
    _ path: String,
    _ users: Users,
    _ patience: Duration,
    _ gateways: any RemoteGateways
  ) {
    self.world = world
    self.path = path
    host = Sidecar(world.environment, gateways: gateways)
    let configuration = SocketDoor.Configuration(
      path: path,
      odooUsers: users.odoo,
      operators: users.operators,
      helloPatience: patience
    )
    door = SocketDoor(host, configuration, group: .singleton)
  }

  private func serving(_ body: (HostWorld) async throws -> Void) async throws {
    let (ready, isReady) = AsyncStream.makeStream(of: Void.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await host.outbox.run() }
      group.addTask {
        defer { isReady.finish() }
        try await door.run { isReady.yield() }
      }
      for await _ in ready { break }
      defer {
        host.watch.endAll()
        host.outbox.stop()
        door.stop()
        group.cancelAll()
      }
      try await body(self)
    }
  }

  /// A client that sends and takes bytes.
  func raw() async throws -> RawClient { try await RawClient(path) }

  /// Odoo's side of the socket, after its hello.
  func odoo() async throws -> OdooEnd {
    let odoo = try await OdooEnd(path)
    odoo.put(try SampleOrder.document())
    _ = try await odoo.peer.call("session/hello", Self.hello())
    return odoo
  }

  static func hello(_ low: Int = 1, _ high: Int = 1, neutralized: Bool = false) -> JSON {
    let identity = StoreSample.identity
    return [
      "protocol": ["min": .int(low), "max": .int(high)], "client": ["name": "tests", "version": "1.0.0"],
      "database": [
        "uuid": .string(identity.uuid), "name": .string(identity.name), "oid": JSON(identity.oid.map { Int($0) }),
        "system_identifier": JSON(identity.systemIdentifier), "neutralized": .bool(neutralized),
      ],
      "odoo": ["series": "18.0", "registry": "42"], "user": ["id": 2], "companies": [1], "connections": [],
    ]
  }

  static func run(_ ids: [Int] = [42]) -> JSON {
    [
      "flow": .string(SampleOrder.flow), "connection": .string(TestWorld.connection),
      "ids": .array(ids.map(JSON.int)), "company_id": 1, "deadline_ms": 20_000, "origin": "button",
    ]
  }
}
