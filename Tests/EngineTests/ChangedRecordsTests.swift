import Core
import Engine
import Storage
import TestKit
import Testing

@Suite("what changed in Odoo", .timeLimit(.minutes(5)))
struct ChangedRecordsTests {
  @Test("every change is told once, whatever was read before it")
  func once() async throws {
    let watch = try await Watch()
    watch.write(1, secondsAgo: 60)
    #expect(try await watch.look() == [1])
    #expect(try await watch.look() == [])
    watch.world.clock.advance(by: .seconds(30))
    watch.write(2, secondsAgo: 10)
    #expect(try await watch.look() == [2])
    #expect(try await watch.look() == [])
  }

  @Test("a transaction that began before a look and committed after it is told by the next one, and no other row again")
  func late() async throws {
    let watch = try await Watch()
    watch.write(1, secondsAgo: 5)
    #expect(try await watch.look() == [1])
    watch.world.clock.advance(by: .seconds(120))
    // Its rows are as old as their transaction, far behind the end of the look before.
    watch.write(2, secondsAgo: 240)
    watch.write(3, secondsAgo: 1)
    #expect(try await watch.look() == [2])
    watch.world.clock.advance(by: .seconds(60))
    #expect(try await watch.look() == [3])
    #expect(try await watch.look() == [])
  }

  @Test("a row that is written again within the second, by a transaction that commits late, is told again")
  func sameSecond() async throws {
    let watch = try await Watch()
    watch.write(1, secondsAgo: 30, name: "first")
    #expect(try await watch.look() == [1])
    watch.write(1, secondsAgo: 30, name: "second")
    #expect(try await watch.look() == [1])
  }

  @Test("thousands of rows of one transaction come in pages by their ids, none twice")
  func many() async throws {
    let watch = try await Watch()
    for id in 1...1203 { watch.write(id, secondsAgo: 20) }
    #expect(try await watch.look() == Array(1...1203))
    #expect(watch.world.odoo.count("search") == 3)
    #expect(try await watch.look() == [])
  }

  @Test("what was not seen to is told again")
  func notKept() async throws {
    let watch = try await Watch()
    watch.write(1, secondsAgo: 20)
    #expect(try await watch.look(keeps: false) == [1])
    #expect(try await watch.look() == [1])
  }

  @Test("Odoo's clock counts, not ours; and one that was put back leaves nothing out")
  func clocks() async throws {
    let watch = try await Watch()
    let real = watch.world.clock.now()
    watch.world.odoo.setServerTime(real + .seconds(3600))
    watch.write(1, secondsAgo: -3500)
    #expect(try await watch.look() == [1])
    // Somebody sets Odoo's clock right.
    watch.world.odoo.setServerTime(real)
    watch.write(2, secondsAgo: 10)
    #expect(try await watch.look() == [2])
  }
}

/// A look at the partners of an Odoo in memory.
private struct Watch {
  let world: TestWorld
  private let changed: ChangedRecords

  init() async throws {
    world = try await TestWorld()
    changed = ChangedRecords(
      world.environment,
      database: world.database,
      connection: TestWorld.connection,
      model: "res.partner"
    )
  }

  func write(_ id: Int, secondsAgo: Int, name: String = "Partner") {
    let moment = world.clock.now() + .seconds(-secondsAgo)
    world.odoo.put(["id": .int(id), "name": .string(name), "write_date": .string(moment.text)], "res.partner")
  }

  func look(keeps: Bool = true) async throws -> [Int] {
    let changes = try await changed.look(since: nil, fields: ["name": nil], world.odoo)
    if keeps { try await changed.keep(changes) }
    return changes.records.compactMap { $0["id"]?.intValue }
  }
}
