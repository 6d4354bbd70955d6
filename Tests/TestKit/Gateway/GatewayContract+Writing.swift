import Core
import Odoo
import Testing

extension GatewayContract {
  static let writing: [GatewayContract] = [
    GatewayContract("a write changes, adds and removes lines, and a repeat of it changes nothing more") { stage in
      let tree: JSON = ["order_line": ["product_qty": nil, "price_unit": nil, "name": nil]]
      let after = try await stage.play { odoo in
        let id = try await stage.create("purchase.order", GatewayValues.order(stage.world), in: odoo)
        let before = try await odoo.read("purchase.order", ids: [id], fields: tree, committed: false).records[0]
        let lines = before["order_line"]?.arrayValue ?? []
        let changed: JSON = ["id": lines[0]["id"] ?? .null, "product_qty": "4.5", "price_unit": "2"]
        let removed: JSON = ["id": lines[2]["id"] ?? .null, "delete": true]
        try await odoo.write("purchase.order", ids: [id], values: ["order_line": [changed, removed]])
        try await odoo.write("purchase.order", ids: [id], values: ["order_line": [changed]])
        return try await odoo.read("purchase.order", ids: [id], fields: tree, committed: false).records[0]
      }
      let lines = after["order_line"]?.arrayValue ?? []
      #expect(lines.count == 2)
      #expect(lines[0]["product_qty"] == "4.5")
      #expect(lines[0]["price_unit"] == "2")
      #expect(lines[0]["name"] == "Juice, warm")
    },
    GatewayContract("ids replace what an x2many has, null empties a field") { stage in
      let tags = stage.world.ids("tags")
      let tree: JSON = ["category_id": nil, "ref": nil, "country_id": nil, "partner_latitude": nil]
      let partners = try await stage.play { odoo in
        let values: JSON = ["name": "Gerd", "ref": "G", "country_id": .int(stage.world.id("country"))]
        let id = try await stage.create("res.partner", values, in: odoo)
        var read: [JSON] = []
        for change: JSON in [
          ["category_id": .array(tags.map(JSON.int)), "partner_latitude": "1.5"],
          ["category_id": [.int(tags[1])], "ref": nil, "country_id": nil, "partner_latitude": nil],
          ["category_id": []],
        ] {
          try await odoo.write("res.partner", ids: [id], values: change)
          read += try await odoo.read("res.partner", ids: [id], fields: tree, committed: false).records
        }
        return read
      }
      #expect(partners[0]["category_id"]?.sorted == tags)
      #expect(partners[0]["partner_latitude"] == "1.5")
      #expect(partners[1]["category_id"] == [.int(tags[1])])
      #expect(partners[1]["ref"] == .null)
      #expect(partners[1]["country_id"] == .null)
      #expect(partners[1]["partner_latitude"] == "0")
      #expect(partners[2]["category_id"] == [])
    },
    GatewayContract("a business method does what it says, also one that returns nothing") { stage in
      let states = try await stage.play { odoo in
        let id = try await stage.create("purchase.order", GatewayValues.order(stage.world), in: odoo)
        var states: [JSON?] = []
        for method in ["button_confirm", "button_cancel"] {
          let answer = try await odoo.call("purchase.order", ids: [id], method: method, arguments: [:])
          if method == "button_cancel" { #expect(answer == .null) }
          let order = try await odoo.read("purchase.order", ids: [id], fields: ["state": nil], committed: false)
          states.append(order.records[0]["state"])
        }
        return states
      }
      #expect(states == ["purchase", "cancel"])
    },
    GatewayContract("a business method takes arguments by name") { stage in
      let followers = try await stage.play { odoo in
        let id = try await stage.create("res.partner", ["name": "Hanna"], in: odoo)
        let arguments: JSON = ["partner_ids": [.int(stage.world.id("contact"))]]
        _ = try await odoo.call("res.partner", ids: [id], method: "message_subscribe", arguments: arguments)
        let tree: JSON = ["message_partner_ids": nil]
        return try await odoo.read("res.partner", ids: [id], fields: tree, committed: false).records[0]
      }
      let ids = (followers["message_partner_ids"]?.arrayValue ?? []).compactMap(\.intValue)
      #expect(ids.contains(stage.world.id("contact")))
    },
    GatewayContract("writing a record that is gone is said") { stage in
      let failure = await stage.failure { odoo in
        try await odoo.write("res.partner", ids: [99_999_999], values: ["name": "Nobody"])
      }
      #expect(failure?.code == "odoo.missing")
    },
  ]
}
