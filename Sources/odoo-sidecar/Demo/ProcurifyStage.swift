import Core
import Sandbox

/// What a story of Procurify plays on: a service of its own, the simulated Procurify, and a company with five plants.
struct ProcurifyStage: Sendable {
  static let connection = "a4d2f6b8-0c71-4e95-9b3a-6f1e8d7c5b20"
  static let secret = "demo-secret-91c4e0"

  let service: DemoService
  let portal: Portal

  /// Sets everything up, lets `body` play, and takes everything down again, whatever happens.
  static func with(_ body: @Sendable @escaping (ProcurifyStage) async throws -> Void) async throws {
    let simulator = try ProcurifySimulator(.init(ProcurifyGate.Settings(clientID: "demo", clientSecret: secret)))
    try await DemoService.beside({ try await simulator.run() }) { service in
      let stage = ProcurifyStage(service: service, portal: Portal(port: try await simulator.port))
      try await stage.furnish()
      try await body(stage)
    }
  }

  /// What people have set up in Procurify: plants with a department each, account codes and vendors.
  private func furnish() async throws {
    for (number, plant) in ProcurementWorld.plants.enumerated() {
      try await portal.post("/locations", ["name": .string(plant)])
      try await portal.post("/departments", ["name": "Maintenance", "location": .int(number + 1)])
    }
    for (code, name) in [("6100", "Shop supplies"), ("6200", "Repairs"), ("6990", "Site works")] {
      try await portal.post("/account-codes", ["code": .string(code), "description": .string(name)])
    }
    for name in ["Northwind Tools", "Harbor Steel Supply"] {
      try await portal.post("/vendors", ["name": .string(name), "type": 3, "city": "Seattle", "country": "US"])
    }
  }

  /// Odoo's side of the socket, with the connection saved and tested.
  func odoo(_ world: ProcurementWorld = ProcurementWorld()) async throws -> OdooStandIn {
    let identity = OdooDatabase.Identity(uuid: "e2f0b6c4-7a19-4d83-a5c7-20b9d1e8f364", name: "larkfield")
    let odoo = OdooStandIn(OdooDatabase(identity, world.records), socket: service.socket)
    try await odoo.save(content(world), secrets: ["client_secret": Self.secret])
    let test = try await odoo.test(Self.connection)
    try expect(test["ok"] == true, "the connection test succeeds: \(test.text)")
    return odoo
  }

  private func content(_ world: ProcurementWorld) -> JSON {
    [
      "key": .string(Self.connection), "connector": "procurify", "name": "Procurify Test", "company_id": 1,
      "environment": "test", "state": "validated", "send_from": nil, "fetch_from": "2020-01-01",
      "settings": [
        "domain": "acme", "url": .string("http://127.0.0.1:\(portal.port)"), "client_id": "demo",
        "requests_per_second": 1000, "bill_journal": .int(world.billJournal),
        "department_plan": .int(world.departmentPlan), "location_plan": .int(world.locationPlan),
        "extra_product": .int(world.extraProduct), "shipping_account": .int(world.shippingAccount),
      ],
    ]
  }

  // MARK: What people do

  /// An order of a plant, purchased.
  func order(plant: Int) async throws {
    try await portal.post(
      "/purchase-orders",
      [
        "vendor": .string(plant % 2 == 0 ? "Northwind Tools" : "Harbor Steel Supply"),
        "items": [
          ["name": "Torque wrench", "sku": "TW-10", "quantity": 2, "price": 50, "account": account("6100", plant)]
        ],
      ]
    )
  }

  /// A bill of a plant, approved.
  func bill(_ number: String, _ code: String, plant: Int, _ amount: Int) async throws {
    try await portal.post(
      "/bills",
      [
        "vendor": .string(plant % 2 == 0 ? "Northwind Tools" : "Harbor Steel Supply"),
        "invoice_number": .string(number), "status": 2,
        "items": [
          ["description": "Repair", "quantity": 1, "unit_cost": .int(amount), "account": account(code, plant)]
        ],
      ]
    )
  }

  private func account(_ code: String, _ plant: Int) -> JSON { ["code": .string(code), "department": .int(plant + 1)] }

  /// The scheduled action fetches, and the ticks take everything into Odoo.
  func fetch(_ odoo: OdooStandIn) async throws {
    let fetched = try await odoo.poke(Self.connection, "incoming")
    try expect(fetched["state"] == "done", "the fetch is done: \(fetched.text)")
    _ = try await odoo.tick()
  }

  /// - Throws: `demo.wrong` when anything but reading was asked of Procurify.
  func expectOnlyRead() async throws {
    let writes = try await portal.get("/writes")
    try expect(writes == [], "nothing but reading was asked of Procurify, not \(writes.text)")
  }
}
