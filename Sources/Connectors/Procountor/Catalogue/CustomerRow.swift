import Core
import Foundation

/// A customer of Procountor, or a further address of it, as the row that a person looks at.
///
/// The columns are those of `procountor.customer.proposal`.
enum CustomerRow {
  /// The row of the customer itself; `partner` is as `GET /businesspartners/{ids}` gives it.
  static func main(_ partner: JSON) -> JSON {
    let invoicing = partner["invoicingInfo"] ?? .null
    let registry = partner["registryInfo"] ?? .null
    let number = PartnerNumber(invoicing)
    let days = partner["paymentInfo"]?["paymentTermDays"]
    return row(
      "main",
      name: partner["name"]?.words,
      address: partner["address"] ?? .null,
      further: [
        ("business_id", number.businessID), ("vat", number.vat), ("email", invoicing["email"]?.words),
        ("phone", registry["phone"]?.words ?? registry["mobilePhone"]?.words),
        ("lang", invoicing["language"]?.words.flatMap(LanguageCodes.odoo)),
        ("einvoice_address", invoicing["einvoiceAddress"]?.words ?? invoicing["ovt"]?.words),
        ("einvoice_operator", invoicing["einvoiceOperator"]?.words),
      ],
      // Text in the schema.
      days: (days?.intValue ?? days?.words.flatMap { Int($0) }).flatMap { (0...999).contains($0) ? $0 : nil }
    )
  }

  /// The row of a further address of the kind `invoice` or `delivery`; one without a name has the customer's.
  static func further(_ kind: String, _ address: JSON, of name: String?) -> JSON {
    row(kind, name: address["name"]?.words ?? name, address: address, further: [], days: nil)
  }

  private static let texts = [
    "business_id", "vat", "email", "phone", "lang", "einvoice_address", "einvoice_operator",
  ]

  private static func row(
    _ kind: String,
    name: String?,
    address: JSON,
    further: [(String, String?)],
    days: Int?
  ) -> JSON {
    let values = Dictionary(further, uniquingKeysWith: { first, _ in first })
    var members: [(String, JSON?)] = [("kind", .string(kind)), ("name", JSON(name))]
    members += texts.map { ($0, JSON(values[$0] ?? nil)) }
    members += [
      ("street", JSON(address["street"]?.words)), ("street2", JSON(address["specifier"]?.words)),
      ("zip", JSON(address["zip"]?.words)), ("city", JSON(address["city"]?.words)),
      ("country_code", JSON(address["country"]?.words.flatMap(OdooCountry.code))),
      ("payment_term_days", JSON(days)),
    ]
    return .record(members)
  }

  /// Whether two addresses are one, whatever blanks and case.
  static func isSame(_ one: JSON, _ other: JSON) -> Bool {
    ["name", "specifier", "street", "zip", "city", "country"].allSatisfy { member in
      (one[member]?.words ?? "").lowercased() == (other[member]?.words ?? "").lowercased()
    }
  }

  static func isEmpty(_ address: JSON) -> Bool {
    ["street", "zip", "city", "specifier"].allSatisfy { address[$0]?.words == nil }
  }
}
