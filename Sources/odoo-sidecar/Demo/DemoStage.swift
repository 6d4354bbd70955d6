import Core
import Sandbox

/// What a story plays on: a service of its own in a directory of its own, a simulator, and a stand-in for Odoo.
struct DemoStage: Sendable {
  static let token = "demo-token-7f3a91c2"
  static let connection = "8f1d7a52-5b0c-4c8e-9a53-1d2e3f405162"

  let simulator: ProcurosSimulator
  let service: DemoService
  let port: Int

  /// Sets everything up, lets `body` play, and takes everything down again, whatever happens.
  static func with(_ body: @Sendable @escaping (DemoStage) async throws -> Void) async throws {
    let simulator = try ProcurosSimulator(.init(SimulatorOptions(token: token)))
    try await DemoService.beside({ try await simulator.run() }) { service in
      try await body(DemoStage(simulator: simulator, service: service, port: try await simulator.port))
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
