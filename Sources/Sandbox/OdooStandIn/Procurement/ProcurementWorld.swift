import Core

/// Builds a company that buys for five plants: a chart of accounts, purchase taxes and two analytic plans.
///
/// All is plausible and invented. Vendors, products and orders come from Procurify.
package struct ProcurementWorld: Sendable {
  package private(set) var records: OdooRecords
  package let billJournal: Int
  /// Analytic plans, for the connection's settings.
  package let departmentPlan: Int
  package let locationPlan: Int
  /// The product of freight and the like.
  package private(set) var extraProduct = 0
  /// The account of shipping.
  package private(set) var shippingAccount = 0

  package static let plants = ["Plant North", "Plant South", "Plant East", "Plant West", "Plant Central"]
  package static let departments = ["Maintenance", "Production", "Quality", "Logistics"]

  package init(series: String = "18.0") {
    records = OdooRecords(.procurement(series: series))
    records.create("res.country", ["name": "United States", "code": "US"])
    for (name, active) in [("USD", true), ("CAD", false), ("EUR", true)] {
      records.create(
        "res.currency",
        ["name": .string(name), "decimal_places": 2, "rounding": "0.01", "active": .bool(active)]
      )
    }
    records.create("res.partner", ["name": "Larkfield Works Inc.", "is_company": true, "active": true])
    records.create("res.company", ["name": "Larkfield Works Inc.", "partner_id": 1, "currency_id": 1, "country_id": 1])
    billJournal = records.create(
      "account.journal",
      ["name": "Vendor Bills", "code": "BILL", "type": "purchase", "company_id": 1]
    )
    departmentPlan = records.create("account.analytic.plan", ["name": "Departments"])
    locationPlan = records.create("account.analytic.plan", ["name": "Plants"])
    addCostCenters()
    addBooks()
    addGoods()
  }

  private mutating func addCostCenters() {
    for (plan, names) in [(departmentPlan, Self.departments), (locationPlan, Self.plants)] {
      for name in names {
        records.create(
          "account.analytic.account",
          ["name": .string(name), "plan_id": .int(plan), "active": true]
        )
      }
    }
  }

  private mutating func addBooks() {
    for (code, name) in [("6100", "Shop supplies"), ("6200", "Repairs"), ("6300", "Tools"), ("6900", "Freight in")] {
      shippingAccount = Self.addAccount(code, name, to: &records)
    }
    for (name, percent) in [("State tax", "8.25"), ("GST", "5")] {
      records.create(
        "account.tax",
        [
          "name": .string(name), "amount": .string(percent), "amount_type": "percent", "price_include": false,
          "type_tax_use": "purchase", "company_id": 1, "active": true,
        ]
      )
    }
  }

  private mutating func addGoods() {
    records.create("uom.category", ["name": "Unit"])
    records.create("uom.uom", ["name": "Units", "active": true, "category_id": 1])
    extraProduct = records.create(
      "product.product",
      [
        "name": "Freight and charges", "default_code": "EXTRA", "display_name": "[EXTRA] Freight and charges",
        "active": true, "type": "service", "uom_id": 1, "purchase_ok": true,
      ]
    )
    records.create("stock.picking.type", ["name": "Receipts", "code": "incoming"])
  }

  /// Adds an account to the chart, as a bookkeeper does who was told that it is missing.
  ///
  /// - Returns: its id.
  @discardableResult
  package static func addAccount(_ code: String, _ name: String, to records: inout OdooRecords) -> Int {
    let isNew = records.schema.field("account.account", "deprecated") == nil
    return records.create(
      "account.account",
      [
        "code": .string(code), "name": .string(name), "display_name": .string("\(code) \(name)"),
        "account_type": "expense", "company_ids": [1], (isNew ? "active" : "deprecated"): .bool(isNew),
      ]
    )
  }
}
