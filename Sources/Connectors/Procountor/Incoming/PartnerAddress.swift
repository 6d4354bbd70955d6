import Core
import Odoo

/// An address of Procountor as values of `res.partner`.
struct PartnerAddress {
  let values: [(String, JSON?)]

  /// - Parameters:
  ///   - address: `street`, `specifier`, `zip`, `city`, `country` (Procountor's own word for it).
  ///   - odoo: where the country is looked up.
  /// - Throws: what a search throws.
  init(_ address: JSON, _ odoo: any OdooGateway) async throws(Failure) {
    let code = address["country"]?.words.flatMap(OdooCountry.code)
    try await self.init(
      street: address["street"]?.words,
      street2: address["specifier"]?.words,
      zip: address["zip"]?.words,
      city: address["city"]?.words,
      country: code,
      odoo
    )
  }

  /// With `country` as two letters of ISO 3166.
  init(street: String?, street2: String?, zip: String?, city: String?, country: String?, _ odoo: any OdooGateway)
    async throws(Failure)
  {
    var id: Int?
    if let country {
      let domain: JSON = [["code", "=", .string(country.uppercased())]]
      let found = try await odoo.search("res.country", domain: domain, fields: ["code": nil], order: nil, limit: 1)
      id = found.first?.relation
    }
    let texts = [("street", street), ("street2", street2), ("zip", zip), ("city", city)]
    values = texts.map { ($0.0, $0.1.map(JSON.string)) } + [("country_id", id.map(JSON.int))]
  }
}
