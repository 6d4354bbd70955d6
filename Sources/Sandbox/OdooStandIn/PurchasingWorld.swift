import Core

/// Builds a company that buys: vendors, products, units and purchase orders, all plausible, all invented.
///
/// The same seed builds the same world. Every GLN and GTIN has a right check digit; what shall be wrong is asked for
/// with `OrderFault`, and stands in rows of its own, so that it spoils no other order.
package struct PurchasingWorld: Sendable {
  /// What is wrong with one order.
  package enum OrderFault: Sendable, CaseIterable {
    case vendorWithoutGLN, productWithoutBarcode, unitWithoutCode, cancelled, noLines
  }

  package private(set) var records: OdooRecords
  /// Ids of the orders made so far.
  package private(set) var orders: [Int] = []
  /// The buyer's GLN at Procuros, for the connection's settings.
  package let buyerGLN = GS1Number.thirteen(prefix: "4260123450", number: 1)
  private let unitField: String
  private var random: SeededGenerator
  private var vendors: [Int] = []
  private var products: [Int] = []
  private var faulty: [OrderFault: Int] = [:]

  package init(series: String = "18.0", seed: UInt64 = 1) {
    let schema = OdooSchema.purchasing(series: series)
    records = OdooRecords(schema)
    unitField = schema.field("purchase.order.line", "product_uom_id") == nil ? "product_uom" : "product_uom_id"
    random = SeededGenerator(seed: seed)
    addCompany()
    addVendors()
    addProducts()
  }

  // MARK: The company

  private mutating func addCompany() {
    records.create("res.currency", ["name": "EUR", "decimal_places": 2])
    records.create("res.country", ["name": "Germany", "code": "DE"])
    let company = addPartner("Nordmarkt GmbH", gln: 4, city: "Kiel")
    let warehouse = addPartner("Lager Süd", gln: 3, city: "Hamburg", parent: company)
    records.write("res.partner", warehouse, ["display_name": "Nordmarkt GmbH, Lager Süd"])
    records.create("res.company", ["name": "Nordmarkt GmbH", "partner_id": .int(company), "currency_id": 1])
    records.create("stock.warehouse", ["name": "Lager Süd", "partner_id": .int(warehouse)])
    records.create(
      "stock.picking.type",
      ["name": "Receipts", "display_name": "Lager Süd: Receipts", "warehouse_id": 1]
    )
  }

  private mutating func addVendors() {
    vendors = [
      addPartner("Kelterei Sonnenhof KG", gln: 2, city: "Werder"),
      addPartner("Mühle am Bach eG", gln: 5, city: "Celle"),
      addPartner("Käserei Almblick GmbH", gln: 6, city: "Immenstadt"),
    ]
  }

  private mutating func addPartner(_ name: String, gln: Int?, city: String, parent: Int? = nil) -> Int {
    let id = records.create("res.partner", [:])
    let number = gln.map { GS1Number.thirteen(prefix: "4260123450", number: $0) }
    records.write(
      "res.partner",
      id,
      [
        "name": .string(name), "ref": JSON(number), "city": .string(city), "street": "Marktweg 7", "zip": "24103",
        "country_id": 1, "active": true, "commercial_partner_id": .int(parent ?? id),
      ]
    )
    return id
  }

  // MARK: Products

  private static let goods = [
    "Apple juice 1 l", "Pear juice 1 l", "Cherry nectar 0.7 l", "Elderflower syrup 0.5 l", "Cider vinegar 0.5 l",
    "Wheat flour type 550", "Rye flour type 1150", "Spelt flakes 500 g", "Oat bran 500 g", "Semolina 1 kg",
    "Mountain cheese", "Butter 250 g", "Yoghurt 500 g", "Cream 0.2 l", "Quark 250 g",
    "Honey 500 g", "Plum jam 340 g", "Rapeseed oil 0.75 l", "Sea salt 1 kg", "Deposit 0.15",
  ]

  private mutating func addProducts() {
    for (name, code) in [("Units", "EA"), ("kg", "KGM"), ("Carton", "CT"), ("l", "LTR")] {
      records.create("uom.uom", ["name": .string(name), "procuros_unit_type": .string(code)])
    }
    products = Self.goods.enumerated().map { number, name in
      addProduct(name, number: number + 1, unit: name == "Mountain cheese" ? 2 : number % 7 == 5 ? 3 : 1)
    }
  }

  private mutating func addProduct(_ name: String, number: Int, unit: Int, barcode: Bool = true) -> Int {
    let code = "A-\(1000 + number)"
    let gtin = barcode ? GS1Number.thirteen(prefix: "426012345", number: 100 + number) : nil
    return records.create(
      "product.product",
      [
        "name": .string(name), "default_code": .string(code), "display_name": .string("[\(code)] \(name)"),
        "barcode": JSON(gtin), "uom_id": .int(unit), "active": true,
        "procuros_is_deposit_product": .bool(name.hasPrefix("Deposit")),
      ]
    )
  }

  // MARK: Orders

  /// Adds a purchase order.
  ///
  /// - Parameters:
  ///   - lines: how many products it orders.
  ///   - confirmed: false makes it a request for quotation.
  ///   - faults: what is wrong with it.
  /// - Returns: its id.
  @discardableResult
  package mutating func order(lines: Int = 2, confirmed: Bool = true, faults: Set<OrderFault> = []) -> Int {
    let number = orders.count + 1
    let vendor =
      faults.contains(.vendorWithoutGLN)
      ? faultyVendor() : vendors[Int.random(in: 0..<vendors.count, using: &random)]
    let order = records.create(
      "purchase.order",
      [
        "name": .string("P" + String(100_000 + number).dropFirst()),
        "state": .string(faults.contains(.cancelled) ? "cancel" : confirmed ? "purchase" : "draft"),
        "date_order": "2025-03-10T09:15:00Z", "date_planned": "2025-03-14T11:00:00Z",
        "partner_id": .int(vendor), "currency_id": 1, "company_id": 1, "picking_type_id": 1,
        "create_date": "2025-03-10T09:00:00Z", "write_date": "2025-03-10T09:15:00Z",
      ]
    )
    orders.append(order)
    for line in 0..<(faults.contains(.noLines) ? 0 : lines) { addLine(order, line, faults) }
    return order
  }

  private mutating func addLine(_ order: Int, _ place: Int, _ faults: Set<OrderFault>) {
    let isFirst = place == 0
    let product =
      isFirst && faults.contains(.productWithoutBarcode)
      ? faultyProduct() : products[Int.random(in: 0..<products.count, using: &random)]
    let unit =
      isFirst && faults.contains(.unitWithoutCode)
      ? .int(faultyUnit()) : records.value("product.product", product, "uom_id") ?? .null
    let cents = Int.random(in: 15...2_499, using: &random)
    records.create(
      "purchase.order.line",
      [
        "order_id": .int(order), "sequence": .int(10 * (place + 1)), "product_id": .int(product),
        "name": records.value("product.product", product, "display_name") ?? records.name("product.product", product),
        "product_qty": .string(String(Int.random(in: 1...48, using: &random))), unitField: unit,
        "price_unit": .string(Self.euros(cents)), "discount": "0", "date_planned": "2025-03-14T11:00:00Z",
      ]
    )
  }

  /// 120 → `1.2`, the shortest form.
  private static func euros(_ cents: Int) -> String {
    let rest = String(100 + cents % 100).dropFirst()
    let digits = rest.hasSuffix("00") ? "" : rest.hasSuffix("0") ? String(rest.dropLast()) : String(rest)
    return digits.isEmpty ? "\(cents / 100)" : "\(cents / 100).\(digits)"
  }

  // MARK: Rows with something missing

  private mutating func faultyVendor() -> Int {
    let id = faulty[.vendorWithoutGLN] ?? addPartner("Hofladen Ohnesorg", gln: nil, city: "Plön")
    faulty[.vendorWithoutGLN] = id
    return id
  }

  private mutating func faultyProduct() -> Int {
    let id =
      faulty[.productWithoutBarcode] ?? addProduct("Seasonal vegetables", number: 99, unit: 1, barcode: false)
    faulty[.productWithoutBarcode] = id
    return id
  }

  private mutating func faultyUnit() -> Int {
    let id = faulty[.unitWithoutCode] ?? records.create("uom.uom", ["name": "Dozens"])
    faulty[.unitWithoutCode] = id
    return id
  }
}
