import Core
import Odoo
import Testing

extension GatewayContract {
  private static let clerk = GatewayScene.with { $0.login = "clerk" }

  static let rights: [GatewayContract] = [
    GatewayContract("who may not see journals is told which model, by read, by search and below a record") { stage in
      let journal = stage.world.id("journal")
      let failures = [
        await stage.failure(clerk) { odoo in
          try await odoo.read("account.journal", ids: [journal], fields: ["name": nil], committed: false)
        },
        await stage.failure(clerk) { odoo in
          try await odoo.search("account.journal", domain: [], fields: ["name": nil], order: nil, limit: 1)
        },
      ]
      for failure in failures {
        #expect(failure?.code == "odoo.access")
        #expect(failure?.kind == .data)
        #expect(failure?.message.contains("account.journal") == true)
      }
    },
    GatewayContract("who may not create journals or orders is told which model, also where it has lines") { stage in
      let subjects: [(String, JSON)] = [
        ("account.journal", ["name": "Mine", "type": "general", "code": "MINE"]),
        ("purchase.order", ["partner_id": .int(stage.world.id("contact")), "order_line": [["name": "x"]]]),
      ]
      for (model, values) in subjects {
        let failure = await stage.failure(clerk) { try await $0.create(model, values: [values], keys: [stage.fresh]) }
        #expect(failure?.code == "odoo.access")
        #expect(failure?.message.contains(model) == true)
      }
    },
    GatewayContract("who may not write is told which model") { stage in
      let failure = await stage.failure(clerk) { odoo in
        try await odoo.write("res.company", ids: [stage.world.companies[0]], values: ["name": "Mine"])
      }
      #expect(failure?.code == "odoo.access")
      #expect(failure?.message.contains("res.company") == true)
    },
    GatewayContract("what a rule hides is not found, and not among the rows of a record") { stage in
      let hidden = stage.world.id("hidden")
      let found = try await stage.play { odoo in
        let domain: JSON = [["id", "in", [.int(hidden), .int(stage.world.id("contact"))]]]
        return try await odoo.search("res.partner", domain: domain, fields: ["name": nil], order: nil, limit: nil)
      }
      #expect(found.recordIDs == [stage.world.id("contact")])
      let vendor = try await stage.read("res.partner", "vendor", ["child_ids": ["name": nil]])
      let children = (vendor["child_ids"]?.arrayValue ?? []).recordIDs
      #expect(children == [stage.world.id("contact")])
    },
    GatewayContract("a record asked for by its id that a rule hides is refused, not missing") { stage in
      let failure = await stage.failure { odoo in
        let ids = [stage.world.id("hidden")]
        return try await odoo.read("res.partner", ids: ids, fields: ["name": nil], committed: false)
      }
      #expect(failure?.code == "odoo.access")
      #expect(failure?.message.contains("res.partner") == true)
    },
    GatewayContract("a company that the user has no access to is refused") { stage in
      let scene = GatewayScene.with { $0.company = 99 }
      let failure = await stage.failure(scene) { odoo in
        try await odoo.read("res.partner", ids: [stage.world.id("vendor")], fields: ["name": nil], committed: false)
      }
      #expect(failure?.code == "odoo.access")
    },
  ]
}
