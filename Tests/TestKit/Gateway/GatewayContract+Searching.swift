import Core
import Odoo
import Testing

extension GatewayContract {
  private static let many: JSON = [["ref", "=", "MANY"]]

  static let searching: [GatewayContract] = [
    GatewayContract("a search of many pages brings each record once, in order") { stage in
      let ids = stage.world.ids("many")
      for order in [String?.none, "id desc"] {
        let found = try await stage.play { odoo in
          try await odoo.search("res.partner", domain: many, fields: ["name": nil], order: order, limit: nil)
        }
        #expect(found.recordIDs == (order == nil ? ids : ids.reversed()))
      }
      let read = try await stage.play { odoo in
        try await odoo.read("res.partner", ids: ids.reversed(), fields: ["name": nil], committed: false)
      }
      #expect(read.records.recordIDs == ids.reversed())
    },
    GatewayContract("a limit is kept, also where it is longer than a page") { stage in
      for limit in [1, 200, 301] {
        let found = try await stage.play { odoo in
          try await odoo.search("res.partner", domain: many, fields: ["name": nil], order: nil, limit: limit)
        }
        #expect(found.recordIDs == Array(stage.world.ids("many").prefix(limit)))
      }
    },
    GatewayContract("a search finds archived records, and empty fields by null") { stage in
      let domain: JSON = ["&", ["parent_id", "=", .int(stage.world.id("vendor"))], ["ref", "=", nil]]
      let found = try await stage.play { odoo in
        try await odoo.search("res.partner", domain: domain, fields: ["active": nil], order: nil, limit: nil)
      }
      #expect(found.recordIDs == [stage.world.id("contact"), stage.world.id("archived")])
    },
    GatewayContract("a search that finds nothing is no error") { stage in
      let found = try await stage.play { odoo in
        try await odoo.search(
          "res.partner",
          domain: [["ref", "=", "nobody"]],
          fields: ["name": nil],
          order: nil,
          limit: 5
        )
      }
      #expect(found.isEmpty)
    },
  ]
}
