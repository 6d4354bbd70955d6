import Core
import Engine
import HTTP
import Storage
import TestKit
import Testing

@testable import ProcurifyConnector

/// Whole fetches in which Procurify refuses something.
@Suite("what Procurify does not let us read", .timeLimit(.minutes(5)))
struct PermissionTests {
  private static let denied = HTTPResponse.json(["detail": "You do not have permission to perform this action."], 403)
  private static let expired = HTTPResponse.json(["detail": "Token has expired."], 401)
  private static let secondPage = "/api/v3/ap/bills/?page_size=2&page=2"
  private let tenant: FakeProcurify
  private let world: TestWorld

  init() async throws {
    let streams = ReadOnlyTests.streams()
    tenant = streams.tenant
    world = try await TestWorld(http: tenant, connectors: [Procurify()])
    try await ReadOnlyTests.connect(world, ["page_size": 2])
    tenant.put("/api/v3/ap/bills/", (901...905).map { streams.put(bill: $0, at: "2025-03-03T14:20:11Z") })
  }

  /// One fetch of everything; what failed, by its stream.
  private func fetch() async throws -> Failure? {
    let jobs = Jobs(world.environment, ledger: world.ledger)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await jobs.run() }
      defer {
        jobs.stop()
        group.cancelAll()
      }
      let key = JobKey(database: world.database, connection: TestWorld.connection, job: .incoming)
      return try await jobs.poke(key, patience: .seconds(3600)).failure
    }
  }

  private func kinds() async throws -> [String: Int] {
    try await ReadOnlyTests.entries(world).reduce(into: [:]) { $0[$1.subject.flow, default: 0] += 1 }
  }

  private func hasMark(_ stream: String) async throws -> Bool {
    let connection = TestWorld.connection
    return try await world.store.mark(database: world.database, connection: connection, stream: stream) != nil
  }

  private var tokens: Int { tenant.requests.count { $0.method == .post } }

  @Test("a token that ends between two pages is renewed, and every row comes in")
  func expiredMeanwhile() async throws {
    tenant.next(Self.secondPage, .success(Self.expired))
    #expect(try await fetch() == nil)
    #expect(try await kinds()["procurify.bill.pull"] == 5)
    #expect(try await hasMark("bills"))
    #expect(tokens == 2)
  }

  @Test("a new token that is not taken either stops the stream between two pages, and its mark does not move")
  func refusedMeanwhile() async throws {
    tenant.next(Self.secondPage, .success(Self.expired), .success(Self.expired))
    let failure = try await fetch()
    #expect(failure?.code == "procurify.unauthorized")
    #expect(try await !hasMark("bills"))
    #expect(try await hasMark("orders"))
    #expect(tokens == 2)
    // What was read before is kept, and the next fetch brings the rest, each once.
    #expect(try await fetch() == nil)
    #expect(try await kinds()["procurify.bill.pull"] == 5)
  }

  @Test("orders that may not be read keep nothing else from coming in, and that is told with the place")
  func oneStream() async throws {
    tenant.next("/api/v2/purchase_orders/purchased/all/", .success(Self.denied))
    let failure = try await fetch()
    #expect(failure?.code == "procurify.forbidden")
    #expect(failure?.message.contains("/api/v2/purchase_orders/purchased/all/") == true)
    let kinds = try await kinds()
    #expect(kinds["procurify.order.pull"] == nil)
    for flow in ["vendor", "item", "requisition", "bill"] { #expect(kinds["procurify.\(flow).pull"] != nil, "\(flow)") }
    #expect(try await !hasMark("orders"))
    #expect(try await hasMark("bills"))
  }

  @Test("accounts that may not be read hold no document for an account that is missing: nothing is taken in by halves")
  func accounts() async throws {
    tenant.next("/api/v3/accounts/", .success(Self.denied))
    let failure = try await fetch()
    #expect(failure?.code == "procurify.forbidden")
    #expect(failure?.message.contains("/api/v3/accounts/") == true)
    let kinds = try await kinds()
    for flow in ["requisition", "order", "bill"] { #expect(kinds["procurify.\(flow).pull"] == nil, "\(flow)") }
    #expect(try await !hasMark("bills"))
    #expect(try await fetch() == nil)
    #expect(try await self.kinds()["procurify.bill.pull"] == 5)
  }

  @Test(
    "a list that may not be read stops only what needs it",
    arguments: [
      ("/api/v3/accounts/", ["vendor", "item"]), ("/api/v3/departments/", ["vendor", "item"]),
      ("/api/v3/account-codes/", ["vendor", "item", "requisition", "order"]), ("/api/v2/currencies/", []),
    ]
  )
  func list(_ path: String, _ going: [String]) async throws {
    tenant.next(path, .success(Self.denied))
    let failure = try await fetch()
    #expect(failure?.message.contains(path) == true)
    let came = try await kinds().keys.map { $0.split(separator: ".")[1] }
    #expect(Set(came.map(String.init)) == Set(going))
    #expect(try await fetch() == nil)
    #expect(try await kinds().count == 5)
  }

  @Test("accounts that may not be read stop items that shall have one")
  func itemAccounts() async throws {
    try await ReadOnlyTests.connect(world, ["set_product_account": true], revision: 2)
    tenant.next("/api/v3/accounts/", .success(Self.denied))
    #expect(try await fetch() != nil)
    #expect(try await kinds().keys.sorted() == ["procurify.vendor.pull"])
  }
}
