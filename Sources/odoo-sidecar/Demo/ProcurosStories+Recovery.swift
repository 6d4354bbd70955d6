import Core
import Sandbox

extension ProcurosStories {
  static let restore = Story(
    name: "restore",
    title: "An old backup is restored; what was sent since is learned from Odoo and from Procuros"
  ) { stage in
    var world = PurchasingWorld()
    let orders = (1...4).map { _ in world.order() }
    let odoo = stage.odoo(world)
    try await stage.connect(odoo, world)
    let backup = stage.service.directory + "/backup.db"
    _ = try await stage.send(odoo, [orders[0]])
    try await ServiceClient.with(socket: stage.service.socket) { client in
      _ = try await client.call("service/backup", ["path": .string(backup)])
    }
    tell("one order sent, then a backup")
    _ = try await stage.send(odoo, [orders[1]])
    _ = try await stage.send(odoo, [orders[2]], end: .rollBack)
    tell("two more sent; Odoo remembers one number and has rolled back the other")
    try await stage.service.restore(backup)
    let paused = try await stage.send(odoo, orders)
    try expect(
      paused.statuses.allSatisfy { $0 == "refused" },
      "nothing leaves before it is reconciled: \(paused.statuses)"
    )
    tell(paused.documents.first?["issues"]?[0]?["message"]?.stringValue ?? "")
    try await ServiceClient.with(socket: stage.service.socket) { client in _ = try await client.call("entry/reconcile")
    }
    let statuses = try await stage.sendUntilSent(odoo, orders)
    let counts = await stage.simulator.network.countsByNumber
    tell("reconciled; the four orders are \(statuses.joined(separator: ", "))")
    try expect((1...4).allSatisfy { counts["P0000\($0)"] == 1 }, "each order exists exactly once: \(counts)")
    try expect(orders.allSatisfy { odoo.reference("purchase.order", $0, flow: flow) != nil }, "each shows its number")
  }

  static let copy = Story(
    name: "copy",
    title: "A copied database cannot order real goods until it is adopted"
  ) { stage in
    var world = PurchasingWorld()
    let order = world.order()
    let odoo = stage.odoo(world)
    try await stage.connect(odoo, world)
    var identity = odoo.database.identity
    identity.name = "nordmarkt-test"
    identity.oid += 1
    let copy = OdooStandIn(OdooDatabase(identity, world.records), socket: stage.service.socket)
    let hello = try await copy.hello()
    try expect(hello["database"]?["status"] == "copy", "the copy is known as one: \(hello.text)")
    tell(hello["database"]?["message"]?.stringValue ?? "")
    let own = try await odoo.hello()
    try expect(own["database"]?["status"] == "ok", "the original goes on working")
    let id = try await ServiceClient.with(socket: stage.service.socket) { client in
      let rows = try await client.call("database/list")["databases"]?.arrayValue ?? []
      let looksLikeCopy = rows.first { $0["copy_of"]?.isNull == false }
      _ = try await client.call("database/adopt", .record([("id", looksLikeCopy?["id"])]))
      return looksLikeCopy?["id"]
    }
    try expect(id != nil, "the copy can be named")
    let adopted = try await copy.hello()
    try expect(adopted["database"]?["status"] == "ok", "the adopted copy may send")
    try expect(try await stage.send(copy, [order]).statuses == ["sent"], "and does")
    tell("adopted by the administrator; now it sends, and the former original counts as the copy")
    let former = try await stage.send(odoo, [order])
    try expect(former.statuses == ["refused"], "the former original sends nothing: \(former.statuses)")
  }
}

extension DemoStage {
  /// Clicks until every order is sent, as a clerk who was told that it goes on by itself.
  func sendUntilSent(_ odoo: OdooStandIn, _ orders: [Int]) async throws -> [String] {
    var statuses: [String] = []
    for _ in 0..<200 {
      statuses = try await send(odoo, orders).statuses
      if statuses.allSatisfy({ ["sent", "already_sent"].contains($0) }) { break }
      try await Task.sleep(for: .milliseconds(100))
    }
    return statuses
  }
}
