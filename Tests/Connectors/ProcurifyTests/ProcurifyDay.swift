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
  private static let tokenLife = 14_400
  private static let rhythms: [(stream: String, every: Int?, cron: String?, runs: @Sendable (Int) -> Int)] = [
    ("vendors", 900, nil, { $0 * 4 + 1 }),
    ("items", nil, "5 * * * *", { $0 }),
    ("requisitions", 1800, nil, { $0 * 2 + 1 }),
    ("orders", nil, "*/20 * * * *", { $0 * 3 }),
    ("bills", 600, nil, { $0 * 6 + 1 }),
  ]
  let world: TestWorld
  let odoo: FakeOdoo
  let gateways: FakeGateways
  let jobs: Jobs
  let remote: RemoteTick
  let database: Int64
  let port: Int
  let http: HTTPClient
  private let given = Counter()
  private let early = Counter()
  private let written = Counter()

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
    odoo = FakeOdoo(isFarAway: true)
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
      "settings": ["domain": "acme", "client_id": "cid_day", "url": .string("http://127.0.0.1:\(port)")],
    ]
    _ = try await Connections(world.environment).stage(
      database: database,
      content: content,
      secrets: JSONObject([("client_secret", "sec_day")]),
      revision: 1
    )
    _ = try await world.store.promote(database: database, key: TestWorld.connection, revision: 1)
    try await control(.post, "locations", ["name": "Oulu"])
    try await control(.post, "departments", ["name": "Maintenance", "location": "Oulu", "external_id": "MNT"])
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

  /// Something new and something changed in every list; every eighth hour Odoo is away, every eighth one Procurify, and
  /// every sixth all tokens are taken back.
  func hour(_ number: Int) async throws {
    gateways.fail(number % 8 == 3 ? FakeGateways.unreachable : nil)
    try await control(.put, "failures", ["fail": number % 8 == 5 ? "503:100%" : ""])
    if number % 6 == 5 { try await control(.post, "expire", [:]) }
    let vendor = "Northwind \(number)"
    try await control(.post, "vendors", ["name": .string(vendor)])
    try await control(.post, "catalog-items", ["name": .string("Bolt \(number)"), "vendor": .string(vendor)])
    try await control(
      .post,
      "bills",
      [
        "vendor": .string(vendor), "invoice_number": .string("NW-\(number)"), "status": 2,
        "items": [
          ["description": "Bolts", "quantity": 2, "unit_cost": 5, "account": ["code": "6100", "department": "MNT"]]
        ],
      ]
    )
    let day = ScheduleDay(world.clock, world.environment, jobs, remote, database)
    try await day.pass(.seconds(3600))
    if number == 0, let memory = ScheduleDay.memory { for _ in 0..<memory / 1024 { early.add() } }
    // What a partner keeps of our calls is no leak of ours.
    for _ in 0..<(try await tokens()) { given.add() }
    for _ in 0..<(try await control(.get, "writes").arrayValue?.count ?? 0) { written.add() }
    try await control(.post, "reset", ["only": "counts"])
  }

  // MARK: Figures

  struct Stream: Sendable {
    let name: String
    let expected: Int
    let begun: Int
    let lateness: Int
    /// Documents that the partner has, and those of them that came in.
    let there: Int
    let kept: Int
  }

  struct Figures: Sendable {
    let hours: Int
    let streams: [Stream]
    let openJobs: Int
    let waiting: Int
    let tokens: Int
    let writes: Int
    let outages: Int
    let memoryAtStart: Int
    let memoryAtEnd: Int

    var memoryGrowth: Int { memoryAtEnd - memoryAtStart }

    var lines: [String] {
      streams.map { stream in
        "\(stream.name): \(stream.begun) of \(stream.expected) runs begun, at most \(stream.lateness) ms late,"
          + " \(stream.kept) of \(stream.there) documents kept"
      } + [
        "\(hours) simulated hours, \(tokens) tokens, \(outages) hours of outage, \(openJobs) jobs and \(waiting) documents"
          + " left waiting, \(writes) writes to Procurify",
        "resident memory \(memoryAtStart / 1024) MiB after the first hour, \(memoryAtEnd / 1024) MiB at the end",
      ]
    }
  }

  func figures(after hours: Int) async throws -> Figures {
    let slots = Dictionary(grouping: ScheduleDay.slots(in: world.told.all), by: \.job)
    var streams: [Stream] = []
    for rhythm in Self.rhythms {
      let found = slots["incoming:\(rhythm.stream)"] ?? []
      let (there, kept) = try await documents(rhythm.stream)
      streams.append(
        Stream(
          name: rhythm.stream,
          expected: rhythm.runs(hours),
          begun: found.count,
          lateness: found.map(\.lateness).max() ?? 0,
          there: there,
          kept: kept
        )
      )
    }
    return Figures(
      hours: hours,
      streams: streams,
      openJobs: try await world.store.openJobs(database: database).count,
      waiting: try await world.store.counts(database: database)[.pending] ?? 0,
      tokens: given.count,
      writes: written.count,
      outages: (0..<hours).count { $0 % 8 == 3 || $0 % 8 == 5 },
      memoryAtStart: early.count * 1024,
      memoryAtEnd: ScheduleDay.memory ?? 0
    )
  }

  /// How many documents of a stream the partner has, and how many of those the ledger knows.
  private func documents(_ stream: String) async throws -> (there: Int, kept: Int) {
    let lists = ["items": "catalog-items", "orders": "purchase-orders"]
    let names = ["vendors": "Northwind ", "items": "Bolt ", "bills": "NW-"]
    let rows = try await control(.get, lists[stream] ?? stream).arrayValue ?? []
    let there = rows.count { $0.text.contains(names[stream] ?? "?") }
    var query = EntryQuery(database: database, limit: 500)
    query.arriving = true
    var about: Set<String> = []
    while true {
      let page = try await world.store.entries(query)
      for entry in page where entry.subject.flow.hasPrefix("procurify.\(stream.dropLast()).") {
        about.insert(entry.about ?? entry.subject.arrival ?? "")
      }
      guard page.count == query.limit, let last = page.last else { break }
      query.after = last.id
    }
    return (there, about.count)
  }

  private func tokens() async throws -> Int {
    try await control(.get, "requests")["POST /oauth/token"]?.intValue ?? 0
  }

  @discardableResult
  private func control(_ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil) async throws -> JSON {
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
