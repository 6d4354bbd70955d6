import Core
import Odoo
import Testing

extension GatewayContract {
  static let creating: [GatewayContract] = [
    GatewayContract("a new order has what was given for each line, and what Odoo works out for the rest") { stage in
      let order = try await stage.play { odoo in
        let id = try await stage.create("purchase.order", GatewayValues.order(stage.world), in: odoo)
        return try await odoo.read("purchase.order", ids: [id], fields: GatewayTrees.order, committed: false).records[0]
      }
      #expect(order["date_order"] == "2026-03-01T10:00:00Z")
      let lines = order["order_line"]?.arrayValue ?? []
      #expect(lines.count == 3)
      #expect(lines[0]["price_unit"] == "1.25")
      #expect(lines[0]["date_planned"] == "2026-03-09T08:00:00Z")
      #expect(lines[0]["tax_ids"] == [])
      // Neither name, unit nor tax was given for this one.
      #expect(lines[1]["name"]?.stringValue?.contains("Apple juice") == true)
      #expect(lines[1]["product_uom_id"]?["name"] != .null)
      #expect(lines[1]["product_uom_id"]?["name"] != .none)
      #expect(lines[2]["display_type"] == "line_note")
    },
    GatewayContract("a new bill takes numbers, days, taxes and shares of projects as they are") { stage in
      let bill = try await stage.play { odoo in
        let id = try await stage.create("account.move", GatewayValues.bill(stage.world), in: odoo)
        return try await odoo.read("account.move", ids: [id], fields: GatewayTrees.bill, committed: false).records[0]
      }
      #expect(bill["amount_untaxed"] == "30.25")
      #expect(bill["invoice_date"] == "2026-04-01")
      let line = bill["invoice_line_ids"]?[0]
      #expect(line?["analytic_distribution"] == GatewayValues.shares(stage.world))
      #expect(line?["tax_ids"]?[0]?["id"] == .int(stage.world.id("tax")))
      #expect(bill["invoice_line_ids"]?[1]?["tax_ids"] == [])
    },
    GatewayContract("new partners with different fields come back in the order given") { stage in
      let values = GatewayValues.partners(stage.world)
      let tree: JSON = ["name": nil, "is_company": nil, "active": nil, "category_id": nil, "partner_latitude": nil]
      let partners = try await stage.play { odoo in
        let keys = values.indices.map { "\(stage.fresh)-\($0)" }
        let ids = try await odoo.create("res.partner", values: values, keys: keys)
        return try await odoo.read("res.partner", ids: ids, fields: tree, committed: false).records
      }
      #expect(partners.all("name") == values.all("name"))
      #expect(partners.all("is_company") == [true, false, false, false])
      #expect(partners.all("active") == [true, true, false, true])
      #expect(partners[1]["category_id"]?.sorted == stage.world.ids("tags"))
      #expect(partners[1]["partner_latitude"] == "48.1371235")
    },
    GatewayContract("a repeat under the same key is the record that was made, unchanged") { stage in
      guard stage.road.isRemote else { return try await rolledBack(stage) }
      let key = "\(stage.fresh) with a space/und ein Ü"
      let first = try await stage.play { try await $0.create("res.partner", values: [["name": "First"]], keys: [key]) }
      let changed: JSON = ["name": "Second", "child_ids": [["name": "Child"]]]
      let again = try await stage.play { try await $0.create("res.partner", values: [changed], keys: [key]) }
      #expect(again == first)
      let partner = try await stage.record("res.partner", first[0], ["name": nil, "child_ids": nil])
      #expect(partner["name"] == "First")
      #expect(partner["child_ids"] == [])
    },
    GatewayContract("equal values in one call are two records, and in a repeat of the call the same two") { stage in
      let name = stage.fresh
      let values: [JSON] = [["name": .string(name)], ["name": .string(name)], ["name": .string(name + " too")]]
      let scene = GatewayScene.with { $0.scope = name }
      let first = try await stage.play(scene) { try await $0.create("res.partner", values: values) }
      #expect(Set(first).count == 3)
      guard stage.road.isRemote else { return }
      let again = try await stage.play(scene) { try await $0.create("res.partner", values: values) }
      #expect(again == first)
      let other = GatewayScene.with { $0.scope = name + "-2" }
      let others = try await stage.play(other) { try await $0.create("res.partner", values: values) }
      #expect(Set(others).isDisjoint(with: first))
    },
    GatewayContract("what Odoo refuses is said in its words, and nothing of it stays") { stage in
      let name = stage.fresh
      let failure = await stage.failure { odoo in
        // A bill in a journal of sales.
        let journals = try await odoo.search(
          "account.journal",
          domain: [["type", "=", "sale"]],
          fields: ["name": nil],
          order: nil,
          limit: 1
        )
        let journal = journals.first?["id"] ?? .null
        let values: JSON = ["move_type": "in_invoice", "journal_id": journal, "ref": .string(name)]
        return try await odoo.create("account.move", values: [values], keys: [name])
      }
      #expect(failure?.code == "odoo.user")
      #expect(failure?.kind == .data)
      #expect(failure?.message.contains("journal") == true)
      let left = try await stage.play { odoo in
        try await odoo.search(
          "account.move",
          domain: [["ref", "=", .string(name)]],
          fields: [:],
          order: nil,
          limit: nil
        )
      }
      #expect(left.isEmpty)
    },
    GatewayContract("a value that is none is refused before it leaves") { stage in
      for values: JSON in [["partner_latitude": "north"], ["date_order": "tomorrow"]] {
        let model = values["date_order"] == nil ? "res.partner" : "purchase.order"
        let failure = await stage.failure { try await $0.create(model, values: [values], keys: [stage.fresh]) }
        #expect(failure?.code == "odoo.invalid")
      }
    },
  ]

  /// In the caller's transaction a repeat comes after everything was undone.
  private static func rolledBack(_ stage: any GatewayStage) async throws {
    let name = stage.fresh
    _ = try await stage.play { try await $0.create("res.partner", values: [["name": .string(name)]], keys: [name]) }
    let left = try await stage.play { odoo in
      try await odoo.search("res.partner", domain: [["name", "=", .string(name)]], fields: [:], order: nil, limit: nil)
    }
    #expect(left.isEmpty)
  }
}
