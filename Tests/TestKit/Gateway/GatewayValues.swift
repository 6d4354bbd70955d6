import Core
import Odoo
import Synchronization

/// What the promises create.
enum GatewayValues {
  static func order(_ world: GatewayWorld) -> JSON {
    let given: JSON = [
      "name": "Juice, warm", "product_qty": "3", "price_unit": "1.25", "date_planned": "2026-03-09T08:00:00Z",
      "product_id": .int(world.id("product")), "product_uom_id": .int(world.id("unit")), "tax_ids": [],
    ]
    let workedOut: JSON = ["product_id": .int(world.id("product")), "product_qty": "2", "price_unit": "0.5"]
    let note: JSON = ["display_type": "line_note", "name": "Ring twice", "product_qty": "0"]
    return [
      "partner_id": .int(world.id("vendor")), "date_order": "2026-03-01T10:00:00Z", "origin": "Gateway",
      "order_line": [given, workedOut, note],
    ]
  }

  static func bill(_ world: GatewayWorld) -> JSON {
    let given: JSON = [
      "name": "Juice", "quantity": "3", "price_unit": "6.75", "tax_ids": [.int(world.id("tax"))],
      "analytic_distribution": shares(world),
    ]
    let free: JSON = ["name": "Freight", "quantity": "1", "price_unit": "10", "tax_ids": []]
    return [
      "move_type": "in_invoice", "partner_id": .int(world.id("vendor")), "invoice_date": "2026-04-01",
      "invoice_line_ids": [given, free], "narration": nil,
    ]
  }

  static func shares(_ world: GatewayWorld) -> JSON {
    let projects = world.ids("projects")
    return .record([("\(projects[0])", 25), ("\(projects[1])", 75)])
  }

  static func partners(_ world: GatewayWorld) -> [JSON] {
    [
      ["name": "Keller & Co", "is_company": true],
      ["name": "Doris", "category_id": .array(world.ids("tags").map(JSON.int)), "partner_latitude": "48.13712345"],
      ["name": "Emil", "active": false, "ref": nil],
      ["name": "Fritz", "is_company": false, "country_id": .int(world.id("country"))],
    ]
  }
}

extension GatewayStage {
  /// A name that nothing has yet.
  var fresh: String { "gateway-\(road.rawValue)-\(Fresh.next())" }

  func create(_ model: String, _ values: JSON, in odoo: any OdooGateway) async throws -> Int {
    try await odoo.create(model, values: [values], keys: [fresh])[0]
  }

  /// What the values of the promises become, without what differs from one new record to the next.
  package func made() async throws -> [String: String] {
    var texts: [String: String] = [:]
    for (model, values, tree) in [
      ("purchase.order", GatewayValues.order(world), GatewayTrees.order),
      ("account.move", GatewayValues.bill(world), GatewayTrees.bill),
    ] {
      let record = try await play { odoo in
        let id = try await create(model, values, in: odoo)
        return try await odoo.read(model, ids: [id], fields: tree, committed: false).records[0]
      }
      var object = record.withoutIDs.objectValue ?? JSONObject()
      object["name"] = nil
      texts[model] = JSON.object(object).text
    }
    return texts
  }
}

private enum Fresh {
  private static let last = Mutex(0)

  static func next() -> Int {
    last.withLock { last in
      last += 1
      return last
    }
  }
}
