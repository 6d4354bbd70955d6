import Core
import Foundation

/// What a company has, so that documents can be made up for it: partners, products and orders that it has placed.
struct IncomingWorld: Sendable {
  struct Party: Sendable {
    let gln: String
    let name: String
    let address: JSON
  }

  struct Product: Sendable {
    let gtin: String
    let name: String
    let price: Decimal
    /// Percent.
    let tax: Decimal
    /// A unit's code, `EA` unless something else is said.
    let unit: String
    let isDeposit: Bool
  }

  /// One of our purchase orders, and which documents about it may come, in this order.
  struct Order: Sendable {
    let number: String
    let date: String
    let supplier: String
    let currency: String
    let lines: [Line]
    let expects: [String]
    /// Number and day of its posted bill, for a credit note.
    let invoice: (number: String, date: String)?
  }

  struct Line: Sendable {
    let number: Int
    let product: Product
    var quantity: Decimal
    let price: Decimal
  }

  let company: Party
  let customers: [Party]
  let suppliers: [Party]
  let products: [Product]
  let orders: [Order]
}

extension IncomingWorld {
  /// The shape of `world` in the body of `POST /_sandbox/generate`.
  static let shape = Record([
    .required(.record(partyShape), "company"),
    .optional(.list(.record(partyShape)), "customers", "suppliers"),
    .required(.some(.record(productShape)), "products"),
    .optional(.list(.record(orderShape)), "orders"),
  ])

  private static let partyShape = Record([
    .required(.text, "gln"),
    .optional(.text, "name", "street", "city", "postalCode", "countryCode"),
  ])
  private static let productShape = Record([
    .required(.text, "gtin"),
    .optional(.text, "name", "unit"),
    .optional(.number, "price", "tax"),
    .optional(.flag, "is_deposit"),
  ])
  private static let orderShape = Record([
    .required(.text, "number", "supplier"),
    .required(.date, "date"),
    .optional(.text(.currency), "currency"),
    .required(.some(.record(lineShape)), "lines"),
    .optional(.list(.choice(["ORDER_RESPONSE", "SHIPPING_NOTICE", "INVOICE", "CREDIT_NOTE"])), "expects"),
    .optional(.record(Record([.required(.text, "number"), .required(.date, "date")])), "invoice"),
  ])
  private static let lineShape = Record([
    .required(.integer, "number"),
    .required(.text, "gtin"),
    .required(.number, "quantity"),
    .optional(.number, "price"),
  ])

  /// Reads a world that has the shape.
  init(_ json: JSON) {
    let products = (json["products"]?.arrayValue ?? []).map(Product.init)
    company = Party(json["company"] ?? .null)
    customers = (json["customers"]?.arrayValue ?? []).map(Party.init)
    suppliers = (json["suppliers"]?.arrayValue ?? []).map(Party.init)
    self.products = products
    orders = (json["orders"]?.arrayValue ?? []).map { Order($0, products) }
  }

  func supplier(_ gln: String) -> Party { suppliers.first { $0.gln == gln } ?? Party(["gln": .string(gln)]) }
}

extension IncomingWorld.Party {
  init(_ json: JSON) {
    gln = json["gln"]?.stringValue ?? ""
    name = json["name"]?.stringValue ?? "Partner \(gln)"
    let usual = ["street": "Marktweg 7", "city": "Kiel", "postalCode": "24103", "countryCode": "DE"]
    let parts = ["street", "city", "postalCode", "countryCode"].map { part in
      (part, json[part] ?? usual[part].map(JSON.string))
    }
    address = .record(parts)
  }

  /// As documents show it.
  var json: JSON {
    [
      "name": .string(name), "identifiers": [["identifier": .string(gln), "domain": "GS1"]],
      "postalAddress": address,
    ]
  }
}

extension IncomingWorld.Product {
  init(_ json: JSON) {
    gtin = json["gtin"]?.stringValue ?? ""
    name = json["name"]?.stringValue ?? "Product \(gtin)"
    price = json["price"]?.number ?? 1
    tax = json["tax"]?.number ?? 19
    unit = json["unit"]?.stringValue ?? "EA"
    isDeposit = json["is_deposit"] == true
  }

  var identifiers: JSON { [["identifier": .string(gtin), "domain": "GS1"]] }
}

extension IncomingWorld.Order {
  init(_ json: JSON, _ products: [IncomingWorld.Product]) {
    number = json["number"]?.stringValue ?? ""
    date = json["date"]?.stringValue ?? ""
    supplier = json["supplier"]?.stringValue ?? ""
    currency = json["currency"]?.stringValue ?? "EUR"
    lines = (json["lines"]?.arrayValue ?? []).map { IncomingWorld.Line($0, products) }
    expects = (json["expects"]?.arrayValue ?? []).compactMap(\.stringValue)
    invoice = json["invoice"].map { ($0["number"]?.stringValue ?? "", $0["date"]?.stringValue ?? "") }
  }
}

extension IncomingWorld.Line {
  init(_ json: JSON, _ products: [IncomingWorld.Product]) {
    let gtin = json["gtin"]?.stringValue ?? ""
    number = json["number"]?.wholeNumber ?? 0
    product = products.first { $0.gtin == gtin } ?? IncomingWorld.Product(["gtin": .string(gtin)])
    quantity = json["quantity"]?.number ?? 0
    price = json["price"]?.number ?? product.price
  }
}
