import Core
import Engine
import Foundation
import HTTP
import Mapping
import Storage
import TestKit
import Testing

@testable import ProcurifyConnector

/// The promise of the whole connector: nothing in Procurify is ever changed.
@Suite("nothing is written to Procurify", .timeLimit(.minutes(5)))
struct ReadOnlyTests {
  @Test("a test of the connection, a whole fetch and everything that comes of it send GET alone, but for the token")
  func everything() async throws {
    let tenant = Self.tenant()
    let world = try await TestWorld(http: tenant, connectors: [Procurify()])
    try await Self.connect(world)
    world.odoo.put(["id": 3, "name": "USD", "active": true, "display_name": "USD"], "res.currency")
    world.odoo.commit()
    let steps = try await Connections(world.environment).test(database: world.database, key: TestWorld.connection)
    let failed = steps.filter { !$0.ok }
    #expect(failed == [])
    let jobs = Jobs(world.environment, ledger: world.ledger)
    let schedule = Schedule(world.environment, jobs: jobs)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await jobs.run() }
      defer {
        jobs.stop()
        group.cancelAll()
      }
      let key = JobKey(database: world.database, connection: TestWorld.connection, job: .incoming)
      let state = try await jobs.poke(key, patience: .seconds(3600))
      #expect(state.failure == nil)
      #expect(state.standing == .done)
    }
    try await Self.apply(world, schedule)
    let entries = try await Self.entries(world)
    #expect(Set(entries.map(\.subject.flow)) == Set(Kind.allCases.map(\.flow)))
    for entry in entries where entry.subject.flow == Kind.vendor.flow { #expect(entry.state != .pending) }
    _ = try await Self.again(entries, world, tenant)
    let others = tenant.requests.filter { $0.method != .get }
    #expect(!others.isEmpty)
    let places = Set(others.map { "\($0.method.rawValue) \($0.url)" })
    #expect(places == ["POST https://acme.procurify.com/oauth/token"])
    #expect(tenant.requests.count > 20)
  }

  @Test("no bank account of a vendor is kept in the ledger or in the log")
  func withheld() async throws {
    let tenant = Self.tenant()
    let world = try await TestWorld(http: tenant, connectors: [Procurify()])
    try await Self.connect(world)
    let jobs = Jobs(world.environment, ledger: world.ledger)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await jobs.run() }
      defer {
        jobs.stop()
        group.cancelAll()
      }
      let key = JobKey(database: world.database, connection: TestWorld.connection, job: .incoming)
      _ = try await jobs.poke(key, patience: .seconds(3600))
    }
    var kept: [String] = []
    for row in try await world.store.logs(LogQuery(database: world.database, limit: 1000)) {
      kept += [row.message, row.request?.body, row.response?.body].compactMap(\.self)
    }
    for entry in try await Self.entries(world) {
      kept += try await world.store.steps(of: entry.id).map { String(decoding: $0.body, as: UTF8.self) }
    }
    let everything = kept.joined(separator: "\n")
    #expect(everything.contains("Northwind Tools"))
    for secret in ["000123456789", "eyJ.demo.token", "sec_demo"] { #expect(!everything.contains(secret)) }
  }

  @Test("no source of the connector names another method, but for the grant of the token")
  func sources() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/Connectors/Procurify").standardizedFileURL
    let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    var read = 0
    for case let file as URL in files where file.pathExtension == "swift" {
      read += 1
      let text = try String(contentsOf: file, encoding: .utf8)
      let requests = text.components(separatedBy: "HTTPRequest(").dropFirst()
      for request in requests where !request.hasPrefix("\n      .get,") {
        #expect(file.lastPathComponent == "ProcurifyGrant.swift", "\(file.lastPathComponent)")
      }
      let methods = text.matches(of: #/\.(post|put|patch|delete|head)\b/#).map { String($0.1) }
      let allowed = file.lastPathComponent == "ProcurifyGrant.swift" ? ["post"] : []
      #expect(methods == allowed, "\(file.lastPathComponent)")
    }
    #expect(read > 30)
  }

  // MARK: A tenant with one of everything

  static func tenant() -> FakeProcurify { streams().tenant }

  static func streams() -> StreamWorld {
    let world = StreamWorld()
    let tenant = world.tenant
    tenant.put("/api/v2/currencies/", [["id": 3, "name": "USD", "active": true]])
    tenant.put(
      "/api/v3/vendors/all/",
      [world.vendor(44, ["name": "Northwind Tools", "dateModified": "2025-03-01T09:00:00Z"])]
    )
    tenant.put("/api/v3/catalog-items/", [["id": 17, "name": "Safety glasses", "internalSKU": "SG-1"]])
    let line: JSON = [
      "id": 8801, "name": "Torque wrench", "sku": "TW-10", "quantity": "2.00000", "price": "50.00000000", "unit": "ea",
      "pref_vendor": 44, "currency": 3, "orderNum": 1207, "last_modified": "2025-03-02T09:00:00Z",
      "created_at": "2025-03-01T09:00:00Z",
    ]
    tenant.put("/api/v3/order-items/", [line])
    tenant.put(
      "/api/v2/global/orders/",
      [
        [
          "num": 1207, "status": 1, "date": "2025-03-01T09:00:00Z", "dateModified": "2025-03-02T09:00:00Z",
          "currency": ["id": 3, "name": "USD"],
        ]
      ]
    )
    let order: JSON = [
      "procurify_PO": 310, "number": "PO-310", "state": 0, "version": 1, "date": "2025-03-02T09:00:00Z",
      "last_modified": "2025-03-02T09:00:00Z", "pref_vendor": ["id": 44, "name": "Northwind Tools"], "total": "100.00",
      "purchased_currency": ["id": 3, "name": "USD"],
    ]
    tenant.put("/api/v2/purchase_orders/purchased/all/", [order])
    tenant.put(detail: "/api/v2/purchase_orders/310/", order.adding([("order_items", [line])]))
    tenant.put("/api/v3/ap/bills/", [world.put(bill: 901, at: "2025-03-03T14:20:11Z")])
    return world
  }

  static func connect(_ world: TestWorld, _ more: JSON = [:], revision: Int = 1) async throws {
    let content: JSON = [
      "key": .string(TestWorld.connection), "connector": "procurify", "name": "Procurify", "company_id": 1,
      "environment": "test", "state": "validated", "send_from": "2025-01-01",
      "settings": JSON.record([
        ("domain", "acme"), ("client_id", "cid_demo"), ("requests_per_second", 10_000),
      ]).adding(more.objectValue?.members.map { ($0.key, $0.value) } ?? []),
    ]
    let secrets = JSONObject([("client_secret", .string("sec_demo"))])
    _ = try await Connections(world.environment).stage(
      database: world.database,
      content: content,
      secrets: secrets,
      revision: revision
    )
    try await world.promote(revision)
  }

  private static func apply(_ world: TestWorld, _ schedule: Schedule) async throws {
    for _ in 0..<50 {
      guard let unit = try await schedule.nextUnit(database: world.database), unit.kind == .apply,
        let entry = Int64(unit.id.dropFirst(Schedule.applyPrefix.count))
      else { return }
      let request = world.request(unit.flow, ids: unit.ids)
      let applied = try await world.runner.apply(entry, request, odoo: world.odoo)
      if applied.rollsBack { world.odoo.rollBack() }
      world.odoo.commit()
      _ = try await world.ledger.settled(applied.outcomes.compactMap { $0.entry?.id }, database: world.database)
    }
  }

  static func entries(_ world: TestWorld) async throws -> [Entry] {
    var query = EntryQuery(database: world.database, limit: 1000)
    query.arriving = true
    return try await world.store.entries(query)
  }

  /// Every document is read again, as a person's retry does.
  private static func again(_ entries: [Entry], _ world: TestWorld, _ tenant: FakeProcurify) async throws -> Int {
    var opened = StreamWorld()
    opened.settings["page_size"] = 50
    let connector = Procurify()
    let client = try connector.client(opened.opened, tenant)
    var count = 0
    for entry in entries {
      let body = try await world.store.steps(of: entry.id).first.map { try JSON(parsing: $0.body) }
      let arrival = Arrival(
        externalID: entry.externalID ?? "",
        type: "",
        content: body?["content"] ?? .null,
        about: entry.about
      )
      for inbox in connector.inboxes where arrival.about?.hasPrefix(String(inbox.stream.dropLast()) + "-") == true {
        _ = try await inbox.again(arrival, opened.opened, client)
        count += 1
      }
    }
    return count
  }
}
