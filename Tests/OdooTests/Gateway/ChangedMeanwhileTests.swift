import Core
import Engine
import Odoo
import TestKit
import Testing

/// What changes in a real Odoo while it is looked at; the steps `gateway-…` of `contrib/test` bring one.
@Suite(
  "What changes in Odoo while it is looked at",
  .enabled(if: GatewayWorld.there != nil, "NO ODOO: `contrib/test --only gateway` checks it on a real one"),
  .serialized,
  .timeLimit(.minutes(5))
)
struct ChangedMeanwhileTests {
  private static let remote = (GatewayWorld.there?.roads ?? []).filter(\.isRemote)

  @Test("records that change while the pages are turned: none missed, none twice", arguments: remote)
  func paging(_ road: GatewayRoad) async throws {
    let (world, ids, here) = try await opened()
    let odoo = gateway(here, world, RemoteRoad.dialect(world, road))
    // One that was read, and two that stand on later pages: the second page on the wire, and of the second look.
    let changed = [ids[10], ids[300], ids[640]]
    let function = "changed over \(road)"
    let watch = ChangeWatch(here, odoo, connection: "paging-\(road)")
    try await look(watch, world, road, here) {
      try await odoo.write("res.partner", ids: changed, values: ["function": .string(function)])
    }
    let first = watch.told.count
    for id in changed { try await watch.look(until: id, is: function) }
    try await watch.look()
    #expect(Set(watch.told.map(\.id)) == Set(ids))
    #expect(first == ids.count - 2)
    #expect(watch.told.count == ids.count + 1)
    #expect(changed.map { id in watch.functions(of: id).count(of: function) } == [1, 1, 1])
    #expect(watch.repeated.isEmpty)
  }

  @Test("a transaction that began before a look and commits after it: not missed, not twice", arguments: remote)
  func late(_ road: GatewayRoad) async throws {
    let (world, ids, here) = try await opened()
    let odoo = gateway(here, world, RemoteRoad.dialect(world, road))
    let watch = ChangeWatch(here, odoo, connection: "late-\(road)")
    try await watch.look()
    let (late, early) = ("late over \(road)", "early over \(road)")
    let transaction = try await LateTransaction.begin(world, [ids[5]], function: late)
    try await odoo.write("res.partner", ids: [ids[6]], values: ["function": .string(early)])
    try await watch.look(until: ids[6], is: early)
    // By now seconds have passed since it began.
    let after = "after \(early)"
    try await odoo.write("res.partner", ids: [ids[7]], values: ["function": .string(after)])
    try await watch.look(until: ids[7], is: after)
    #expect(!watch.functions(of: ids[5]).contains(late))
    try await transaction.commit()
    try await watch.look(until: ids[5], is: late)
    for _ in 0..<3 { try await watch.look() }
    // It is older than what was told before it.
    #expect(watch.writeDate(of: ids[5], late) < watch.writeDate(of: ids[7], after))
    #expect([(5, late), (6, early), (7, after)].map { watch.functions(of: ids[$0]).count(of: $1) } == [1, 1, 1])
    #expect(watch.repeated.isEmpty)
  }

  @Test("a transaction that commits late, between two pages: both sides of the page are told, once", arguments: remote)
  func between(_ road: GatewayRoad) async throws {
    let (world, ids, here) = try await opened()
    let odoo = gateway(here, world, RemoteRoad.dialect(world, road))
    let (late, early) = ("between over \(road)", "passed over \(road)")
    let pacer = ChangeWatch(here, odoo, connection: "pacer-\(road)")
    try await pacer.look()
    let transaction = try await LateTransaction.begin(world, [ids[20], ids[600]], function: late)
    try await odoo.write("res.partner", ids: [ids[21]], values: ["function": .string(early)])
    // Until the second in which it began lies within what is looked at.
    try await pacer.look(until: ids[21], is: early)
    let watch = ChangeWatch(here, odoo, connection: "between-\(road)")
    try await look(watch, world, road, here) { try await transaction.commit() }
    #expect(!watch.functions(of: ids[20]).contains(late))
    #expect(watch.functions(of: ids[600]) == [late])
    try await watch.look(until: ids[20], is: late)
    try await pacer.look(until: ids[600], is: late)
    for _ in 0..<3 { try await watch.look() }
    for _ in 0..<3 { try await pacer.look() }
    for watch in [watch, pacer] {
      #expect([ids[20], ids[600]].map { id in watch.functions(of: id).count(of: late) } == [1, 1])
      #expect(Set(watch.told.map(\.id)) == Set(ids))
      #expect(watch.repeated.isEmpty)
    }
  }

  private func opened() async throws -> (GatewayWorld, [Int], TestWorld) {
    let world = try #require(GatewayWorld.there)
    return (world, world.ids("many"), try await TestWorld())
  }

  private func gateway(_ here: TestWorld, _ world: GatewayWorld, _ dialect: any OdooDialect) -> RemoteOdoo {
    RemoteOdoo(
      dialect,
      company: world.companies[0],
      language: nil,
      catalogue: FieldCatalogue(),
      links: StoredLinks(here.environment, database: here.database),
      scope: "test"
    )
  }

  /// A first look at all of them, in pages; `deed` happens after the first.
  private func look(
    _ watch: ChangeWatch,
    _ world: GatewayWorld,
    _ road: GatewayRoad,
    _ here: TestWorld,
    _ deed: @escaping @Sendable () async throws -> Void
  ) async throws {
    let between = BetweenPages(RemoteRoad.dialect(world, road), after: 1, deed)
    try await watch.look(gateway(here, world, between))
    #expect(between.trouble == nil)
    #expect(between.count > 3)
  }
}

extension [String?] {
  fileprivate func count(of text: String) -> Int { count { $0 == text } }
}
