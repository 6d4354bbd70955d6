import Core
import Sandbox

/// What a clerk, an accountant and an administrator see of Procuros, story by story.
enum ProcurosStories {
  static let flow = "procuros.order.send"

  static let all = [firstClick, threeFaults, lostAnswer, rollback, twoClicks, powerCut, restore, copy]

  private static let firstClick = Story(
    name: "first-click",
    title: "An order is read, checked, mapped, stored, sent, logged and written back"
  ) { stage in
    var world = PurchasingWorld()
    let order = world.order(lines: 3)
    let odoo = stage.odoo(world)
    try await stage.connect(odoo, world)
    tell("the connection is saved, tested and validated")
    let preview = try await odoo.preview(order)
    tell("what would leave:\n\(preview["payload"]?.prettyText.indented ?? "")")
    let click = try await stage.send(odoo, [order])
    try expect(click.statuses == ["sent"], "the order is sent, not \(click.documents)")
    let number = odoo.reference("purchase.order", order, flow: flow)?["external_id"]?.stringValue
    try expect(number != nil, "the order shows its transaction number")
    tell("sent; the order shows transaction \(number ?? "")")
    try expect(await stage.held("P00001") == 1, "Procuros holds the order exactly once")
    let log = try await odoo.ask("log/list")
    let exchange = log["logs"]?.arrayValue?.first { $0["method"] == "POST" }
    let line = try await odoo.ask("log/show", .record([("log", exchange?["id"])]))
    let body = line["request"]?["body"]?.stringValue ?? ""
    try expect(body.contains("\"orderIdentifier\":\"P00001\""), "the log keeps the exact bytes")
    try expect(!line.text.contains(DemoStage.token), "the log holds no token")
    tell("the log keeps the exact \(body.utf8.count) bytes, without the token")
    let entry = try await odoo.ask("entry/list")["entries"]?[0]
    try expect(entry?["state"] == "settled", "both sides know: \(entry?.text ?? "")")
    tell("ledger entry \(entry?["id"]?.text ?? ""): settled")
  }

  private static let threeFaults = Story(
    name: "three-faults",
    title: "An order with three faults names all three; mended, it goes out"
  ) { stage in
    var world = PurchasingWorld()
    let order = world.order(lines: 2, faults: [.vendorWithoutGLN, .productWithoutBarcode, .unitWithoutCode])
    let odoo = stage.odoo(world)
    try await stage.connect(odoo, world)
    let click = try await stage.send(odoo, [order])
    let issues = click.documents.first?["issues"]?.arrayValue ?? []
    for issue in issues { tell("- \(issue["message"]?.stringValue ?? "") \(issue["repair"]?.stringValue ?? "")") }
    try expect(click.statuses == ["issues"] && issues.count == 3, "three issues are named, not \(issues.count)")
    try expect(await stage.held("P00001") == 0, "nothing was sent")
    odoo.database.change { records in
      for issue in issues { records.mend(issue) }
    }
    tell("mended: a GLN, a barcode and a unit code are entered")
    try expect(try await stage.send(odoo, [order]).statuses == ["sent"], "the mended order is sent")
    try expect(await stage.held("P00001") == 1, "Procuros holds the order exactly once")
  }

  private static let lostAnswer = Story(
    name: "lost-answer",
    title: "Procuros takes the order, but its answer is lost: looked up, never sent twice"
  ) { stage in
    var world = PurchasingWorld()
    let order = world.order()
    let odoo = stage.odoo(world)
    try await stage.connect(odoo, world)
    await stage.simulator.gate.misbehave(try Failures(parsing: "reply-lost:1 times"))
    let click = try await stage.send(odoo, [order])
    try expect(click.statuses == ["sent"], "the look-up found it: \(click.documents)")
    try expect(await stage.held("P00001") == 1, "Procuros holds the order exactly once")
    let posts = await stage.simulator.gate.requests.filter { $0.key.hasPrefix("POST") }.values.reduce(0, +)
    try expect(posts == 1, "one POST was made, not \(posts)")
    tell("one POST, one look-up; the clerk was told the transaction number at once")
  }

  private static let rollback = Story(
    name: "rollback",
    title: "Odoo rolls back after Procuros has accepted; the next click sends nothing and writes the number"
  ) { stage in
    var world = PurchasingWorld()
    let order = world.order()
    let odoo = stage.odoo(world)
    try await stage.connect(odoo, world)
    _ = try await stage.send(odoo, [order], end: .rollBack)
    try expect(odoo.reference("purchase.order", order, flow: flow) == nil, "Odoo forgot the number")
    tell("sent, but Odoo rolled back: the order shows no number")
    odoo.database.failNext("odoo/call")
    let click = try await stage.send(odoo, [order])
    try expect(click.statuses == ["already_sent"], "the second click says already sent: \(click.documents)")
    try expect(click.attempts == 2, "a serialization failure made Odoo run the button twice")
    try expect(odoo.reference("purchase.order", order, flow: flow) != nil, "the order shows its number")
    try expect(await stage.held("P00001") == 1, "Procuros holds the order exactly once")
    tell("already sent; the number is written now, Procuros holds it once")
  }

  private static let twoClicks = Story(
    name: "two-clicks",
    title: "Two people press the button at the same moment"
  ) { stage in
    var world = PurchasingWorld()
    let order = world.order()
    var odoo = stage.odoo(world)
    odoo.locksRows = false
    try await stage.connect(odoo, world)
    let clerk = odoo
    async let first = stage.send(clerk, [order])
    async let second = stage.send(clerk, [order])
    let statuses = try await [first, second].flatMap(\.statuses)
    try expect(await stage.held("P00001") == 1, "Procuros holds the order exactly once: \(statuses)")
    try expect(statuses.allSatisfy { ["sent", "already_sent"].contains($0) }, "both are told it is sent: \(statuses)")
    tell("both clicks say sent, Procuros holds it once")
  }

  private static let powerCut = Story(
    name: "power-cut",
    title: "The service is killed with orders under way and started again"
  ) { stage in
    var world = PurchasingWorld()
    let orders = (1...8).map { _ in world.order() }
    let odoo = stage.odoo(world)
    try await stage.connect(odoo, world)
    await stage.simulator.gate.misbehave(try Failures(parsing: "slow:1s"))
    async let click = stage.send(odoo, orders)
    while await stage.simulator.network.transactions.isEmpty {
      try await Task.sleep(for: .milliseconds(5))
    }
    stage.service.kill()
    tell("kill -9 while \(await stage.simulator.network.transactions.count) of 8 orders had arrived")
    _ = try? await click
    await stage.simulator.gate.misbehave(.none)
    try await stage.service.start()
    let statuses = try await stage.sendUntilSent(odoo, orders)
    tell("started again; the orders are \(Set(statuses).sorted().joined(separator: ", "))")
    let counts = await stage.simulator.network.countsByNumber
    try expect(orders.indices.allSatisfy { counts["P0000\($0 + 1)"] == 1 }, "each order exists exactly once: \(counts)")
    try expect(orders.allSatisfy { odoo.reference("purchase.order", $0, flow: flow) != nil }, "each shows its number")
    tell("each of the 8 orders exists once at Procuros and shows its number")
  }
}
