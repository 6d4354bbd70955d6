import Core
import Foundation
import Sandbox

/// What a buyer, a bookkeeper and an administrator see of Procurify, story by story.
enum ProcurifyStories {
  static let all = [orders, bills, causes]

  private static let orders = Story.procurify(
    name: "procurify-orders",
    title: "Procurify: five plants buy; a dry run says what would come, then vendors and orders arrive once"
  ) { stage in
    let odoo = try await stage.odoo()
    for plant in ProcurementWorld.plants.indices { try await stage.order(plant: plant) }
    let rehearsed = try await odoo.poke(ProcurifyStage.connection, "incoming", dryRun: true)
    let outcomes = rehearsed["dry_run"]?["documents"]?.arrayValue ?? []
    try expect(odoo.database.records.ids("purchase.order").isEmpty, "a dry run writes nothing")
    try expect(outcomes.count { $0["outcome"] == "created" } >= 7, "it names what would come: \(rehearsed.text)")
    tell("dry run: \(outcomes.count) documents would come, nothing is written")
    for _ in 1...2 { try await stage.fetch(odoo) }
    let orders = odoo.ids("purchase.order", "state", "purchase")
    try expect(orders.count == 5, "an order of each plant is confirmed: \(JSON.array(try await odoo.held()).text)")
    let vendors = odoo.ids("res.partner", "supplier_rank", 1)
    try expect(vendors.count == 2, "both vendors are there once, not \(vendors.count)")
    tell(
      "\(vendors.map { odoo.text("res.partner", $0, "name") }.joined(separator: ", ")) and \(orders.count) confirmed"
        + " orders; fetched twice, each is there once"
    )
    try await expectMarks(odoo)
    try await stage.expectOnlyRead()
  }

  private static func expectMarks(_ odoo: OdooStandIn) async throws {
    let marks = try await odoo.ask("mark/list")["marks"]?.arrayValue ?? []
    try expect(marks.contains { $0["stream"] == "orders" }, "the orders' mark has moved: \(marks)")
    tell("marks: \(marks.compactMap { $0["stream"]?.stringValue }.sorted().joined(separator: ", "))")
  }

  private static let bills = Story.procurify(
    name: "procurify-bills",
    title: "Procurify: bills come on their plants' cost centres; one waits for its account and goes through by itself"
  ) { stage in
    let odoo = try await stage.odoo()
    for plant in ProcurementWorld.plants.indices {
      try await stage.bill("NW-\(plant + 1)", "6200", plant: plant, 75)
    }
    try await stage.bill("NW-900", "6990", plant: 0, 900)
    try await stage.fetch(odoo)
    let bills = odoo.ids("account.move", "state", "draft")
    try expect(bills.count == 5, "five bills are drafts, not \(bills.count): \(JSON.array(try await odoo.held()).text)")
    let centres = try costCentres(odoo)
    try expect(
      centres == ProcurementWorld.plants.map { ["Maintenance", $0] }.map(Set.init),
      "each bill is on its department and plant, not \(centres)"
    )
    tell("five draft bills, each on its own plant and on Maintenance")
    let held = try await odoo.held()
    try expect(codes(held) == ["procurify.gl_account_missing"], "the account is named: \(JSON.array(held).text)")
    for issue in held.first?["issues"]?.arrayValue ?? [] {
      tell("- \(issue["message"]?.stringValue ?? "") \(issue["repair"]?.stringValue ?? "")")
    }
    odoo.database.change { ProcurementWorld.addAccount("6990", "Site works", to: &$0) }
    // What is held is looked at once a minute, and at once after a start.
    stage.service.kill()
    try await stage.service.start()
    _ = try await odoo.tick()
    try expect(odoo.ids("account.move", "ref", "NW-900").count == 1, "the held bill went on by itself")
    tell("the account 6990 is made, the service killed and started; the next tick takes NW-900 in by itself")
    try await stage.fetch(odoo)
    try expect(odoo.ids("account.move", "state", "draft").count == 6, "fetched again: nothing twice")
    try await stage.expectOnlyRead()
  }

  /// The names of department and plant on each bill's line, in the order of the bills.
  private static func costCentres(_ odoo: OdooStandIn) throws -> [Set<String>] {
    let records = odoo.database.records
    let lines = records.ids("account.move.line").filter {
      !(records.value("account.move.line", $0, "analytic_distribution") ?? .null).isNull
    }
    let found = lines.map { line in
      let shares = records.value("account.move.line", line, "analytic_distribution")?.objectValue?.members ?? []
      let ids = shares.flatMap { $0.key.split(separator: ",") }.compactMap { Int($0) }
      return Set(ids.map { odoo.text("account.analytic.account", $0, "name") })
    }
    return ProcurementWorld.plants.compactMap { plant in found.first { $0.contains(plant) } }
  }

  private static let causes = Story.procurify(
    name: "procurify-causes",
    title: "Procurify: one link releases all bills that miss one account; what nobody wants is dismissed with a note"
  ) { stage in
    let odoo = try await stage.odoo()
    for plant in 0..<3 { try await stage.bill("NW-9\(plant)", "6990", plant: plant, 100) }
    try await stage.fetch(odoo)
    let held = try await odoo.held()
    try expect(
      codes(held) == Array(repeating: "procurify.gl_account_missing", count: 3),
      "three wait: \(JSON.array(held).text)"
    )
    try expect(Set(held.map { $0["cause"]?.text ?? "" }).count == 1, "for one cause: \(JSON.array(held).text)")
    tell("\(held.count) bills wait: \(held[0]["cause_text"]?.stringValue ?? "")")
    try await dismiss(held.first { $0["record_name"] == "BILL NW-92" } ?? .null, odoo)
    odoo.database.change { ProcurementWorld.addAccount("7400", "Works on site", to: &$0) }
    let answer = try await odoo.ask("link/candidates", .record([("entry", held[0]["id"])]))
    let candidate = try found(answer)
    tell("proposed: \(candidate["name"]?.stringValue ?? "") (\(candidate["reason"]?.stringValue ?? ""))")
    odoo.database.change { records in
      records.create("sidecar.reference", link(answer["missing"] ?? .null, candidate))
    }
    let retried = try await odoo.ask("entry/retry", .record([("cause", held[0]["cause"])]))
    try expect(retried["retried"] == 2, "all of the cause are retried: \(retried.text)")
    _ = try await odoo.tick()
    let bills = odoo.ids("account.move", "move_type", "in_invoice").map { odoo.text("account.move", $0, "ref") }
    try expect(bills.sorted() == ["NW-90", "NW-91"], "both are bills now, the third is not: \(bills)")
    tell("linked: \(bills.sorted().joined(separator: " and ")) are draft bills")
    try await stage.expectOnlyRead()
  }

  private static func dismiss(_ entry: JSON, _ odoo: OdooStandIn) async throws {
    let words: JSON = "Entered by hand (Anna)"
    _ = try await odoo.ask("entry/ignore", .record([("entries", .array([entry["id"] ?? .null])), ("reason", words)]))
    let shown = try await odoo.ask("entry/show", .record([("entry", entry["id"])]))
    try expect(shown.text.contains("Entered by hand"), "the note stays with the document: \(shown.text)")
    tell("\(entry["record_name"]?.stringValue ?? "") is dismissed: \(words.stringValue ?? "")")
  }

  private static func found(_ answer: JSON) throws -> JSON {
    let candidate = answer["candidates"]?.arrayValue?.first { $0["name"]?.stringValue?.contains("7400") == true }
    try expect(candidate != nil, "an account of such a name is proposed: \(answer.text)")
    return candidate ?? .null
  }

  /// The row that the dialog makes of the account which somebody chose.
  private static func link(_ missing: JSON, _ chosen: JSON) -> [String: JSON] {
    [
      "model": missing["model"] ?? .null, "record": chosen["record"] ?? .null,
      "connection": .string(ProcurifyStage.connection), "flow": missing["kind"] ?? .null,
      "external_id": missing["external_id"] ?? .null, "number": missing["name"] ?? .null, "entry": "",
    ]
  }

  private static func codes(_ held: [JSON]) -> [String] {
    held.flatMap { $0["issues"]?.arrayValue ?? [] }.compactMap { $0["code"]?.stringValue }
  }
}
