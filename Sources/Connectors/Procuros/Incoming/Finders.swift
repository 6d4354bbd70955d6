import Core
import Mapping

/// How a document of Procuros names records of Odoo.
///
/// Source: reference, section 8, look-up rules PARTNER, PRODUCT and UOM.
enum Finders {
  /// PARTNER: the contact with the party's GS1 identifier in *Reference*.
  static let partner = Finder(
    "contact",
    "res.partner",
    by: "ref",
    noun: "GLN",
    label: "Reference",
    reads: ["commercial_partner_id": nil]
  )

  /// The customer of an order, with the payment terms they have in Odoo.
  static let customer = Finder(
    "contact",
    "res.partner",
    by: "ref",
    noun: "GLN",
    label: "Reference",
    reads: ["commercial_partner_id": nil, "property_payment_term_id": nil]
  )

  /// The currency with that code of ISO 4217; one that is not used is archived.
  static let currency = Finder(
    "currency",
    "res.currency",
    by: "name",
    noun: "ISO code",
    label: "Currency",
    hasCompany: false
  )

  /// PRODUCT: the product with that number in *Barcode*, however many zeros stand before it.
  static let product = Finder(
    "product",
    "product.product",
    by: "barcode",
    noun: "GTIN",
    label: "Barcode",
    reads: ["uom_id": unitFields],
    spellings: spellings
  )

  /// PRODUCT, with how it is tracked.
  static let shippedProduct = Finder(
    "product",
    "product.product",
    by: "barcode",
    noun: "GTIN",
    label: "Barcode",
    reads: ["uom_id": unitFields, "tracking": nil, "type": nil],
    spellings: spellings
  )

  /// UOM: the unit with that code among those into which the product's own unit can be converted.
  static let unit = Finder(
    "unit of measure",
    "uom.uom",
    by: "procuros_unit_type",
    noun: "Procuros Unit Type",
    label: "Procuros Unit Type",
    reads: unitFields,
    hasCompany: false,
    scope: Finder.Scope(
      "product_id",
      fits: { unit, product in product["uom_id"].map { UnitFamily($0) == UnitFamily(unit) } ?? false },
      domain: { product in product["uom_id"].map { UnitFamily($0).domain } ?? [] },
      words: { product in "that fits \(product["uom_id"]?["display_name"]?.stringValue ?? "the product's unit")" }
    )
  )

  /// The order that we sent, by the number under which we sent it.
  static let sentOrder = Finder(
    "purchase order",
    "purchase.order",
    by: "name",
    noun: "number",
    label: "Order Reference",
    reads: SentOrder.fields,
    hasActive: false,
    repair:
      "Confirm or change the right order by hand and ignore this document, or give it the number it was sent with."
  )

  private static let unitFields: JSON = [
    "category_id": nil, "parent_path": nil, "factor": nil, "factor_inv": nil, "rounding": nil,
  ]

  /// Every way in which a GTIN of 8, 12, 13 or 14 digits may be written; what is no GTIN is itself alone.
  private static func spellings(_ gtin: String) -> [String] {
    guard gtin.utf8.count <= 14, gtin.utf8.allSatisfy({ (48...57).contains($0) }) else { return [gtin] }
    let digits = gtin.drop { $0 == "0" }
    return [gtin]
      + [8, 12, 13, 14].filter { $0 >= digits.count }.map { String(repeating: "0", count: $0 - digits.count) + digits }
  }
}

/// The units that can be converted into one another: a category up to 18.0, the tree of a reference unit since 19.0.
private struct UnitFamily: Equatable {
  private let category: Int?
  private let root: String?

  init(_ unit: JSON) {
    category = unit["category_id"]?.intValue ?? unit["category_id"]?["id"]?.intValue
    root = unit["parent_path"]?.stringValue?.split(separator: "/").first.map(String.init)
  }

  var domain: [JSON] {
    if let category { return [["category_id", "=", .int(category)]] }
    return root.map { [["parent_path", "=like", .string($0 + "/%")]] } ?? []
  }
}
