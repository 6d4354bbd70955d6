import Core
import Engine
import Foundation
import HTTP
import ProcurifyConnector
import Sandbox
import Storage
import TestKit
import Testing

/// The service with the real connector, a store on disk and an Odoo far away in memory, beside Procurify's simulator; one
/// clock for both, which stands still until the day lets it pass.
struct ProcurifyDay: Sendable {
  /// A token lives four hours and is renewed after three.
  static let tokenLife = 14_400
  static let rhythms: [(stream: String, every: Int?, cron: String?, runs: @Sendable (Int) -> Int)] = [
    ("vendors", 900, nil, { $0 * 4 + 1 }),
    ("items", nil, "5 * * * *", { $0 }),
    ("requisitions", 1800, nil, { $0 * 2 + 1 }),
    ("orders", nil, "*/20 * * * *", { $0 * 3 }),
    ("bills", 600, nil, { $0 * 6 + 1 }),
  ]
  /// What the documents become.
  static let models = ["res.partner", "product.product", "purchase.order", "account.move"]
  let world: TestWorld
  let odoo: FakeOdoo
  let gateways: FakeGateways
  let jobs: Jobs
  let remote: RemoteTick
  let database: Int64
  let port: Int
  let http: HTTPClient
  let before: [String: Int]
  let given = Counter()
  let early = Counter()
  let written = Counter()
  let refused = Counter()
  let turnedAway = Counter()

  static func with<T: Sendable>(_ body: @Sendable (ProcurifyDay) async throws -> T) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.appending(path: "day-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let start = Timestamp(milliseconds: 1_741_600_800_000)
    let store = try await SQLiteStore.open(directory: folder.path, now: start)
    let http = HTTPClient(HTTPClient.Configuration(userAgent: "odoo-sidecar/tests"))
    let world = try await TestWorld(store: store, http: http, connectors: [Procurify()])
    let simulator = try simulator(world.clock)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await simulator.run() }
      let day = try await ProcurifyDay(world, http, port: try await simulator.port)
      group.addTask { await day.jobs.run() }
      group.addTask { await day.remote.run() }
      defer {
        day.jobs.stop()
        day.remote.stop()
        group.cancelAll()
      }
      try await day.open()
      return try await body(day)
    }
  }

  private static func simulator(_ clock: FixedClock) throws -> ProcurifySimulator {
    let access = ProcurifyGate.Settings(clientID: "cid_day", clientSecret: "sec_day")
    let tenant = ProcurifySettings(["domain": "acme", "token_life": .int(tokenLife)])
    var configuration = ProcurifySimulator.Configuration(access, tenant: tenant)
    configuration.now = { clock.now().date }
    return try ProcurifySimulator(configuration)
  }

  private init(_ world: TestWorld, _ http: HTTPClient, port: Int) async throws {
    self.world = world
    self.http = http
    self.port = port
    odoo = try Self.odoo()
    before = Dictionary(uniqueKeysWithValues: Self.models.map { [odoo] in ($0, odoo.records($0).count) })
    gateways = FakeGateways(odoo)
    jobs = Jobs(world.environment, ledger: world.ledger)
    remote = RemoteTick(
      world.environment,
      ledger: world.ledger,
      jobs: jobs,
      schedule: Schedule(world.environment, jobs: jobs),
      units: UnitRun(world.environment, runner: world.runner, jobs: jobs),
      gateways: gateways
    )
    database = try await world.store.database(RemoteWorld.identity, road: "http", at: world.clock.now()).row.id
  }

  /// A validated connection, an account to book on, and the schedules.
  private func open() async throws {
    let content: JSON = [
      "key": .string(TestWorld.connection), "connector": "procurify", "name": "Procurify", "company_id": 1,
      "environment": "test", "state": "validated", "send_from": "2025-01-01",
      "settings": [
        "domain": "acme", "client_id": "cid_day", "url": .string("http://127.0.0.1:\(port)"), "bill_journal": 7,
        "department_plan": 1, "location_plan": 2, "extra_product": 90,
      ],
    ]
    _ = try await Connections(world.environment).stage(
      database: database,
      content: content,
      secrets: JSONObject([("client_secret", "sec_day")]),
      revision: 1
    )
    _ = try await world.store.promote(database: database, key: TestWorld.connection, revision: 1)
    try await control(.post, "locations", ["name": "Plant North"])
    try await control(
      .post,
      "departments",
      ["name": "Maintenance", "location": "Plant North", "external_id": "MNT"]
    )
    try await control(.post, "account-codes", ["code": "6100", "description": "Shop supplies"])
    let book = ScheduleBook(world.environment)
    for rhythm in Self.rhythms {
      var row = ScheduleRow(database: database, connection: TestWorld.connection, stream: rhythm.stream, zone: "UTC")
      (row.every, row.cron) = (rhythm.every, rhythm.cron)
      _ = try await book.set(row)
    }
    try await ScheduleDay(world.clock, world.environment, jobs, remote, database).rest()
  }

  // MARK: What happens in an hour

  /// Odoo is away.
  static func isOdooAway(_ hour: Int) -> Bool { hour % 8 == 3 }

  /// Procurify is away.
  static func isProcurifyAway(_ hour: Int) -> Bool { hour % 8 == 5 }

  /// All tokens are taken back.
  static func isTakenBack(_ hour: Int) -> Bool { hour % 6 == 5 }

  /// Something new in every list and something changed in every list; now and then an outage.
  func hour(_ number: Int) async throws {
    gateways.fail(Self.isOdooAway(number) ? FakeGateways.unreachable : nil)
    try await control(.put, "failures", ["fail": Self.isProcurifyAway(number) ? "503:100%" : ""])
    if Self.isTakenBack(number) { try await control(.post, "expire", [:]) }
    if number > 0 { try await change(number - 1) }
    try await write(number)
    let asked = gateways.count
    try await ScheduleDay(world.clock, world.environment, jobs, remote, database).pass(.seconds(3600))
    if number == 0, let memory = ScheduleDay.memory { early.add(memory / 1024) }
    if Self.isOdooAway(number) { turnedAway.add(gateways.count - asked) }
    try await count(number)
  }

  private func write(_ hour: Int) async throws {
    let vendor: JSON = .string("Northwind \(hour)")
    let account: JSON = ["code": "6100", "department": "MNT"]
    try await control(.post, "vendors", ["name": vendor])
    let bolt: JSON = ["name": .string("Bolt \(hour)"), "vendor": vendor, "price": 5]
    let made = try await control(.post, "catalog-items", bolt)
    let item: JSON = ["catalog_item": made["id"] ?? .null, "quantity": 2, "account": account, "vendor": vendor]
    try await control(.post, "requisitions", ["department": "MNT", "items": [item], "status": 1])
    try await control(.post, "purchase-orders", ["vendor": vendor, "items": [item]])
    let line: JSON = ["description": "Bolts", "quantity": 2, "unit_cost": 5, "account": account]
    let number: JSON = .string("NW-\(hour)")
    try await control(.post, "bills", ["vendor": vendor, "invoice_number": number, "status": 2, "items": [line]])
  }

  /// What came up in an hour goes on: the requisition is purchased, everything else edited.
  private func change(_ hour: Int) async throws {
    func id(_ list: String, _ place: Int) async throws -> Int {
      let all = try await control(.get, list).arrayValue ?? []
      return try #require(all.indices.contains(place) ? all[place]["id"]?.intValue : nil)
    }
    // The first vendor is the placeholder.
    let vendor = try await id("vendors", hour + 1)
    try await control(.put, "vendors/\(vendor)", ["phoneOne": .string("555-\(hour)")])
    try await control(.put, "catalog-items/\(try await id("catalog-items", hour))", ["price": 6])
    // Of each hour one order was placed, and one came of the requisition of the hour before.
    let order = try await id("purchase-orders", hour * 2)
    try await control(.put, "purchase-orders/\(order)", ["comment": "By the gate"])
    try await control(.post, "requisitions/\(try await id("requisitions", hour))/purchase", [:])
    try await control(.put, "bills/\(try await id("bills", hour))", ["note": .string("Changed after \(hour)")])
  }

  /// What a partner keeps of our calls is no leak of ours.
  private func count(_ hour: Int) async throws {
    let arrivals = try await control(.get, "arrivals").arrayValue ?? []
    let asked = try await control(.get, "requests").objectValue?.members.compactMap(\.value.intValue)
    given.add(arrivals.count { $0["endpoint"] == "/oauth/token" && $0["status"] == 200 })
    if Self.isProcurifyAway(hour) { refused.add((asked ?? []).reduce(0, +) - arrivals.count) }
    written.add(try await control(.get, "writes").arrayValue?.count ?? 0)
    try await control(.post, "reset", ["only": "counts"])
  }

  @discardableResult
  func control(_ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil) async throws -> JSON {
    let response = try await http.send(
      HTTPRequest(
        method,
        "http://127.0.0.1:\(port)/_sandbox/\(path)",
        headers: ["Content-Type": "application/json"],
        body: body?.bytes,
        safeToRepeat: method == .get
      )
    )
    guard response.succeeded else {
      throw SimulatorRefused(path: path, answer: String(decoding: response.body, as: UTF8.self))
    }
    return (try? JSON(parsing: response.body)) ?? .null
  }

  struct SimulatorRefused: Error {
    let path: String
    let answer: String
  }
}
