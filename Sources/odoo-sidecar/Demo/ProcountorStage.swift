import Core
import Sandbox

/// What a story of Procountor plays on: a service of its own, the simulated Procountor, and a company that invoices.
struct ProcountorStage: Sendable {
  static let connection = "3c6a0d7e-91f4-4d1b-8a26-7e5f40b1c923"
  static let secrets = ["client_secret": "demo-secret-2b91d7", "api_key": "demo-key-44c0e8"]

  let service: DemoService
  let simulator: ProcountorSimulator
  let portal: Portal

  /// Sets everything up, lets `body` play, and takes everything down again, whatever happens.
  static func with(_ body: @Sendable @escaping (ProcountorStage) async throws -> Void) async throws {
    let access = ProcountorGate.Settings(
      clientID: "demo",
      clientSecret: secrets["client_secret"] ?? "",
      keys: [secrets["api_key"] ?? "": "main"]
    )
    let simulator = try ProcountorSimulator(.init(access))
    try await DemoService.beside({ try await simulator.run() }) { service in
      let portal = Portal(port: try await simulator.port)
      try await body(ProcountorStage(service: service, simulator: simulator, portal: portal))
    }
  }

  /// Odoo's side of the socket, with the connection saved, tested, and Procountor's settings fetched.
  func odoo(_ world: InvoicingWorld, settings: [(String, JSON?)] = []) async throws -> OdooStandIn {
    let identity = OdooDatabase.Identity(uuid: "b8c7f0a2-6d15-4f0e-9a6e-51d3c2b4a697", name: "esimerkkikauppa")
    let odoo = OdooStandIn(OdooDatabase(identity, world.records), socket: service.socket)
    try await odoo.save(content(world, settings), secrets: Self.secrets)
    let test = try await odoo.test(Self.connection)
    try expect(test["ok"] == true, "the connection test succeeds: \(test.text)")
    let snapshot = try await odoo.ask(
      "connection/fetch",
      .record([("key", .string(Self.connection)), ("name", "settings")])
    )
    let rates = snapshot["content"]?["vat"]?["rates"]?.arrayValue ?? []
    try expect(rates.contains { $0["percent"] == "25.5" }, "the VAT settings are fetched: \(snapshot.text)")
    return odoo
  }

  private func content(_ world: InvoicingWorld, _ settings: [(String, JSON?)]) -> JSON {
    let own: [(String, JSON?)] = [
      ("url", .string("http://127.0.0.1:\(portal.port)/api")), ("client_id", "demo"), ("limit_per_second", 50),
      ("company_business_id", .string(world.businessID)), ("create_customers", true), ("create_products", true),
      ("bank_journal_id", .int(world.bankJournal)), ("cash_journal_id", .int(world.cashJournal)),
      ("bill_journal_id", .int(world.billJournal)), ("fetch_bills", true), ("create_vendors", true),
    ]
    return [
      "key": .string(Self.connection), "connector": "procountor", "name": "Procountor Test", "company_id": 1,
      "environment": "test", "state": "validated", "send_from": nil, "fetch_from": nil,
      "settings": .record(own + settings),
    ]
  }

  // MARK: What people click

  func send(_ odoo: OdooStandIn, _ invoices: [Int], end: OdooStandIn.End = .commit) async throws -> OdooStandIn.Click {
    try await odoo.click(
      ProcountorStories.send,
      on: "account.move",
      ids: invoices,
      connection: Self.connection,
      end: end
    )
  }

  func fetchPayments(_ odoo: OdooStandIn, _ invoices: [Int]) async throws -> OdooStandIn.Pull {
    try await odoo.pull(ProcountorStories.payments, ids: invoices, connection: Self.connection)
  }

  /// A scheduled action asks for a job and waits for its end.
  func poke(_ odoo: OdooStandIn, _ job: String) async throws -> JSON {
    try await odoo.poke(Self.connection, job)
  }
}

extension OdooStandIn {
  /// The id of a record at Procountor, as Odoo shows it.
  func procountorID(_ invoice: Int) -> String? {
    database.records.value("account.move", invoice, "procountor_invoice_id")?.stringValue
  }
}

extension Portal {
  /// A payment event of an invoice.
  func pay(_ invoice: String, _ type: String, amount: JSON? = nil) async throws {
    try await post("/invoices/\(invoice)/payments", .record([("type", .string(type)), ("amount", amount)]))
  }

  /// How many invoices carry each number of Odoo.
  func numbers() async throws -> [String: Int] {
    let members = try await get("/numbers").objectValue?.members ?? []
    return Dictionary(members.map { ($0.key, $0.value.intValue ?? 0) }, uniquingKeysWith: { $1 })
  }
}
