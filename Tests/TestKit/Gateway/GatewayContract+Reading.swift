import Core
import Foundation
import Odoo
import Testing

extension GatewayContract {
  static let reading: [GatewayContract] = [
    GatewayContract("numbers are decimal text, rounded as field and currency say, the shortest form") { stage in
      let dollars = try await stage.bill(0)
      let yen = try await stage.bill(1)
      #expect(dollars["amount_untaxed"] == "97.26")
      #expect(dollars["invoice_line_ids"]?[0]?["quantity"] == "3")
      #expect(dollars["invoice_line_ids"]?[0]?["discount"] == "2.5")
      #expect(yen["currency_id"]?["name"] == "JPY")
      #expect(yen["amount_untaxed"] == "97")
      #expect(dollars["invoice_line_ids"]?[1]?["price_subtotal"] == "0")
    },
    GatewayContract("inside a JSON field a fraction is text and a whole number a number") { stage in
      let projects = stage.world.ids("projects")
      let shares: JSON = .record([("\(projects[0])", "33.33"), ("\(projects[1])", "66.67")])
      let dollars = try await stage.bill(0)["invoice_line_ids"]
      let yen = try await stage.bill(1)["invoice_line_ids"]
      let whole = JSON.record([("\(projects[0])", 100)])
      #expect(dollars?[0]?["analytic_distribution"] == shares)
      #expect(yen?[0]?["analytic_distribution"] == whole)
      #expect(yen?[1]?["analytic_distribution"] == .null)
    },
    GatewayContract("nothing is null, false is false, no number is zero") { stage in
      let tree: JSON = [
        "ref": nil, "parent_id": nil, "state_id": ["name": nil], "is_company": nil, "color": nil, "category_id": nil,
      ]
      let contact = try await stage.read("res.partner", "contact", tree)
      #expect(contact["ref"] == .null)
      #expect(contact["state_id"] == .null)
      #expect(contact["is_company"] == false)
      #expect(contact["color"] == 0)
      #expect(contact["category_id"] == [])
      #expect(contact["parent_id"] == .int(stage.world.id("vendor")))
    },
    GatewayContract("times are UTC and say so, days are days") { stage in
      let order = try await stage.read(
        "purchase.order",
        "order",
        ["date_order": nil, "order_line": ["date_planned": nil]]
      )
      #expect(order["date_order"] == "2026-03-01T23:30:15Z")
      #expect(order["order_line"]?[0]?["date_planned"] == "2026-03-05T08:00:00Z")
      let bill = try await stage.bill(0)
      #expect(bill["invoice_date"] == "2026-03-02")
    },
    GatewayContract("fields are asked for by their newest names, in trees, in domains and by name") { stage in
      let tree: JSON = ["product_uom_id": ["name": nil], "tax_ids": nil, "product_id": ["default_code": nil]]
      let order = try await stage.read("purchase.order", "order", ["order_line": tree])
      let line = order["order_line"]?[0]
      #expect(line?["product_uom_id"]?["id"] == .int(stage.world.id("unit")))
      #expect(line?["tax_ids"] == [.int(stage.world.id("tax"))])
      #expect(line?["product_id"]?["default_code"] == "AJ-1")
      #expect(line?.objectValue?.keys == ["id", "display_name", "product_uom_id", "tax_ids", "product_id"])
      let domain: JSON = [["order_line.product_uom_id", "=", .int(stage.world.id("unit"))]]
      let found = try await stage.play { odoo in
        try await odoo.search("purchase.order", domain: domain, fields: ["name": nil], order: nil, limit: nil)
      }
      #expect(found.recordIDs.contains(stage.world.id("order")))
      let name = try await stage.play { try await $0.actualName(of: "product_uom_id", in: "purchase.order.line") }
      #expect(name == (stage.world.series == "19.0" ? "product_uom_id" : "product_uom"))
    },
    GatewayContract("archived records are there") { stage in
      let fruit = try await stage.read("res.partner.category", "fruit", ["child_ids": ["name": nil, "active": nil]])
      let children = fruit["child_ids"]?.arrayValue ?? []
      #expect(children.all("name") == ["Apple", "Pear"])
      #expect(children.all("active") == [true, false])
    },
    GatewayContract("what is not there is said, and what is comes in the order asked for") { stage in
      let asked = [stage.world.id("contact"), 99_999_999, stage.world.id("vendor")]
      let tree: JSON = ["name": nil, "child_ids": ["name": nil], "country_id": ["code": nil]]
      let read = try await stage.play { try await $0.read("res.partner", ids: asked, fields: tree, committed: false) }
      #expect(read.records.recordIDs == [asked[0], asked[2]])
      #expect(read.missing == [asked[1]])
      let nothing = try await stage.play { odoo in
        try await odoo.read("res.partner", ids: [99_999_999], fields: tree, committed: false)
      }
      #expect(nothing == OdooRead(missing: [99_999_999]))
      let none = try await stage.play { try await $0.read("res.partner", ids: [], fields: tree, committed: false) }
      #expect(none == OdooRead())
    },
    GatewayContract("a company's own values are those of the company asked in") { stage in
      for (company, term) in stage.world.ids("terms").enumerated() {
        let scene = GatewayScene.with { $0.company = company }
        let tree: JSON = ["property_supplier_payment_term_id": nil]
        let vendor = try await stage.read("res.partner", "vendor", tree, scene)
        #expect(vendor["property_supplier_payment_term_id"] == .int(term))
      }
    },
    GatewayContract("texts are in the language asked for, and in the plain one where that is not installed") { stage in
      for (language, name) in [("de_DE", "Apfelsaft"), ("xx_XX", "Apple juice"), ("en_US", "Apple juice")] {
        let scene = GatewayScene.with { $0.language = language }
        let product = try await stage.read("product.product", "product", ["name": nil], scene)
        #expect(product["name"] == .string(name))
        #expect(product["display_name"] == .string("[AJ-1] \(name)"))
      }
    },
    GatewayContract("a field that this Odoo does not have is named, unless it need not be there") { stage in
      let error = await stage.failure { odoo in
        try await odoo.read("res.partner", ids: [1], fields: ["favourite_apple": nil], committed: false)
      }
      #expect(error?.code == "odoo.field_missing")
      #expect(error?.message == "This Odoo does not have the field favourite_apple of res.partner.")
      let model = await stage.failure { odoo in
        try await odoo.read("apple.tree", ids: [1], fields: ["name": nil], committed: false)
      }
      #expect(model?.code == "odoo.field_missing")
      let known = try await stage.play { odoo in
        (try await odoo.has("name", in: "res.partner"), try await odoo.has("favourite_apple", in: "res.partner"))
      }
      #expect(known == (true, false))
      let vendor = try await stage.read("res.partner", "vendor", ["procountor_invoice_channel": nil])
      #expect(vendor["procountor_invoice_channel"] == .null)
      let below = await stage.failure { odoo in
        try await odoo.read("res.partner", ids: [1], fields: ["name": ["first": nil]], committed: false)
      }
      #expect(below?.code == "odoo.invalid")
    },
    GatewayContract("Odoo's clock is asked over HTTP, and taken for ours on this machine") { stage in
      let moment = try await stage.play { try await $0.serverTime() }
      #expect((moment != nil) == stage.road.isRemote)
      guard let moment else { return }
      #expect(abs((moment - Timestamp(.now)).milliseconds) < 60_000)
    },
  ]
}
