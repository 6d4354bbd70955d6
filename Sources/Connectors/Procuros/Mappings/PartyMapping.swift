import Mapping

/// `res.partner` → a party of Procuros: its name where known, its GLN from *Reference*.
///
/// Source: Procuros API v2, schemas `Party` and `ShipToParty`; reference D-30 for the name.
enum PartyMapping {
  // swift-format-ignore
  /// The rows of a party; `id` is the reference row of its GLN.
  static func rows(_ id: String) -> [Row] {
    [
      //             Odoo     Procuros             rules
      .field("D-30", "name",  "name"),
      .field(id,     "ref",   "identifiers[GS1]",  .required, .gln),
    ]
  }

  // swift-format-ignore
  /// The rows of a party with its address; each argument is the reference row of that value.
  static func rows(name: String, gln: String, city: String, country: String, addressee: String, zip: String, street: String) -> [Row] {
    [
      //                Odoo               Procuros                      rules
      .field(name,      "name",            "name"),
      .field(gln,       "ref",             "identifiers[GS1]",           .required, .gln),
      .field(city,      "city",            "postalAddress.city"),
      .field(country,   "country_id.code", "postalAddress.countryCode",  .maxLength(2)),
      .field(addressee, "name",            "postalAddress.name"),
      .field(zip,       "zip",             "postalAddress.postalCode"),
      .field(street,    "street",          "postalAddress.street"),
    ]
  }
}
