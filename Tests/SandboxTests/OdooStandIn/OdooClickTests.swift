import Core
import JSONRPC
import Synchronization
import Testing

@testable import Sandbox

@Suite("stand-in for Odoo: clicks")
struct OdooClickTests {
  private static let flow = "procuros.order.send"

  /// Reads the order, brings its reference and says that it is delivered.
  @Sendable private static func send(_ request: ScriptedSidecar.Request) async throws(RPCError) -> JSON {
    guard request.method == "flow/run", let ids = request.params["ids"]?.arrayValue else { return [:] }
    var documents: [JSON] = []
    for id in ids {
      _ = try await request.ask(
        "odoo/read",
        [("model", "purchase.order"), ("ids", [id]), ("fields", ["name": nil]), ("committed", true)]
      )
      _ = try await request.ask("odoo/call", reference(id))
      documents.append(["record": id, "entry": 7, "status": "sent", "state": "delivered", "external_id": "tx-1"])
    }
    return ["documents": .array(documents)]
  }

  private static func reference(_ id: JSON) -> [(String, JSON?)] {
    let arguments: JSON = [
      "model": "purchase.order", "record": id, "connection": "c1", "flow": .string(flow), "external_id": "tx-1",
      "number": nil, "entry": 7,
    ]
    return [("model", "sidecar.reference"), ("ids", []), ("method", "bring"), ("arguments", arguments)]
  }

  private static func world() -> PurchasingWorld {
    var world = PurchasingWorld()
    world.order(lines: 3)
    world.order()
    return world
  }

  private func click(
    _ odoo: OdooStandIn,
    _ ids: [Int] = [1],
    end: OdooStandIn.End = .commit
  ) async throws(Failure) -> OdooStandIn.Click {
    try await odoo.click(Self.flow, on: "purchase.order", ids: ids, connection: "c1", end: end)
  }

  @Test("says who it is, serves the call, commits and settles")
  func commits() async throws {
    try await ScriptedSidecar.with(Self.world(), script: Self.send) { odoo, sidecar in
      let click = try await click(odoo)
      #expect(click.statuses == ["sent"])
      #expect(click.attempts == 1)
      #expect(click.served == ["odoo/read", "odoo/call"])
      #expect(sidecar.asked == ["session/hello", "flow/run", "entry/settled"])
      #expect(sidecar.params(of: "entry/settled") == [["entries": [7]]])
      #expect(sidecar.params(of: "session/hello").first?["database"]?["name"] == "prod")
      #expect(sidecar.params(of: "flow/run").first?["deadline_ms"] == 20_000)
      let reference = odoo.reference("purchase.order", 1, flow: Self.flow)
      #expect(reference == ["external_id": "tx-1", "number": nil, "entry": "7"])
    }
  }

  @Test("forgets everything on rollback and tells nobody")
  func rollsBack() async throws {
    try await ScriptedSidecar.with(Self.world(), script: Self.send) { odoo, sidecar in
      _ = try await click(odoo, end: .rollBack)
      #expect(odoo.reference("purchase.order", 1, flow: Self.flow) == nil)
      #expect(!sidecar.asked.contains("entry/settled"))
      _ = try await click(odoo)
      #expect(odoo.reference("purchase.order", 1, flow: Self.flow) != nil)
    }
  }

  @Test("runs the button again after a serialization failure", arguments: ["odoo/read", "odoo/call"])
  func repeats(method: String) async throws {
    try await ScriptedSidecar.with(Self.world(), script: Self.send) { odoo, sidecar in
      odoo.database.failNext(method, times: 2)
      let click = try await click(odoo)
      #expect(click.attempts == 3)
      #expect(sidecar.params(of: "flow/run").count == 3)
      #expect(odoo.database.records.ids("sidecar.reference").count == 1)
    }
  }

  @Test("gives up after five attempts, as Odoo does")
  func givesUp() async throws {
    try await ScriptedSidecar.with(Self.world(), script: Self.send) { odoo, sidecar in
      odoo.database.failNext("odoo/read", times: 9)
      let failure = await #expect(throws: Failure.self) { try await click(odoo) }
      #expect(failure?.code == "odoo.attempt_over")
      #expect(sidecar.params(of: "flow/run").count == 5)
    }
  }

  @Test("fails to serialize when somebody else committed the same row meanwhile")
  func conflicts() async throws {
    let outsider = Mutex<OdooDatabase?>(nil)
    try await ScriptedSidecar.with(Self.world()) { request throws(RPCError) in
      guard request.method == "flow/run" else { return [:] }
      let database = outsider.withLock { database in
        defer { database = nil }
        return database
      }
      database?.change { $0.write("purchase.order", 1, ["partner_ref": "X"]) }
      _ = try await request.ask(
        "odoo/call",
        [("model", "purchase.order"), ("ids", [1]), ("method", "button_confirm"), ("arguments", [:])]
      )
      return ["documents": []]
    } _: { odoo, _ in
      // Confirming what is confirmed already writes nothing.
      odoo.database.change { $0.write("purchase.order", 1, ["state": "draft"]) }
      outsider.withLock { $0 = odoo.database }
      let click = try await click(odoo)
      #expect(click.attempts == 2)
      let records = odoo.database.records
      #expect(records.value("purchase.order", 1, "partner_ref") == "X")
    }
  }

  @Test("lets clicks on different orders create rows at once, as sequences do")
  func createsAtOnce() async throws {
    try await ScriptedSidecar.with(Self.world(), script: Self.send) { odoo, _ in
      async let first = click(odoo, [1])
      async let second = click(odoo, [2])
      let attempts = [try await first.attempts, try await second.attempts]
      #expect(attempts == [1, 1])
      #expect(odoo.database.records.ids("sidecar.reference").count == 2)
    }
  }

  @Test("lets two clicks on one order come one after the other")
  func locks() async throws {
    let running = Running()
    let script: ScriptedSidecar.Script = { request throws(RPCError) in
      guard request.method == "flow/run" else { return [:] }
      running.enter()
      // Many steps in which the other click could come in, if nothing held it.
      for _ in 0..<200 { await Task.yield() }
      running.leave()
      return ["documents": []]
    }
    try await ScriptedSidecar.with(Self.world(), script: script) { odoo, _ in
      async let first = click(odoo, [1])
      async let second = click(odoo, [1, 2])
      _ = try await (first, second)
      #expect(running.most == 1)
    }
  }

  @Test("lets two clicks reach the sidecar at once when rows are not locked")
  func withoutLocks() async throws {
    let running = Running()
    let script: ScriptedSidecar.Script = { request throws(RPCError) in
      guard request.method == "flow/run" else { return [:] }
      running.enter()
      while running.most < 2 { await Task.yield() }
      running.leave()
      return ["documents": []]
    }
    try await ScriptedSidecar.with(Self.world(), script: script) { odoo, _ in
      var free = odoo
      free.locksRows = false
      async let first = click(free, [1])
      async let second = click(free, [1])
      _ = try await (first, second)
      #expect(running.most == 2)
    }
  }

  @Test("hands an error of the sidecar on in our terms, and does not wait for ever")
  func errors() async throws {
    let script: ScriptedSidecar.Script = { request throws(RPCError) in
      if request.method == "service/health" {
        throw RPCError(code: -32013, message: "No.", data: ["kind": "configuration", "code": "connection.unknown"])
      }
      // Says nothing until the test ends and cancels it.
      try? await Task.sleep(for: .seconds(3600))
      return [:]
    }
    try await ScriptedSidecar.with(script: script) { odoo, _ in
      let refused = await #expect(throws: Failure.self) { try await odoo.ask("service/health") }
      #expect(refused?.kind == .configuration)
      #expect(refused?.code == "connection.unknown")
      var hasty = odoo
      hasty.grace = .zero
      let silent = await #expect(throws: Failure.self) {
        try await hasty.click(
          Self.flow,
          on: "purchase.order",
          ids: [1],
          connection: "c1",
          deadline: .milliseconds(20)
        )
      }
      #expect(silent?.code == "session.no_answer")
    }
  }

  @Test("names a connection's revision only after its commit")
  func saves() async throws {
    try await ScriptedSidecar.with(script: { _ in ["staged": true] }) { odoo, sidecar in
      let connection: JSON = ["key": "c1", "connector": "procuros"]
      _ = try await odoo.save(connection, secrets: ["api_token": "t"], end: .rollBack)
      try await odoo.save(connection, secrets: ["api_token": "t"])
      #expect(sidecar.members("revision", of: "connection/save") == [1, 1])
      let named = sidecar.members("connections", of: "session/hello")
      #expect(named == [[], [], [["key": "c1", "revision": 1]]])
      try await odoo.remove("c1")
      #expect(try await odoo.hello()["protocol"] == 1)
      #expect(sidecar.params(of: "session/hello").last?["connections"] == [])
    }
  }

  @Test("ticks until no unit is left")
  func ticks() async throws {
    let left = Mutex(2)
    let script: ScriptedSidecar.Script = { request throws(RPCError) in
      guard request.method == "schedule/tick" else { return try await Self.send(request) }
      let unit = left.withLock { left in
        defer { left -= 1 }
        return left
      }
      guard unit > 0 else { return ["unit": nil, "wait_ms": 1000] }
      return [
        "unit": [
          "unit": .int(unit), "kind": "flow", "flow": .string(Self.flow), "connection": "c1", "company_id": 1,
          "model": "purchase.order", "ids": [.int(unit)],
        ]
      ]
    }
    try await ScriptedSidecar.with(Self.world(), script: script) { odoo, sidecar in
      let units = try await odoo.tick()
      #expect(units.count == 2)
      #expect(odoo.database.records.ids("sidecar.reference").count == 2)
      #expect(sidecar.members("origin", of: "flow/run") == ["tick", "tick"])
    }
  }
}

/// How many calls are under way, now and at most.
private final class Running: Sendable {
  private let counts = Mutex((now: 0, most: 0))

  var most: Int { counts.withLock { $0.most } }
  func enter() { counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }
  func leave() { counts.withLock { $0.now -= 1 } }
}
