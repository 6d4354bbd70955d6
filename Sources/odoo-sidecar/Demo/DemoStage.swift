import Core
import Foundation
import Sandbox
import Storage

/// What a story plays on: a service of its own in a directory of its own, a simulator, and a stand-in for Odoo.
struct DemoStage: Sendable {
  static let token = "demo-token-7f3a91c2"
  static let connection = "8f1d7a52-5b0c-4c8e-9a53-1d2e3f405162"

  let simulator: ProcurosSimulator
  let service: DemoService
  let port: Int

  /// Sets everything up, lets `body` play, and takes everything down again, whatever happens.
  static func with(_ body: @Sendable @escaping (DemoStage) async throws -> Void) async throws {
    let service = try DemoService()
    defer { service.remove() }
    let simulator = try ProcurosSimulator(.init(SimulatorOptions(token: token)))
    try await withThrowingTaskGroup { group in
      group.addTask { try await simulator.run() }
      let stage = DemoStage(simulator: simulator, service: service, port: try await simulator.port)
      try await service.start()
      try await body(stage)
      group.cancelAll()
    }
  }

  /// A company that buys, as Odoo's side of the socket.
  func odoo(_ world: PurchasingWorld) -> OdooStandIn {
    OdooStandIn(
      OdooDatabase(.init(uuid: "6d0f2c1a-33b4-4f6e-8a57-0c9d1e2f3a4b", name: "nordmarkt"), world.records),
      socket: service.socket
    )
  }

  /// Saves and tests the connection, as an administrator does in Odoo.
  func connect(_ odoo: OdooStandIn, _ world: PurchasingWorld) async throws {
    let content: JSON = [
      "key": .string(Self.connection), "connector": "procuros", "name": "Procuros Test", "company_id": 1,
      "environment": "test", "state": "validated", "send_from": nil, "fetch_from": nil,
      "settings": [
        "external_identifier": .string(world.buyerGLN), "url": .string("http://127.0.0.1:\(port)"), "api_version": "v2",
      ],
    ]
    try await odoo.save(content, secrets: ["api_token": Self.token])
    let test = try await odoo.test(Self.connection)
    try expect(test["ok"] == true, "the connection test succeeds: \(test.text)")
  }

  func send(_ odoo: OdooStandIn, _ orders: [Int], end: OdooStandIn.End = .commit) async throws -> OdooStandIn.Click {
    try await odoo.click(ProcurosStories.flow, on: "purchase.order", ids: orders, connection: Self.connection, end: end)
  }

  /// How often the partner holds the document of this number.
  func held(_ number: String) async -> Int { await simulator.network.countsByNumber[number] ?? 0 }
}

/// The real service as a process of its own.
final class DemoService: Sendable {
  let directory: String
  let socket: String
  private let process = LockedProcess()

  init() throws(Failure) {
    directory = NSTemporaryDirectory() + "/odoo-sidecar-demo-\(UUID().uuidString.prefix(8))"
    socket = directory + "/sidecar.sock"
    do {
      try FileManager.default.createDirectory(
        atPath: directory,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      throw Failure(.configuration, "demo.directory", "The directory \(directory) cannot be made.", detail: "\(error)")
    }
    try VaultKeyFile(directory + "/vault.key").create()
  }

  /// Starts the service and waits until it answers; also after `kill`.
  func start() async throws {
    try process.start(
      arguments: [
        "serve", "--socket", socket, "--set", "state_directory=\(directory)/state", "--set",
        "vault_key_file=\(directory)/vault.key", "--set", "lookup_wait_seconds=1", "--set", "backoff_base_seconds=1",
      ],
      log: directory + "/service.log"
    )
    let deadline = ContinuousClock.now + .seconds(20)
    while true {
      if (try? await ServiceClient.with(socket: socket, { try await $0.call("service/health") })) != nil { return }
      guard ContinuousClock.now < deadline else {
        let log = (try? String(contentsOfFile: directory + "/service.log", encoding: .utf8)) ?? ""
        throw Failure(.internal, "demo.service", "The service did not start within 20 s.\n\(log)")
      }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// Ends the service as a power cut would.
  func kill() { process.end(SIGKILL) }

  /// Stops the service as systemd does, puts a backup in the place of its ledger and starts it again.
  func restore(_ backup: String) async throws {
    process.end(SIGTERM)
    _ = try await SQLiteStore.restore(backup, into: directory + "/state", at: Timestamp(.now))
    try await start()
  }

  func remove() {
    process.end(SIGTERM)
    try? FileManager.default.removeItem(atPath: directory)
  }
}
